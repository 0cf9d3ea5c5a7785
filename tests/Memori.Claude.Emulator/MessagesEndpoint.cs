using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Caching;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Emulator.Rules;
using Microsoft.AspNetCore.Http;

namespace Memori.Claude.Emulator;

/// <summary>The way of a request: headers → body → rules → reply.</summary>
internal static class MessagesEndpoint
{
    private const string CreatePath = "/v1/messages";
    private const string CountPath = "/v1/messages/count_tokens";

    public static async Task HandleAsync(MessagesEmulator emulator, HttpContext context)
    {
        var requestId = emulator.NextId("req");
        context.Response.Headers["request-id"] = requestId;
        try
        {
            var request = await ReadAsync(emulator, context).ConfigureAwait(false);
            var counting = request.Path == CountPath;
            var today = DateOnly.FromDateTime(emulator.Options.Time.GetUtcNow().UtcDateTime);
            var model = RequestRules.Check(request.Body, counting, today, emulator.Options.TakesUnknownFields || request.Headers.ContainsKey("anthropic-beta"));
            model = model with { TokenFactor = emulator.Options.TokenFactor ?? model.TokenFactor };
            emulator.Thinking.Check(request.Body, model);
            var tokens = PromptBlock.Of(request.Body).Sum(block => TokenEstimate.Of(block, model.TokenFactor));
            if (counting)
            {
                if (emulator.Options.CountingFault is { } fault)
                {
                    throw new RequestRefusedException(fault);
                }

                await ReplyWriter.WriteJsonAsync(context, StatusCodes.Status200OK, new JsonObject { ["input_tokens"] = tokens }).ConfigureAwait(false);
                return;
            }

            RequestRefusedException.Require(tokens <= model.Window, $"prompt is too long: {tokens} tokens > {model.Window} maximum");
            foreach (var (name, value) in emulator.Limiter?.Admit(request.Key, tokens) ?? ReadOnlyDictionary<string, string>.Empty)
            {
                context.Response.Headers[name] = value;
            }

            await Task.Delay(emulator.Options.Latency, context.RequestAborted).ConfigureAwait(false);
            await new ReplyWriter(emulator, context, request, model, requestId).WriteAsync(emulator.NextReply(request)).ConfigureAwait(false);
        }
        catch (RequestRefusedException refused)
        {
            await ReplyWriter.WriteFaultAsync(context, refused.Fault, requestId).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || emulator.Stopping.IsCancellationRequested)
        {
            // The caller hung up, which is how a stalled answer ends.
            context.Abort();
        }
    }

    private static async Task<EmulatedRequest> ReadAsync(MessagesEmulator emulator, HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted).ConfigureAwait(false);
        var bytes = buffer.ToArray();
        var request = new EmulatedRequest(context.Request, bytes, Parse(bytes));
        emulator.Record(request);

        CheckHeaders(emulator, context.Request, request.Key);
        if (buffer.Length > emulator.Options.MaxBodyBytes)
        {
            throw new RequestRefusedException(FaultReply.Of(413));
        }

        RequestRefusedException.Require(request.Body.Count > 0, "The request body is not valid JSON");
        return request;
    }

    private static void CheckHeaders(MessagesEmulator emulator, HttpRequest request, string key)
    {
        if (request.Path != CreatePath && request.Path != CountPath)
        {
            throw new RequestRefusedException(FaultReply.Of(404) with { Message = "Not found" });
        }

        if (!HttpMethods.IsPost(request.Method))
        {
            throw new RequestRefusedException(new FaultReply(405, "invalid_request_error", "Method Not Allowed"));
        }

        if (string.IsNullOrWhiteSpace(key) || (emulator.Options.ApiKey is { } only && key != only))
        {
            throw new RequestRefusedException(FaultReply.Of(401));
        }

        RequestRefusedException.Require(
            DateOnly.TryParseExact(request.Headers["anthropic-version"], "yyyy-MM-dd", out _), "anthropic-version: header is required");
        RequestRefusedException.Require(
            request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) == true, "content-type: must be application/json");
    }

    private static JsonObject Parse(byte[] body)
    {
        try
        {
            return JsonNode.Parse(body) as JsonObject ?? [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
