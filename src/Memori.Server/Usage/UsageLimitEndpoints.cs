using Memori.Ledger;
using Memori.Server.Access;
using Memori.Server.Access.Keys;
using Memori.Server.Memories;
using Memori.Server.Usage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The administrative routes of limits.</summary>
internal static class UsageLimitEndpoints
{
    /// <summary>Maps <c>GET</c>, <c>PUT</c> and <c>DELETE /limits/{user|key}/{id}</c>.</summary>
    public static IEndpointRouteBuilder MapUsageLimits(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/limits/{kind:regex(^(user|key)$)}/{id}").RequireAdministrator().AddEndpointFilter(RefusePersonsAsync);
        group.MapGet("", async (string kind, string id, HttpRequest request, UsageLedger ledger, ApiKeys keys, CancellationToken cancellationToken) =>
            await ShowAsync(ledger, await SubjectAsync(kind, id, request, keys, cancellationToken), cancellationToken))
            .WithName("get_limits").WithSummary("The limits of a user or key, and how it stands today");
        group.MapPut("", async (string kind, string id, LimitsRequest body, HttpRequest request, UsageLedger ledger, ApiKeys keys, CancellationToken cancellationToken) =>
        {
            var subject = await SubjectAsync(kind, id, request, keys, cancellationToken);
            await ledger.SetLimitsAsync(subject, Limits(body), cancellationToken);
            return await ShowAsync(ledger, subject, cancellationToken);
        }).WithName("set_limits").WithSummary("Give a user or key limits of its own; null for none");
        group.MapDelete("", async (string kind, string id, HttpRequest request, UsageLedger ledger, ApiKeys keys, CancellationToken cancellationToken) =>
        {
            await ledger.SetLimitsAsync(await SubjectAsync(kind, id, request, keys, cancellationToken), null, cancellationToken);
            return TypedResults.NoContent();
        }).WithName("delete_limits").WithSummary("Take a user's or key's own limits back: the general ones hold again");
        return routes;
    }

    private static Task<LedgerSubject> SubjectAsync(string kind, string id, HttpRequest request, ApiKeys keys, CancellationToken cancellationToken)
    {
        var written = PathId.Of(id, request);
        return kind == "user" ? Task.FromResult(LimitSubjects.User(written)) : LimitSubjects.KeyAsync(keys, written, cancellationToken);
    }

    private static SubjectLimits Limits(LimitsRequest body) => new(
        body.DailyTokens is { } daily ? UsageFaults.RequireTokens(daily, "daily_tokens") : null,
        body.TokensPerRequest is { } each ? UsageFaults.RequireTokens(each, "tokens_per_request") : null);

    private static async Task<Ok<StandingDocument>> ShowAsync(UsageLedger ledger, LedgerSubject subject, CancellationToken cancellationToken) =>
        TypedResults.Ok(StandingDocument.From(await ledger.TodayAsync(subject, cancellationToken)));

    // As long as there are no keys, a request that names a user speaks for that user, not for the operator.
    private static ValueTask<object?> RefusePersonsAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        return KeyGate.KeyOf(request) is null && CallerIdentity.NamedCaller(request) is not null ? throw KeyFaults.NotAdministrator() : next(context);
    }
}
