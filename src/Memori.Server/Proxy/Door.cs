using System.Globalization;
using Memori.Claude;
using Memori.Claude.Telemetry;
using Memori.Claude.Tokens;
using Memori.Claude.Upstream;
using Memori.Ingestion;
using Memori.Ledger;
using Memori.Measuring;
using Memori.Server.Background;
using Memori.Server.Configuration;
using Memori.Server.Limits;
using Memori.Server.Proxy.Bodies;
using Memori.Server.Proxy.Callers;
using Memori.Server.Proxy.Metering;
using Memori.Server.Proxy.Remembering;
using Memori.Server.Users;
using Memori.Storage;

namespace Memori.Server.Proxy;

/// <summary>
/// The door: what comes in goes to the API as it is, with memories when they are wanted, and what comes back goes out as it is, metered. Every failure of its own
/// has the form of the API's errors. Thread-safe.
/// </summary>
internal sealed partial class Door(
    ClaudeUpstream upstream, ProxyCallers callers, ProxyMoney money, ProxyMemory memory, AfterAnswer after, BodyRoom room,
    [FromKeyedServices(Door.Slots)] ConcurrencyGate slots, MemoriSettings settings, ClaudeOptions claude, TimeProvider time, ILogger<Door> logger)
{
    /// <summary>What the door's own <see cref="ConcurrencyGate"/> is registered as.</summary>
    public const string Slots = "door";

    private static readonly TimeSpan CountingTime = TimeSpan.FromMinutes(5);

    private const string CountingAccount = "count_tokens ";

    /// <summary>Answers <c>POST /v1/messages</c>.</summary>
    public Task MessagesAsync(HttpContext context) => GuardAsync(context, MessagesCoreAsync);

    /// <summary>Answers <c>POST /v1/messages/count_tokens</c>: free, so that nothing is charged; counted as it would be sent, so that nothing is kept.</summary>
    public Task CountAsync(HttpContext context) => GuardAsync(context, CountCoreAsync);

    private async Task MessagesCoreAsync(HttpContext context, DoorRequest request)
    {
        using var slot = await slots.EnterAsync(request.Caller.Payer.UserId, context.RequestAborted);
        using var told = ModelCall.Start(new ModelRequest
        {
            Model = request.Body.Model,
            Server = claude.BaseUrl,
            Payer = request.Caller.Payer,
            IsStream = request.Body.IsStream,
            MaxTokens = request.Body.MaxTokens,
        });
        try
        {
            await MessagesCoreAsync(context, request, told);
        }
        catch (Exception failure) when (failure is not AnswerBrokenException && told?.Fails(failure) == true)
        {
            throw;
        }
    }

    private async Task MessagesCoreAsync(HttpContext context, DoorRequest request, ModelCall? told)
    {
        var sent = request.Remembered;
        var keeping = KeepAsync(request, context.RequestAborted);
        CallMoney call;
        try
        {
            // Both at once: the store writes them together.
            call = await ReserveAsync(context, request, sent.Bytes, context.RequestAborted);
        }
        finally
        {
            sent = await keeping;
        }

        try
        {
            using var limit = new CallTime(call.Lifetime, time, context.RequestAborted, context.RequestServices.GetRequiredService<ServiceStop>().Ending);
            using var first = await SendAsync(context, request, sent.Bytes, call, limit.Token);
            using var second = await IsBoundElsewhereAsync(first, request, limit.Token) && ProxyMemory.WithoutThinking(sent) is { } bare
                ? await SendAsync(context, request, (sent = bare).Bytes, call, limit.Token)
                : null;
            if ((second ?? first) is { IsSuccessStatusCode: true } response)
            {
                await AnswerAsync(context, request with { Remembered = sent }, response, call, told, limit.Token);
                return;
            }

            told?.Fails(((int)(second ?? first).StatusCode).ToString(CultureInfo.InvariantCulture));
            await call.ReleaseAsync();
            await RefuseAsync(context, second ?? first, sent, limit.Token);
        }
        finally
        {
            // What was used is settled by now; a failure before that cost nothing.
            await call.ReleaseAsync();
        }
    }

    private async Task<CallMoney> ReserveAsync(HttpContext context, DoorRequest request, ReadOnlyMemory<byte> sent, CancellationToken cancellationToken)
    {
        var call = money.Open(request.Caller.Payer, request.Body, sent.Span);
        try
        {
            await call.ReserveAsync(cancellationToken);
            return call;
        }
        catch (BudgetExceededException refused) when (request.Body.IsReadable && refused.Budget.Remaining is { } left)
        {
            var counted = await money.CountAsync(
                call, left - call.MaxOutputTokens, token => upstream.CountTokensAsync(Counting(context, request, CountTokensRequest.BodyOf(sent.Span)), token), cancellationToken);
            if (counted is null)
            {
                throw;
            }

            var exact = money.Open(request.Caller.Payer, request.Body, sent.Span, counted);
            await exact.ReserveAsync(cancellationToken);
            return exact;
        }
    }

    private async Task CountCoreAsync(HttpContext context, DoorRequest request)
    {
        using var limit = new CallTime(CountingTime, time, context.RequestAborted, context.RequestServices.GetRequiredService<ServiceStop>().Ending);
        using var response = await upstream.SendAsync(Counting(context, request, request.Remembered.Bytes), limit.Token);
        if (!response.IsSuccessStatusCode)
        {
            await RefuseAsync(context, response, request.Remembered, limit.Token);
            return;
        }

        ProxyHeaders.Copy(response, context.Response);
        await CopyAsync(context, response, limit.Token);
    }

    private async Task AnswerAsync(HttpContext context, DoorRequest request, HttpResponseMessage response, CallMoney call, ModelCall? told, CancellationToken cancellationToken)
    {
        var isStream = response.Content.Headers.ContentType?.MediaType == "text/event-stream";
        var observes = request.Remembered.Injection.ExchangeId is not null;
        using var meter = new AnswerMeter(isStream, observes, told);
        var end = RelayEnd.Broken;
        try
        {
            ProxyHeaders.Copy(response, context.Response);
            end = await RelayAsync(context, response, meter, cancellationToken);
        }
        finally
        {
            told?.Answered(meter.Id, meter.Model, meter.StopReason, meter.Usage.Tokens);

            // Begun before the client sees the end, and waited for by nobody.
            after.Settle(UnhurriedWrites.RunAsync(() => call.SettleAsync(meter)));
            Observe(context, request, meter);
        }

        if (end == RelayEnd.Broken)
        {
            told?.Fails("claude-stream-cut");
        }

        await EndAsync(context, end);
    }

    private Task<HttpResponseMessage> SendAsync(HttpContext context, DoorRequest request, ReadOnlyMemory<byte> body, CallMoney call, CancellationToken cancellationToken) =>
        upstream.SendAsync(
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

    // Counting has limits of its own at the API: what it is refused says nothing about calls, and must not hold them back.
    private UpstreamRequest Counting(HttpContext context, DoorRequest request, ReadOnlyMemory<byte> body) =>
        Upstream(context, request, body, CountTokensRequest.Path) with { Account = CountingAccount + request.Caller.Account };

    private UpstreamRequest Upstream(HttpContext context, DoorRequest request, ReadOnlyMemory<byte> body, string path = "v1/messages") => new()
    {
        Model = request.Body.Model,
        User = request.Caller.Payer.UserId,
        Account = request.Caller.Account,
        Create = () =>
        {
            var message = new HttpRequestMessage(HttpMethod.Post, new Uri(path + context.Request.QueryString.Value, UriKind.Relative))
            {
                Content = new ReadOnlyMemoryContent(body),
            };
            ProxyHeaders.Copy(context.Request, message, settings.AnthropicApiKey, callers.PassCredentials);
            return message;
        },
    };

    private Task<RememberedBody> KeepAsync(DoorRequest request, CancellationToken cancellationToken) =>
        request.Caller.Scope is { } scope && request.Remembered.Injection.MustKeep ? memory.KeepAsync(scope, request.Remembered, cancellationToken) : Task.FromResult(request.Remembered);

    private static async Task CopyAsync(HttpContext context, HttpResponseMessage response, CancellationToken cancellationToken) =>
        await EndAsync(context, await RelayAsync(context, response, null, cancellationToken));

    private static async Task<RelayEnd> RelayAsync(HttpContext context, HttpResponseMessage response, AnswerMeter? meter, CancellationToken cancellationToken)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        return await Relay.CopyAsync(body, context.Response, meter, cancellationToken);
    }

    private static Task EndAsync(HttpContext context, RelayEnd end)
    {
        if (end == RelayEnd.Whole)
        {
            return context.Response.CompleteAsync();
        }

        if (!context.RequestAborted.IsCancellationRequested)
        {
            RequestMeasure.Current?.Fail("answer-broken");
        }

        if (context.Response.HasStarted)
        {
            // Cut as it was cut: what came is sent, and then the connection is closed without the mark of a whole answer.
            throw new AnswerBrokenException();
        }

        context.Abort();
        return Task.CompletedTask;
    }

    private void Observe(HttpContext context, DoorRequest request, AnswerMeter meter)
    {
        if (UserPresence.IsForgotten(context) || request.Remembered.Injection.ExchangeId is not { } id || request.Caller.Scope is not { } scope)
        {
            return;
        }

        // What is said between calls of tools is no answer yet; what was cut off is none either.
        var answer = meter.IsFinal && meter.StopReason is not ("tool_use" or "pause_turn") ? meter.Text : null;
        var said = request.Remembered.PersonText;
        said = said.Length > AnswerMeter.LongestText ? said[..AnswerMeter.LongestText] : said;
        if (!string.IsNullOrWhiteSpace(said) || !string.IsNullOrWhiteSpace(answer))
        {
            after.Observe(scope, new Exchange { Id = id, UserMessage = said, AssistantMessage = answer, Model = meter.Model });
        }
    }
}

/// <summary>A request at the door.</summary>
/// <param name="Body">What was read of its body.</param>
/// <param name="Caller">Who calls.</param>
/// <param name="Remembered">What is sent.</param>
internal sealed record DoorRequest(MessagesBody Body, ProxyCaller Caller, RememberedBody Remembered);
