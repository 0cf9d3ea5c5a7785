using Memori.Ledger;
using Memori.Server.Access;
using Memori.Server.Background;
using Memori.Server.Chat;
using Memori.Server.Configuration;
using Memori.Server.Errors;
using Memori.Server.Limits;
using Memori.Server.Sessions;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The route of conversations with Claude.</summary>
public static class ChatEndpoints
{
    /// <summary>Maps <c>POST /api/ai/chat</c>.</summary>
    public static IEndpointRouteBuilder MapChat(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/ai/chat", ChatAsync)
            .WithName("chat").WithTags("AI Chat").WithSummary("A turn of a conversation with Claude, with memory; streamed when asked")
            .WithDescription("Streamed, the events are `start` {model, memories}, `delta` {text}, `thinking` {text}, `tool_use` {id, name, input}, then `done` with the document (its `content` null) or `error` with the problem. Fields that are not listed are ignored.")
            .Produces<ChatDocument>().AlsoAs("text/event-stream")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(412).ProducesProblem(429).ProducesProblem(502).ProducesProblem(503).ProducesProblem(504);
        return routes;
    }

    private static async Task<IResult> ChatAsync(ChatRequest body, HttpContext http, ConcurrencyGate gate, MemoriSettings settings, ServiceStop stop, TimeProvider time, ILogger<ChatStream> logger)
    {
        var scope = await CallerIdentity.Scope(http.Request, body.UserId, body.SessionId, body.Namespace).InSessionAsync(http.Request);
        var service = http.RequestServices.GetService<ChatService>() ?? throw ChatFaults.NotConfigured();
        var charged = CallerIdentity.Payer(http.Request, scope, "chat");
        var call = service.Calls.Make(body, scope, charged.KeyId);
        using var slot = await gate.EnterAsync(scope.UserId, http.RequestAborted);
        using var payer = Payer.Use(charged);
        RequestTime.Lift(http);
        if (body.Stream || http.Request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType == "text/event-stream"))
        {
            using var unlimited = new CallTime(Timeout.InfiniteTimeSpan, time, http.RequestAborted, stop.Ending);
            await new ChatStream(new EventStream(http), http.Request, call, time, logger).WriteAsync(service.StreamAsync(call, unlimited.Token));
            return Results.Empty;
        }

        // Not the request's own: when its caller hangs up, the answer is still waited for.
        using var limit = new CallTime(TimeSpan.FromSeconds(settings.RequestTimeoutSeconds), time, http.RequestAborted, stop.Ending);
        try
        {
            var response = await service.AskAsync(call, limit.Token);
            return TypedResults.Ok(ChatAnswer.Of(call, response, RequestLanguage.Of(http.Request)));
        }
        catch (OperationCanceledException) when (limit.Token.IsCancellationRequested && !stop.Ending.IsCancellationRequested)
        {
            throw LimitFaults.TimedOut();
        }
    }
}
