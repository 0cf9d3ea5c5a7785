using Memori;
using Memori.Ledger;
using Memori.Server.Access;
using Memori.Server.Access.Keys;
using Memori.Server.Configuration;
using Memori.Server.Errors;
using Memori.Server.Usage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of usage: what was used, whether a budget allows more, and what others used.</summary>
public static class UsageEndpoints
{
    private const int DefaultDays = 7;
    private const string DefaultOperation = "recorded";

    /// <summary>Maps <c>GET /api/usage</c>, <c>POST /api/usage/check</c>, <c>POST /api/usage/record</c> and <c>/api/usage/limits</c>.</summary>
    public static IEndpointRouteBuilder MapUsage(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/usage").WithTags("Usage").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403);
        group.MapGet("", ReportAsync).WithName("get_usage_stats").WithSummary("Tokens and cost by day and by model, and how today stands");
        group.MapPost("/check", CheckAsync).WithName("check_budget").WithSummary("Whether the budgets allow a request; reserves nothing");
        group.MapPost("/record", RecordAsync).WithName("record_usage").WithSummary("Enter usage of calls that an application made by itself");
        group.MapUsageLimits();
        return routes;
    }

    private static async Task<UsageReportDocument> ReportAsync(
        [AsParameters] UsageReportRequest asked, UsageLedger ledger, CancellationToken cancellationToken)
    {
        var user = CallerIdentity.NamedCaller(asked.Request) is { UserId.Length: > 0 } caller ? caller.UserId : null;
        var key = string.IsNullOrEmpty(asked.KeyId) ? null : asked.KeyId;
        if (user is null && AccessGate.IdentityOf(asked.Request) is { Role: not KeyRole.Admin } own)
        {
            // Who may not administer sees what came with its own key, when it does not say for whom it asks.
            key = key is null || key == own.Id ? own.Id : throw KeyFaults.NotAdministrator();
        }

        var query = new UsageQuery { UserId = user, KeyId = key, Days = UsageFaults.RequireDays(asked.Days ?? DefaultDays) };
        var subject = user is not null ? LedgerSubject.User(user) : key is not null ? LedgerSubject.Key(key) : (LedgerSubject?)null;
        var report = await ledger.ReportAsync(query, cancellationToken);
        return UsageReportDocument.From(query, report, subject is { } one ? await ledger.TodayAsync(one, cancellationToken) : null);
    }

    private static async Task<BudgetDocument> CheckAsync(
        CheckUsageRequest body, HttpRequest request, UsageLedger ledger, UsagePricing pricing, MemoriSettings settings, CancellationToken cancellationToken)
    {
        var payer = Payer(request, body.UserId, DefaultOperation);
        var tokens = UsageFaults.RequireTokens(body.EstimatedTokens, "estimated_tokens");
        var output = UsageFaults.RequireTokens(body.OutputTokens ?? tokens / 2, "output_tokens", tokens);
        var budget = await ledger.CheckAsync(payer, tokens, cancellationToken);
        var usage = new TokenUsage { InputTokens = tokens - output, OutputTokens = output };
        return BudgetDocument.From(budget, pricing.Price(Model(body.Model, settings), usage).CostUsd, RequestLanguage.Of(request));
    }

    private static async Task<Ok<RecordedUsageDocument>> RecordAsync(
        RecordUsageRequest body, HttpRequest request, UsageLedger ledger, UsagePricing pricing, MemoriSettings settings, CancellationToken cancellationToken)
    {
        var payer = Payer(request, body.UserId, Identifiers.Require(body.Operation ?? DefaultOperation, "operation"));
        var model = Model(body.Model, settings);
        var usage = pricing.Price(model, new TokenUsage
        {
            InputTokens = UsageFaults.RequireTokens(body.InputTokens, "input_tokens", UsageFaults.MostRecorded),
            OutputTokens = UsageFaults.RequireTokens(body.OutputTokens, "output_tokens", UsageFaults.MostRecorded),
            CacheCreationInputTokens = UsageFaults.RequireTokens(body.CacheCreationInputTokens, "cache_creation_input_tokens", UsageFaults.MostRecorded),
            CacheReadInputTokens = UsageFaults.RequireTokens(body.CacheReadInputTokens, "cache_read_input_tokens", UsageFaults.MostRecorded),
        });
        await ledger.RecordAsync(payer, model, usage, cancellationToken);
        await pricing.AlertUnlessKnownAsync(model, cancellationToken);
        return TypedResults.Ok(new RecordedUsageDocument(usage.TotalTokens, usage.CostUsd));
    }

    // The key is the one that was proved, never one that a body names.
    private static Payer Payer(HttpRequest request, string? bodyUser, string operation) => new()
    {
        UserId = CallerIdentity.UserScope(request, bodyUser, null).UserId,
        KeyId = AccessGate.IdentityOf(request)?.Id,
        Operation = operation,
    };

    private static string Model(string? wanted, MemoriSettings settings) => Identifiers.Require(string.IsNullOrEmpty(wanted) ? settings.ClaudeModel : wanted, "model");
}
