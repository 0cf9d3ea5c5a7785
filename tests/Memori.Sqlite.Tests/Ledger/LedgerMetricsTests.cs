using System.Diagnostics.Metrics;
using Memori.Ledger;

namespace Memori.Sqlite.Tests.Ledger;

public sealed class LedgerMetricsTests
{
    [Fact]
    public async Task Meter_CountsTokensByTypeAndRefusalsByReason()
    {
        // Other tests count at the same time: a model and a reason of its own.
        const string model = "model-of-the-metrics-test";
        var seen = new System.Collections.Concurrent.ConcurrentQueue<(string Name, string Tag, long Value)>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, its) =>
        {
            if (instrument.Meter.Name == "Memori.Ledger")
            {
                its.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            var all = tags.ToArray().ToDictionary(tag => tag.Key, tag => (string)tag.Value!);
            if (instrument.Name == "memori.ledger.refused")
            {
                seen.Enqueue((instrument.Name, all["memori.budget.reason"], value));
            }
            else if (all.TryGetValue("gen_ai.request.model", out var its) && its == model)
            {
                seen.Enqueue((instrument.Name, all["gen_ai.token.type"], value));
            }
        });
        listener.Start();
        await using var world = await LedgerFixture.OpenAsync(new UsageLimits { DailyTokens = null, TokensPerRequest = 100 });

        await world.Ledger.RecordAsync(
            LedgerFixture.User("ann"), model, new TokenUsage { InputTokens = 1, CacheReadInputTokens = 20, CacheCreationInputTokens = 300, OutputTokens = 5 });
        await world.Ledger.ReserveAsync(LedgerFixture.Request(LedgerFixture.User("ann"), 101));

        // Input includes both cache fields, as the conventions say for Anthropic.
        seen.Where(one => one.Name == "gen_ai.client.token.usage").ShouldBe([("gen_ai.client.token.usage", "output", 5), ("gen_ai.client.token.usage", "input", 321)]);
        seen.ShouldContain(("memori.ledger.refused", "request-limit", 1));
    }
}
