using System.Net;
using Memori.Claude.Upstream;
using Memori.Injection;
using Memori.Server.Errors;
using Memori.Server.Limits;
using Memori.Server.Proxy.Bodies;
using Memori.Server.Proxy.Remembering;
using Memori.Server.Users;
using Memori.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Memori.Server.Proxy;

/// <summary>What comes in, and what goes wrong.</summary>
internal sealed partial class Door
{
    private const int LongestError = 1024 * 1024;

    private static readonly LocalizedText MemoryDeleted = new(
        "A memory that this conversation was given is deleted, in the middle of a call of a tool: begin the turn anew.",
        "此对话用到的一条记忆已在工具调用过程中被删除,请重新开始这一轮。");

    private static readonly LocalizedText Encoded = new(
        "A body with a content-encoding is not taken: send it as it is.", "不接受带 content-encoding 的请求体,请直接发送原文。");

    private async Task GuardAsync(HttpContext context, Func<HttpContext, DoorRequest, Task> handle)
    {
        // An empty error of the API stays empty, and a body may be as large as the API's.
        context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = MessagesBody.MaximumBytes + 1L;
        try
        {
            var mode = callers.MemoryOf(context.Request);
            RequirePlainBody(context.Request);
            using var bytes = await RequestBytes.ReadAsync(context.Request, room, context.RequestAborted);
            if (bytes is null)
            {
                await ProxyFault.TooLarge().WriteAsync(context);
                return;
            }

            // From here on each step has a time of its own.
            RequestTime.Lift(context);
            var body = MessagesBody.Read(bytes.Memory.Span, mode != InjectionMode.None);
            var caller = await callers.FindAsync(context.Request, body.MetadataUser, mode, context.RequestAborted);
            context.Features.Set(caller);
            UserPresence.Attend(context, caller.Payer.UserId);
            var remembered = caller is { Scope: { } scope, Memory: not InjectionMode.None }
                ? await memory.PlanAsync(scope, caller.Memory, bytes.Memory, body, context.RequestAborted)
                : new RememberedBody { Bytes = bytes.Memory, Original = bytes.Memory, Body = body };
            await handle(context, new DoorRequest(body, caller, remembered));
        }
        catch (Exception failure) when (failure is not AnswerBrokenException && !RequestTime.IsOver(context))
        {
            await FailAsync(context, failure);
        }
    }

    private async Task FailAsync(HttpContext context, Exception failure)
    {
        if (context.RequestAborted.IsCancellationRequested || context.Response.HasStarted)
        {
            context.Abort();
            return;
        }

        var fault = ProxyFault.Of(failure, time.GetUtcNow());
        if (fault.Status is StatusCodes.Status500InternalServerError or StatusCodes.Status503ServiceUnavailable)
        {
            logger.LogFailure(failure, context.TraceIdentifier);
        }

        context.Response.Clear();
        await fault.WriteAsync(context);
    }

    private static void RequirePlainBody(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.ToString() is not ("" or "identity"))
        {
            throw new MemoriException(FaultKind.BadRequest, "encoded-body", Encoded);
        }
    }

    /// <summary>Passes an error of the API on.</summary>
    private static async Task RefuseAsync(HttpContext context, HttpResponseMessage response, RememberedBody sent, CancellationToken cancellationToken)
    {
        if (sent.KeepsBoundThinking && await SpeaksOfThinkingAsync(response, cancellationToken))
        {
            throw new MemoriException(FaultKind.BadRequest, "conversation-memory-deleted", MemoryDeleted);
        }

        ProxyHeaders.Copy(response, context.Response);
        if (ClaudeUpstream.RetriesUsedUp(response))
        {
            // We tried as often as it makes sense: a client that tries as often again would multiply the two.
            context.Response.Headers["x-should-retry"] = "false";
        }

        await CopyAsync(context, response, cancellationToken);
    }

    private static async Task<bool> SpeaksOfThinkingAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.StatusCode != HttpStatusCode.BadRequest)
        {
            return false;
        }

        // Kept, to be passed on all the same.
        await response.Content.LoadIntoBufferAsync(LongestError, cancellationToken);
        return (await response.Content.ReadAsStringAsync(cancellationToken)).Contains("thinking", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Whether the API refused thinking of a conversation that is given memories: a block may have been kept and not sent, or sent and not kept, when a store failed in between.
    /// </summary>
    private static async Task<bool> IsBoundElsewhereAsync(HttpResponseMessage response, DoorRequest request, CancellationToken cancellationToken) =>
        request.Remembered.Turns.Count > 0 && await SpeaksOfThinkingAsync(response, cancellationToken);
}
