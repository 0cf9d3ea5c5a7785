using Memori.Ledger;
using Memori.Server.Monitoring.Performance;
using Memori.Server.Monitoring.Requests;
using Memori.Storage;
using Memori.Text;

namespace Memori.Server.Tests.Monitoring;

public sealed class PerformanceAnalyzerTests
{
    [Fact]
    public async Task The_guides_rules_have_its_thresholds_severities_and_words()
    {
        await using var world = await MonitoringWorld.OpenAsync();
        (await AnalyzeAsync(world)).Status.ShouldBe("insufficient_data");
        await world.AddAsync([.. Enumerable.Repeat(world.Request(type: "text2sql", milliseconds: 3000, tokens: 5000), 90), .. Enumerable.Repeat(world.Request(type: "text2sql", milliseconds: 3001, tokens: 5000), 10)]);
        PerformanceReport.Write(await AnalyzeAsync(world), Language.English).ShouldBe(
            $"# Performance Optimization Report\nStatus: OK\nRequests: text2sql 100; {Minute(world)} – {Minute(world)} UTC\n\n## Issues Detected\nNo issues detected.\n\n## Recommendations\nNo recommendations at this time.");

        // Of what only lists and counts, however much there is, nothing is hidden.
        await world.AddAsync([.. Enumerable.Repeat(world.Request(milliseconds: 1, type: "memory"), 2000)]);
        var slow = world.Request(type: "text2sql", milliseconds: 4000, tokens: 9000, status: 502) with { RetrievalTime = TimeSpan.FromMilliseconds(501), ClaudeTime = TimeSpan.FromSeconds(2) };
        await world.AddAsync([.. Enumerable.Repeat(slow, 100)]);
        PerformanceReport.Write(await AnalyzeAsync(world), Language.English).ShouldBe($"""
            # Performance Optimization Report
            Status: CRITICAL
            Requests: text2sql 200; {Minute(world)} – {Minute(world)} UTC

            ## Issues Detected
            - [HIGH] high_latency: 110 requests with latency > 3s (text2sql 110)
            - [MEDIUM] high_token_usage: Average tokens per request: 7000
            - [HIGH] high_error_rate: Error rate: 50.0% (text2sql 100)
            - [MEDIUM] slow_memory_retrieval: Average retrieval time: 501ms

            ## Recommendations
            - high_latency: Consider implementing request caching or using a smaller Claude model
            - high_token_usage: Optimize context size or implement more aggressive memory pruning
            - high_error_rate: Review error logs and implement better retry logic
            - slow_memory_retrieval: Consider using vector database indexing or reducing memory size
            """.ReplaceLineEndings("\n"));
        PerformanceReport.Write(await AnalyzeAsync(world), Language.Chinese).ShouldContain("- [高] high_error_rate: 错误率:50.0%");
        PerformanceReport.Write(await AnalyzeAsync(world), Language.Chinese).ShouldContain("状态:严重");
    }

    [Fact]
    public async Task Few_requests_say_nothing_of_latency_and_errors_and_slow_ones_without_Claude_are_no_matter_of_models()
    {
        await using var world = await MonitoringWorld.OpenAsync();
        await world.AddAsync([.. Enumerable.Repeat(world.Request(type: "execute", milliseconds: 5000, status: 504), 19)]);
        var few = await AnalyzeAsync(world);
        few.Status.ShouldBe("ok");
        PerformanceReport.Write(few, Language.English).ShouldContain("too few to speak of latency and errors");

        await world.AddAsync(world.Request(type: "execute", milliseconds: 5000, status: 504));
        var enough = await AnalyzeAsync(world);
        enough.Issues.Select(issue => issue.Type).ShouldBe(["high_latency", "high_error_rate"]);
        enough.Issues[0].Description.English.ShouldContain("(execute 20)");
        enough.Issues[0].Suggestion.English.ShouldContain("MEMORI_QUERY_TIMEOUT_SECONDS");
    }

    [Fact]
    public async Task Costs_that_rise_and_long_prompts_that_are_not_cached_are_seen()
    {
        await using var world = await MonitoringWorld.OpenAsync();
        await world.AddAsync([.. Enumerable.Repeat(Costing(world, 0.01m, cached: 4500), 60)]);
        world.Time.Advance(TimeSpan.FromDays(3));
        await world.Requests.RollUpAsync(default);
        await world.AddAsync([.. Enumerable.Repeat(Costing(world, 0.014m, cached: 4500), 60)]);
        (await AnalyzeAsync(world)).Status.ShouldBe("ok");

        await world.AddAsync([.. Enumerable.Repeat(Costing(world, 0.03m, cached: 0), 600)]);
        (await AnalyzeAsync(world)).Issues.Select(issue => issue.Type).ShouldBe(["rising_cost", "low_cache_hit"]);
    }

    [Fact]
    public async Task Turned_away_requests_used_up_budgets_and_failed_jobs_are_seen()
    {
        await using var world = await MonitoringWorld.OpenAsync();
        await world.AddAsync([.. Enumerable.Repeat(world.Request(), 97), .. Enumerable.Repeat(world.Request(status: 503), 3)]);
        await world.Ledger.SetLimitsAsync(LedgerSubject.User("ann"), new SubjectLimits(100, null));
        await world.Ledger.SetLimitsAsync(LedgerSubject.User("rich"), new SubjectLimits(null, null));
        foreach (var (user, tokens) in ((string, long)[])[("ann", 80), ("ben", 799_999), ("rich", 5_000_000)])
        {
            await world.Ledger.RecordAsync(new Payer { UserId = user }, "m", new TokenUsage { InputTokens = tokens });
        }

        await world.Jobs.EnqueueAsync(new NewJob("extract", "1", Owner.User("ann"), "{}"));
        var job = (await world.Jobs.ClaimAsync("extract", "w", TimeSpan.FromMinutes(1), 1)).ShouldHaveSingleItem();
        await world.Jobs.FailAsync(job, "broken", null);

        var issues = (await AnalyzeAsync(world)).Issues;
        issues.Select(issue => (issue.Type, issue.Severity)).ShouldBe([("busy", "high"), ("budget_near_limit", "medium"), ("failing_jobs", "medium")]);
        issues[1].Description.English.ShouldBe("1 users or keys come near today's limit");
        issues[2].Description.English.ShouldBe("1 jobs were given up in the last 24 hours: extract");

        world.Time.Advance(TimeSpan.FromDays(2));
        (await AnalyzeAsync(world)).Issues.Select(issue => issue.Type).ShouldBe(["busy"]);
    }

    private static string Minute(MonitoringWorld world) => world.Time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd HH:mm", System.Globalization.CultureInfo.InvariantCulture);

    private static Task<PerformanceAnalysis> AnalyzeAsync(MonitoringWorld world) =>
        new PerformanceAnalyzer(world.Requests, world.Ledger, world.Jobs, world.Time, world.Settings).AnalyzeAsync(default);

    private static RequestMetrics Costing(MonitoringWorld world, decimal cost, long cached) => world.Request() with
    {
        Usage = new TokenUsage { InputTokens = 4900 - cached, CacheReadInputTokens = cached, CostPicodollars = (long)(cost * 1_000_000_000_000m) },
    };
}
