using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Caching;
using Memori.Claude.Emulator.Rules;
using Microsoft.AspNetCore.Http;

namespace Memori.Claude.Emulator.Replies;

/// <summary>Writes a reply to one request.</summary>
internal sealed class ReplyWriter(MessagesEmulator emulator, HttpContext context, EmulatedRequest request, EmulatedModel model, string requestId)
{
    public static async Task WriteJsonAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(body.ToJsonString(), context.RequestAborted).ConfigureAwait(false);
    }

    public static async Task WriteFaultAsync(HttpContext context, FaultReply fault, string requestId)
    {
        if (fault.RetryAfter is not null)
        {
            context.Response.Headers.RetryAfter = fault.RetryAfter;
        }

        if (fault.ShouldRetry is { } should)
        {
            context.Response.Headers["x-should-retry"] = should ? "true" : "false";
        }

        await WriteJsonAsync(context, fault.Status, fault.ToJson(requestId)).ConfigureAwait(false);
    }

    public async Task WriteAsync(Reply reply)
    {
        switch (reply)
        {
            case FaultReply fault:
                await WriteFaultAsync(context, fault, requestId).ConfigureAwait(false);
                break;
            case MessageReply message:
                await WriteMessageAsync(message).ConfigureAwait(false);
                break;
            case RawReply raw:
                context.Response.StatusCode = raw.Status;
                context.Response.ContentType = raw.ContentType;
                await context.Response.WriteAsync(raw.Body, context.RequestAborted).ConfigureAwait(false);
                break;
            case SilentReply:
                await StallAsync().ConfigureAwait(false);
                break;
            default:
                context.Abort();
                break;
        }
    }

    private async Task WriteMessageAsync(MessageReply reply)
    {
        foreach (var (name, value) in reply.Headers)
        {
            context.Response.Headers[name] = value;
        }

        var usage = reply.Usage ?? emulator.Cache.Account(request.Body, model, emulator.Options.MinCacheTokens) with
        {
            Output = reply.Content.Sum(block => TokenEstimate.Of(block.ToJsonString(), model.TokenFactor)),
        };
        var message = new JsonObject
        {
            ["id"] = emulator.NextId("msg"),
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = reply.Model ?? model.Id,
            ["content"] = new JsonArray([.. reply.Content.Select(block => block.DeepClone())]),
            ["stop_reason"] = reply.StopReason,
            ["stop_sequence"] = null,
            ["usage"] = usage.ToJson(),
        };
        if (request.Stream)
        {
            await WriteEventsAsync(EventSequence.Of(message, usage), reply.Break).ConfigureAwait(false);
        }
        else
        {
            await WriteBodyAsync(message, reply.Break).ConfigureAwait(false);
        }
    }

    private async Task WriteBodyAsync(JsonObject message, StreamBreak? broken)
    {
        if (broken is null)
        {
            await WriteJsonAsync(context, StatusCodes.Status200OK, message).ConfigureAwait(false);
            return;
        }

        context.Response.ContentType = "application/json";
        var text = message.ToJsonString();
        await context.Response.WriteAsync(text[..(text.Length / 2)], context.RequestAborted).ConfigureAwait(false);
        await BreakAsync(broken).ConfigureAwait(false);
    }

    private async Task WriteEventsAsync(IEnumerable<JsonObject> events, StreamBreak? broken)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        var count = 0;
        foreach (var @event in events)
        {
            if (broken is not null && count++ == broken.Events)
            {
                await BreakAsync(broken).ConfigureAwait(false);
                return;
            }

            await WriteEventAsync(@event).ConfigureAwait(false);
        }
    }

    private async Task WriteEventAsync(JsonObject @event)
    {
        await context.Response.WriteAsync($"event: {@event["type"]}\ndata: {@event.ToJsonString()}\n\n", context.RequestAborted).ConfigureAwait(false);
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
    }

    private async Task BreakAsync(StreamBreak broken)
    {
        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        switch (broken.Kind)
        {
            case StreamBreakKind.Error:
                await WriteEventAsync(new JsonObject
                {
                    ["type"] = "error",
                    ["error"] = new JsonObject { ["type"] = broken.ErrorType, ["message"] = "The answer failed midway." },
                    ["request_id"] = requestId,
                }).ConfigureAwait(false);
                break;
            case StreamBreakKind.Cut:
                context.Abort();
                break;
            case StreamBreakKind.Stall:
                await StallAsync().ConfigureAwait(false);
                break;
        }
    }

    private async Task StallAsync()
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, emulator.Stopping);
        await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(false);
    }
}
