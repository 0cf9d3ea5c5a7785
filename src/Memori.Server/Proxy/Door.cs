using Memori.Claude.Upstream;
using Memori.Ingestion;
using Memori.Injection;
using Memori.Server.Configuration;
using Memori.Server.Proxy.Bodies;
using Memori.Server.Proxy.Callers;
using Memori.Server.Proxy.Metering;
using Memori.Server.Proxy.Remembering;
using Memori.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Memori.Server.Proxy;

/// <summary>
/// The door: what comes in goes to the API as it is, with memories when they are wanted, and what comes back goes out as it is, metered. Every failure of its own
/// has the form of the API's errors. Thread-safe.
/// </summary>
internal sealed partial class Door(
    ClaudeUpstream upstream, ProxyCallers callers, ProxyMoney money, ProxyMemory memory, AfterAnswer after, MemoriSettings settings, TimeProvider time, ILogger<Door> logger)
{
    /// <summary>Answers <c>POST /v1/messages</c>.</summary>
    public Task MessagesAsync(HttpContext context) => GuardAsync(context, MessagesCoreAsync);

    /// <summary>Answers <c>POST /v1/messages/count_tokens</c>: free, so that nothing is charged; counted as it would be sent, so that nothing is kept.</summary>
    public Task CountAsync(HttpContext context) => GuardAsync(context, CountCoreAsync);

    private async Task MessagesCoreAsync(HttpContext context, DoorRequest request)
    {
        var sent = request.Remembered;
        var call = money.Open(request.Caller.Payer, request.Body, sent.Bytes.Span);
        var keeping = KeepAsync(request, context.RequestAborted);
        try
        {
            // Both at once: the store writes them together.
            await call.ReserveAsync(context.RequestAborted);
        }
        finally
        {
            sent = await keeping;
        }

        using var bound = Bound(context, call.Lifetime);
        using var response = await SendAsync(context, request, sent.Bytes, call, bound.Token);
        if (!response.IsSuccessStatusCode)
        {
            await call.ReleaseAsync();
            await RefuseAsync(context, response, sent, bound.Token);
            return;
        }

        await AnswerAsync(context, request with { Remembered = sent }, response, call, bound.Token);
    }

    private async Task CountCoreAsync(HttpContext context, DoorRequest request)
    {
        using var bound = Bound(context, CountingTime);
        using var response = await upstream.SendAsync(Upstream(context, request, request.Remembered.Bytes), bound.Token);
        if (!response.IsSuccessStatusCode)
        {
            await RefuseAsync(context, response, request.Remembered, bound.Token);
            return;
        }

        ProxyHeaders.Copy(response, context.Response);
        await CopyAsync(context, response, bound.Token);
    }

    private Task<RememberedBody> KeepAsync(DoorRequest request, CancellationToken cancellationToken) =>
        request.Caller.Scope is { } scope && request.Remembered.Injection.MustKeep ? memory.KeepAsync(scope, request.Remembered, cancellationToken) : Task.FromResult(request.Remembered);

    private async Task<HttpResponseMessage> SendAsync(HttpContext context, DoorRequest request, ReadOnlyMemory<byte> body, CallMoney call, CancellationToken cancellationToken)
    {
        try
        {
            return await upstream.SendAsync(
                Upstream(context, request, body) with
                {
                    InputTokens = call.InputTokens,
                    Timeout = request.Body.IsStream ? null : call.Lifetime,
                    Attempting = token =>
                    {
                        // Nobody waits for a further attempt.
                        context.RequestAborted.ThrowIfCancellationRequested();
                        return call.ReserveAsync(token);
                    },
                    Lost = call.LoseAsync,
                },
                cancellationToken);
        }
        catch
        {
            await call.ReleaseAsync();
            throw;
        }
    }

    private UpstreamRequest Upstream(HttpContext context, DoorRequest request, ReadOnlyMemory<byte> body) => new()
    {
        Model = request.Body.Model,
        User = request.Caller.Payer.UserId,
        Account = request.Caller.Account,
        Create = () =>
        {
            var message = new HttpRequestMessage(HttpMethod.Post, new Uri(context.Request.Path.Value!.TrimStart('/') + context.Request.QueryString.Value, UriKind.Relative))
            {
                Content = new ReadOnlyMemoryContent(body),
            };
            ProxyHeaders.Copy(context.Request, message, settings.AnthropicApiKey, callers.PassCredentials);
            return message;
        },
    };

    private async Task AnswerAsync(HttpContext context, DoorRequest request, HttpResponseMessage response, CallMoney call, CancellationToken cancellationToken)
    {
        var isStream = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var observes = request.Remembered.Injection.ExchangeId is not null;
        using var meter = new AnswerMeter(isStream, observes);
        ProxyHeaders.Copy(response, context.Response);
        var end = RelayEnd.Broken;
        try
        {
            end = await RelayAsync(context, response, meter, cancellationToken);
        }
        finally
        {
            // Begun before the client sees the end, and waited for by nobody.
            after.Settle(call.SettleAsync(meter));
            Observe(request, meter);
        }

        await EndAsync(context, end);
    }

    private async Task CopyAsync(HttpContext context, HttpResponseMessage response, CancellationToken cancellationToken) =>
        await EndAsync(context, await RelayAsync(context, response, null, cancellationToken));

    private static async Task<RelayEnd> RelayAsync(HttpContext context, HttpResponseMessage response, AnswerMeter? meter, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await Relay.CopyAsync(body, context.Response, meter, cancellationToken);
    }

    private async Task EndAsync(HttpContext context, RelayEnd end)
    {
        if (end == RelayEnd.Whole)
        {
            await context.Response.CompleteAsync();
            return;
        }

        if (context.Response.HasStarted)
        {
            // To abort takes back what still waits to be sent: what came of the answer goes out first.
            await Task.Delay(SendingOut, time, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // Cut as it was cut: an end in good order would pass for a whole answer.
        context.Abort();
    }

    /// <summary>Passes an error of the API on.</summary>
    private async Task RefuseAsync(HttpContext context, HttpResponseMessage response, RememberedBody sent, CancellationToken cancellationToken)
    {
        if (response.StatusCode == System.Net.HttpStatusCode.BadRequest && sent.KeepsBoundThinking)
        {
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            if (text.Contains("thinking", StringComparison.OrdinalIgnoreCase))
            {
                throw new MemoriException(FaultKind.BadRequest, "conversation-memory-deleted", MemoryDeleted);
            }
        }

        ProxyHeaders.Copy(response, context.Response);
        if (ClaudeUpstream.RetriesUsedUp(response))
        {
            // We tried as often as it makes sense: a client that tries as often again would multiply the two.
            context.Response.Headers["x-should-retry"] = "false";
        }

        await CopyAsync(context, response, cancellationToken);
    }

    private void Observe(DoorRequest request, AnswerMeter meter)
    {
        if (request.Remembered.Injection.ExchangeId is not { } id || request.Caller.Scope is not { } scope)
        {
            return;
        }

        // What is said between calls of tools is no answer yet; what was cut off is none either.
        var answer = meter.IsFinal && meter.StopReason is not ("tool_use" or "pause_turn") ? meter.Text : null;
        var said = request.Remembered.PersonText;
        if (!string.IsNullOrWhiteSpace(said) || !string.IsNullOrWhiteSpace(answer))
        {
            after.Observe(scope, new Exchange { Id = id, UserMessage = said, AssistantMessage = answer, Model = meter.Model });
        }
    }

    private static readonly TimeSpan CountingTime = TimeSpan.FromMinutes(5);

    /// <summary>How long an answer that nobody waits for is read on, for the ledger.</summary>
    private static readonly TimeSpan ReadingOn = TimeSpan.FromSeconds(60);

    /// <summary>How long what came of an answer that was cut may take to go out.</summary>
    private static readonly TimeSpan SendingOut = TimeSpan.FromMilliseconds(200);

    private static readonly LocalizedText MemoryDeleted = new(
        "A memory that this conversation was given is deleted, in the middle of a call of a tool: begin the turn anew.",
        "此对话用到的一条记忆已在工具调用过程中被删除,请重新开始这一轮。");

    private static readonly LocalizedText Encoded = new(
        "A body with a content-encoding is not taken: send it as it is.", "不接受带 content-encoding 的请求体,请直接发送原文。");

    /// <summary>Ends what takes longer than it may, and soon when the client is gone.</summary>
    private CancellationTokenSource Bound(HttpContext context, TimeSpan lifetime)
    {
        var bound = new CancellationTokenSource(lifetime, time);
        context.RequestAborted.Register(
            static state =>
            {
                try
                {
                    ((CancellationTokenSource)state!).CancelAfter(ReadingOn);
                }
                catch (ObjectDisposedException)
                {
                    // It ended meanwhile.
                }
            },
            bound);
        return bound;
    }

    private async Task GuardAsync(HttpContext context, Func<HttpContext, DoorRequest, Task> handle)
    {
        // An empty error of the API stays empty, and a body may be as large as the API's.
        context.Features.Get<IStatusCodePagesFeature>()?.Enabled = false;
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize = MessagesBody.MaximumBytes + 1L;
        try
        {
            var mode = callers.MemoryOf(context.Request);
            RequireIdentity(context.Request);
            using var bytes = await RequestBytes.ReadAsync(context.Request, context.RequestAborted);
            if (bytes is null)
            {
                await ProxyFault.TooLarge().WriteAsync(context);
                return;
            }

            var body = MessagesBody.Read(bytes.Memory.Span, mode != InjectionMode.None);
            var caller = await callers.FindAsync(context.Request, body.MetadataUser, mode, context.RequestAborted);
            var remembered = caller is { Scope: { } scope, Memory: not InjectionMode.None }
                ? await memory.PlanAsync(scope, caller.Memory, bytes.Memory, body, context.RequestAborted)
                : new RememberedBody { Bytes = bytes.Memory, Original = bytes.Memory, Body = body };
            await handle(context, new DoorRequest(body, caller, remembered));
        }
        catch (Exception failure)
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
            LogFailure(failure);
        }

        context.Response.Clear();
        await fault.WriteAsync(context);
    }

    private static void RequireIdentity(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.ToString() is not ("" or "identity"))
        {
            throw new MemoriException(FaultKind.BadRequest, "encoded-body", Encoded);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A call of /v1/messages failed.")]
    private partial void LogFailure(Exception failure);
}

/// <summary>A request at the door.</summary>
/// <param name="Body">What was read of its body.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Remembered">What is sent.</param>
internal sealed record DoorRequest(MessagesBody Body, ProxyCaller Caller, RememberedBody Remembered);
