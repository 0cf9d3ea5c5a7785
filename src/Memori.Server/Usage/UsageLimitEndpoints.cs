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
    /// <summary>Maps <c>GET</c>, <c>PUT</c> and <c>DELETE</c> of <c>/limits/user/{id}</c> and <c>/limits/key/{id}</c>.</summary>
    public static IEndpointRouteBuilder MapUsageLimits(this IEndpointRouteBuilder routes)
    {
        Map(routes, "user", static (id, _, _) => Task.FromResult(LimitSubjects.User(id)));
        Map(routes, "key", static (id, keys, cancellationToken) => LimitSubjects.KeyAsync(keys, id, cancellationToken));
        return routes;
    }

    private static void Map(IEndpointRouteBuilder routes, string kind, Func<string, ApiKeys, CancellationToken, Task<LedgerSubject>> find)
    {
        var group = routes.MapGroup($"/limits/{kind}/{{id}}").RequireAdministrator().AddEndpointFilter(RefusePersonsAsync);
        if (kind == "key")
        {
            group.ProducesProblem(404);
        }

        group.MapGet("", async (string id, HttpRequest request, UsageLedger ledger, ApiKeys keys, CancellationToken cancellationToken) =>
            await ShowAsync(ledger, await find(PathId.Of(id, request), keys, cancellationToken), cancellationToken))
            .WithName($"get_{kind}_limits").WithSummary($"The limits of a {kind}, and how it stands today");
        group.MapPut("", async (string id, LimitsRequest body, HttpRequest request, UsageLedger ledger, ApiKeys keys, CancellationToken cancellationToken) =>
        {
            var subject = await find(PathId.Of(id, request), keys, cancellationToken);
            await ledger.SetLimitsAsync(subject, Limits(body), cancellationToken);
            return await ShowAsync(ledger, subject, cancellationToken);
        }).WithName($"set_{kind}_limits").WithSummary($"Give a {kind} limits of its own; null for none");
        group.MapDelete("", async (string id, HttpRequest request, UsageLedger ledger, ApiKeys keys, CancellationToken cancellationToken) =>
        {
            await ledger.SetLimitsAsync(await find(PathId.Of(id, request), keys, cancellationToken), null, cancellationToken);
            return TypedResults.NoContent();
        }).WithName($"delete_{kind}_limits").WithSummary($"Take a {kind}'s own limits back: the general ones hold again");
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
        return AccessGate.IdentityOf(request) is null && CallerIdentity.NamedCaller(request) is not null ? throw KeyFaults.NotAdministrator() : next(context);
    }
}
