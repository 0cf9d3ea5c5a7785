using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Memori.Ledger;

/// <summary>What the ledger counts, in the meter <c>Memori.Ledger</c>. Names of the OpenTelemetry GenAI conventions where they have one.</summary>
internal static class LedgerMetrics
{
    // Names may come from callers: a series of measurements for each of any number would fill the memory of whoever collects them.
    private const int MostNames = 200;
    private const string Others = "other";

    private static readonly ConcurrentDictionary<string, bool> Names = new();

    private static readonly Meter Meter = new("Memori.Ledger");

    // Input includes what the cache wrote and read, as the conventions say for Anthropic.
    private static readonly Histogram<long> Tokens = Meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Tokens of a model call, by gen_ai.token.type");

    private static readonly Counter<double> Cost = Meter.CreateCounter<double>("memori.ledger.cost", "{USD}", "Cost of model calls");

    private static readonly Counter<long> Refused = Meter.CreateCounter<long>("memori.ledger.refused", "{request}", "Model calls that a budget refused, by memori.budget.reason");

    private static readonly Counter<long> Lost = Meter.CreateCounter<long>("memori.ledger.lost", "{request}", "Reservations that nobody settled in time");

    public static void Entered(string operation, string model, TokenUsage usage)
    {
        if (usage.TotalTokens == 0)
        {
            return;
        }

        var tags = new TagList { { "gen_ai.operation.name", Known(operation) }, { "gen_ai.provider.name", "anthropic" }, { "gen_ai.request.model", Known(model) } };
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

    private static string Known(string name) => Names.ContainsKey(name) || (Names.Count < MostNames && Names.TryAdd(name, true)) ? name : Others;
}
