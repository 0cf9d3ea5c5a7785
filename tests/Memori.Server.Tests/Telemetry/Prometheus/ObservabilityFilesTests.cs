using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Memori.Claude.Emulator.Replies;
using Memori.Jobs;
using Memori.Server.Tests.Chat;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Telemetry.Prometheus;

/// <summary>What the dashboard and the alert rules ask for is there: in a scrape of a service that has seen a little of everything.</summary>
public sealed partial class ObservabilityFilesTests
{
    [Fact]
    public async Task Every_metric_of_the_dashboard_and_the_alerts_is_in_a_scrape()
    {
        var dashboard = JsonNode.Parse(await File.ReadAllTextAsync(FileOf("grafana-dashboard.json")))!;
        string[] shown = [.. dashboard["panels"]!.AsArray().SelectMany(panel => panel!["targets"]?.AsArray() ?? []).Select(target => target!["expr"]!.GetValue<string>())];
        string[] alerts = [.. Expressions().Matches(await File.ReadAllTextAsync(FileOf("alerts.yml"))).Select(match => match.Groups["expr"].Value)];
        shown.Length.ShouldBeGreaterThan(30);
        alerts.Length.ShouldBe(13);

        var scrape = await ScrapeAfterTrafficAsync();

        foreach (var expression in shown.Concat(alerts))
        {
            var names = Promql.MetricsOf(expression);
            names.Where(name => !scrape.Names.Contains(name)).ShouldBeEmpty(expression);
            (names.Count > 0 || expression.Contains("up{", StringComparison.Ordinal)).ShouldBeTrue(expression);
        }
    }

    [Theory]
    [InlineData("""sum by (le, a) (rate(x_bucket{b="c"}[5m])) / clamp_min(y, 0.1) > 1e9 and on (z) w""", "x_bucket y w")]
    [InlineData("time() - a_seconds > 2 * b_seconds", "a_seconds b_seconds")]
    public void Metrics_of_an_expression_are_its_identifiers_that_are_nothing_else(string expression, string metrics) =>
        Promql.MetricsOf(expression).ShouldBe(metrics.Split(' '));

    private static async Task<ScrapeText> ScrapeAfterTrafficAsync()
    {
        await using var chat = await ChatFixture.StartAsync(
            settings => settings with { BackupIntervalHours = 24, DailyTokenLimit = 1_000_000 }, claude => (claude.MaxRetries, claude.RetryDelay) = (1, TimeSpan.FromMilliseconds(1)));
        var http = chat.Service.Client;
        chat.Emulator.Enqueue(Reply.Fault(529));
        var body = ChatFixture.Body("I live in Bremen. Which columns has the orders table?");
        body["query_type"] = "schema";
        await chat.AskAsync(body);
        await chat.AskAsync(body);
        (await chat.StreamAsync(ChatFixture.Body("And what else?")))[^1].Name.ShouldBe("done");
        await chat.PostAsync(
            new JsonObject { ["user_id"] = "ann", ["session_id"] = "s1", ["datasource_id"] = 1, ["query"] = "How many customers are there?", ["execute"] = true }, "/api/text2sql/generate");
        (await chat.PostAsync(new JsonObject { ["user_id"] = "ann", ["session_id"] = "s1", ["datasource_id"] = 1, ["sql"] = "DELETE FROM customers" }, "/api/text2sql/execute")).Status.ShouldBe(422);
        (await chat.PostAsync(new JsonObject { ["user_id"] = "ann", ["content"] = "Ann likes tea." }, "/api/memories")).Status.ShouldBeInRange(200, 201);

        // Spent but for a little: an alert, and then a refusal.
        (await chat.PostAsync(new JsonObject { ["user_id"] = "ben", ["input_tokens"] = 999_999 }, "/api/usage/record")).Status.ShouldBe(200);
        var refused = ChatFixture.Body("Hello");
        refused["user_id"] = "ben";
        (await chat.PostAsync(refused)).Status.ShouldBe(429);
        await chat.Service.Services.GetRequiredService<JobRunner>().RunDueAsync();

        // The size of the state is asked for by the first scrape, which does not wait for it.
        for (var scrapes = 1; ; scrapes++)
        {
            var scrape = ScrapeText.Parse(await http.GetStringAsync("/metrics"), isOpenMetrics: false);
            if (scrapes == 100 || scrape.Names.Contains("memori_data_size_bytes"))
            {
                return scrape;
            }
        }
    }

    private static string FileOf(string name)
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Directory.Packages.props")))
        {
            directory = directory.Parent!;
        }

        return Path.Combine(directory.FullName, "deploy", "observability", name);
    }

    // The rules' own form: an expression in its line, or folded in the lines below.
    [GeneratedRegex(@"^        expr: (>-\n)?(?<expr>(.+\n)(?:          .+\n)*)", RegexOptions.Multiline)]
    private static partial Regex Expressions();
}
