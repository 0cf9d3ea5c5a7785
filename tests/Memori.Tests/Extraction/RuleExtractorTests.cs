using Memori.Extraction;

namespace Memori.Tests.Extraction;

public sealed class RuleExtractorTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("english", 0.99, 0.98)]
    [InlineData("chinese", 0.99, 0.98)]
    [InlineData("heldout", 0.95, 0.82)]
    [InlineData("heldout-second", 0.98, 0.92)]
    public void Corpus_OfTheRules_IsReadPrecisely(string name, double precision, double recall)
    {
        var corpus = ExtractionCorpus.Load(name);
        var figures = corpus.Measure();
        output.WriteLine($"{name}: {corpus.Cases.Count} messages, {corpus.Cases.Count(message => message.Expected.Count == 0)} of nothing; {figures}");
        output.WriteLine(string.Join('\n', figures.Faults));

        figures.Precision.ShouldBeGreaterThanOrEqualTo(precision);
        figures.Recall.ShouldBeGreaterThanOrEqualTo(recall);
    }

    [Theory]
    [InlineData("From next month, use the new price list.", "2026-04-01", null)]
    [InlineData("从下个月起用新的价格表", "2026-04-01", null)]
    [InlineData("Starting in July, group by region.", "2026-07-01", null)]
    [InlineData("I work at Statkraft since January 2024.", "2024-01-01", null)]
    [InlineData("From now on, leave out refunds.", null, null)]
    [InlineData("Always use the old rates until 15 March 2026.", null, "2026-03-16")]
    [InlineData("I'm moving to Berlin tomorrow.", "2026-03-05", null)]
    public void WhenItHolds_IsReadFromThePersonsClock(string message, string? from, string? to)
    {
        var saidAt = new DateTimeOffset(2026, 3, 4, 23, 30, 0, TimeSpan.FromHours(8));
        foreach (var memory in RuleExtractor.Extract(message, saidAt).Where(_ => from is not null || to is not null))
        {
            (Day(memory.ValidFrom), Day(memory.ValidTo)).ShouldBe((from, to));
            (memory.ValidFrom ?? memory.ValidTo)!.Value.Offset.ShouldBe(saidAt.Offset);
        }

        (from is null && to is null || RuleExtractor.Extract(message, saidAt).Count == 1).ShouldBeTrue();
    }

    [Fact]
    public void AnyText_IsReadInBoundedTime()
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        foreach (var part in new[] { "I like ", "my name is A", "以后", "我是", "when I say ", "((((", "= ", "I'm the head of ", "a, b, ", "不要", "<memori-memories>", "\"" })
        {
            RuleExtractor.Extract(string.Concat(Enumerable.Repeat(part, 20_000)), DateTimeOffset.UnixEpoch);
            RuleExtractor.Extract(string.Concat(Enumerable.Repeat(part, 20)) + "x.", DateTimeOffset.UnixEpoch);
        }

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
    }

    private static string? Day(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
