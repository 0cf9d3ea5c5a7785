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
    [InlineData("I'm moving to Berlin in June.", "2026-06-01", null)]
    [InlineData("Starting Monday, exclude test accounts.", "2026-03-09", null)]
    [InlineData("As of 1 May, use the new price list.", "2026-05-01", null)]
    [InlineData("Use the new price list from next month on.", "2026-04-01", null)]
    [InlineData("我下个月要搬到深圳", "2026-04-01", null)]
    [InlineData("从五月开始,统计时排除测试账号", "2026-05-01", null)]
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

    [Theory]
    [InlineData("By active customer we mean someone who ordered in the last 90 days.")]
    [InlineData("By active customer we mean someone with an order since January 2026.")]
    [InlineData("Active customer means someone who ordered from January until June 2026.")]
    [InlineData("Always exclude last month's orders from the averages.")]
    [InlineData("Never include orders from next month's campaign.")]
    [InlineData("Always exclude orders since 2024.")]
    [InlineData("Whenever I ask for sales, exclude orders placed until June 2026.")]
    [InlineData("We don't count orders in May as sales.")]
    [InlineData("活跃客户是指最近90天下过单的客户。")]
    [InlineData("活跃客户是指从2025年1月起下过单的客户。")]
    [InlineData("以后统计时不要包含从2025年1月开始的订单。")]
    [InlineData("以后统计时不要包含到2025年6月的订单。")]
    public void ATimeWithinADefinitionOrARule_IsNotWhenItHolds(string message)
    {
        var memory = RuleExtractor.Extract(message, new DateTimeOffset(2026, 3, 4, 23, 30, 0, TimeSpan.FromHours(8))).ShouldHaveSingleItem();

        (memory.ValidFrom, memory.ValidTo).ShouldBe((null, null));
    }

    [Fact]
    public void AMessageThatIsTooLong_IsNotReadInTheMiddleOfASentence()
    {
        var filler = string.Concat(Enumerable.Repeat("Nothing to see. ", 499));

        RuleExtractor.Extract(filler + "I prefer charts in blue and green.", DateTimeOffset.UnixEpoch).ShouldBeEmpty();
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
