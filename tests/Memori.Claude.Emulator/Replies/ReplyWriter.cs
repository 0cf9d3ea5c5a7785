using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Caching;
using Memori.Claude.Emulator.Rules;
using Memori.Claude.Emulator.Streaming;
using Microsoft.AspNetCore.Http;

namespace Memori.Claude.Emulator.Replies;

/// <summary>Writes a reply to one request.</summary>
internal sealed class ReplyWriter(MessagesEmulator emulator, HttpContext context, EmulatedRequest request, EmulatedModel model, string requestId)
{
    public static async Task WriteJsonAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(WireJson.Write(body), context.RequestAborted).ConfigureAwait(false);
    }

    public static async Task WriteFaultAsync(HttpContext context, FaultReply fault, string requestId)
    {
        AddHeaders(context, fault.Headers);
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
        AddHeaders(context, reply.Headers);
        var content = emulator.Thinking.Sign(request.Body, reply.Content);
        var usage = reply.Usage ?? emulator.Cache.Account(request.Body, model, emulator.Options.MinCacheTokens) with
        {
            Output = content.Sum(block => TokenEstimate.Of(block.ToJsonString(), model.TokenFactor)),
            InferenceGeo = request.Body["inference_geo"].Text(),
        };
        emulator.Limiter?.Settle(request.Key, usage.Output);
        var message = new JsonObject
        {
            ["id"] = emulator.NextId("msg"),
            ["type"] = "message",
            ["role"] = "assistant",
            ["model"] = reply.Model ?? model.Id,
            ["content"] = new JsonArray([.. content]),
            ["stop_reason"] = reply.StopReason,
            ["stop_sequence"] = null,
            ["usage"] = usage.ToJson(),
        };
        if (request.Stream)
        {
            await WriteEventsAsync(EventSequence.Of(message, usage, reply.Shape.MessageDeltas), reply).ConfigureAwait(false);
        }
        else
        {
            await WriteBodyAsync(message, reply).ConfigureAwait(false);
        }
    }

    private async Task WriteBodyAsync(JsonObject message, MessageReply reply)
    {
        context.Response.ContentType = "application/json";
        var body = new ShapedBody(context, reply.Shape, emulator.Stopping);
        var text = WireJson.Write(message);
        await body.WriteAsync(reply.Break is null ? text : text[..(text.Length / 2)]).ConfigureAwait(false);
        if (reply.Break is { } broken)
        {
            await BreakAsync(body, broken).ConfigureAwait(false);
        }
    }

    private async Task WriteEventsAsync(IEnumerable<JsonObject> events, MessageReply reply)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        var body = new ShapedBody(context, reply.Shape, emulator.Stopping);
        var count = 0;
        foreach (var @event in events)
        {
            if (count++ == reply.Break?.Events)
            {
                await BreakAsync(body, reply.Break).ConfigureAwait(false);
                return;
            }

            await WriteEventAsync(body, @event).ConfigureAwait(false);
        }

        await body.WriteEndAsync().ConfigureAwait(false);
    }

    private static Task WriteEventAsync(ShapedBody body, JsonObject @event) => body.WriteEventAsync((string)@event["type"]!, WireJson.Write(@event));

    private async Task BreakAsync(ShapedBody body, StreamBreak broken)
    {
        if (broken.Kind == StreamBreakKind.Cut)
        {
            // Nothing but what was sent already: cut before the first event, not even the headers come.
            body.Cut();
        }

        await context.Response.Body.FlushAsync(context.RequestAborted).ConfigureAwait(false);
        switch (broken.Kind)
        {
            case StreamBreakKind.Error:
                await WriteEventAsync(body, new JsonObject
                {
                    ["type"] = "error",
                    ["error"] = new JsonObject { ["type"] = broken.ErrorType, ["message"] = "The answer failed midway." },
                    ["request_id"] = requestId,
                }).ConfigureAwait(false);
                break;
            case StreamBreakKind.Stall:
                await StallAsync().ConfigureAwait(false);
                break;
        }
    }

    private static void AddHeaders(HttpContext context, IReadOnlyDictionary<string, string> headers)
    {
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }
    }

    private async Task StallAsync()
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, emulator.Stopping);
        await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(false);
    }
}
