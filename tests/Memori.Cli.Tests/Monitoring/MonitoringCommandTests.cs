namespace Memori.Cli.Tests.Monitoring;

public sealed class MonitoringCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Stats_of_a_store_are_told_in_both_languages_and_as_json()
    {
        (await _cli.RunAsync("stats", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("最近 24 小时没有请求");
        (await _cli.RunAsync("stats", "--hours", "0")).ShouldExit(2).Errors.ShouldContain("--hours");
        var stats = (await _cli.RunAsync("stats", "--hours", "3", "--user", "安", "--json")).ShouldExit(0).Json;
        (stats["period_hours"]!.GetValue<int>(), stats["total_requests"]!.GetValue<int>(), stats["user_id"]!.GetValue<string>()).ShouldBe((3, 0, "安"));
        (await _cli.RunAsync("stats", "report")).ShouldExit(0).Output.ShouldContain("Status: INSUFFICIENT_DATA");
        (await _cli.RunAsync("stats", "leak", "--json")).ShouldExit(0).Json["reason"]!.GetValue<string>().ShouldBe("Insufficient data points");
    }
}
