using System.Diagnostics;
using System.Diagnostics.Metrics;
using Memori.Telemetry;

namespace Memori.Ledger;

/// <summary>What the ledger counts, in the meter <c>Memori.Ledger</c>. Names of the OpenTelemetry GenAI conventions where they have one.</summary>
internal static class LedgerMetrics
{
    private static readonly BoundedNames Models = new();

    private static readonly BoundedNames Operations = new();

    private static readonly Meter Meter = new("Memori.Ledger");

    // Input includes what the cache wrote and read, as the conventions say for Anthropic.
    private static readonly Histogram<long> Tokens = Meter.CreateHistogram(
        "gen_ai.client.token.usage", "{token}", "Tokens of a model call, by gen_ai.token.type", advice: Buckets.Tokens);

    private static readonly Counter<double> Cost = Meter.CreateCounter<double>("memori.ledger.cost", "{USD}", "Cost of model calls in USD");

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("memori.ledger.refused", "{request}", "Model calls that a budget refused, by memori.budget.reason");

    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("memori.ledger.lost", "{request}", "Reservations that nobody settled in time");

    public static void Entered(string operation, string model, TokenUsage usage)
    {
        if (usage.TotalTokens == 0)
        {
            return;
        }

        var tags = new TagList
        {
            { "gen_ai.operation.name", "chat" },
            { "gen_ai.provider.name", "anthropic" },
            { "gen_ai.request.model", Models[model] },
            { "memori.operation", Operations[operation] },
        };
        Cost.Add((double)usage.CostUsd, tags);
        tags.Add("gen_ai.token.type", "output");
        Tokens.Record(usage.OutputTokens, tags);
        tags[^1] = new KeyValuePair<string, object?>("gen_ai.token.type", "input");
        Tokens.Record(usage.TotalTokens - usage.OutputTokens, tags);
    }

    public static void Refuse(BudgetReason reason) => Refused.Add(1, new KeyValuePair<string, object?>("memori.budget.reason", reason switch
    {
        BudgetReason.DailyLimit => "daily-limit",
        BudgetReason.KeyDailyLimit => "key-daily-limit",
        _ => "request-limit",
    }));

    public static void Lose(int count) => Lost.Add(count);
}
