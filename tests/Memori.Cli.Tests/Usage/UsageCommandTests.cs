namespace Memori.Cli.Tests.Usage;

public sealed class UsageCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Usage_and_limits_are_shown_set_and_taken_back()
    {
        (await _cli.RunAsync("usage", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("没有用量");
        (await _cli.RunAsync("usage", "--days", "0")).ShouldExit(2);
        (await _cli.RunAsync("usage", "limit", "--daily", "5")).ShouldExit(2).Errors.ShouldContain("--user or --key");
        (await _cli.RunAsync("usage", "limit", "--user", "a", "--daily", "1k")).ShouldExit(2).Errors.ShouldContain("whole number");
        (await _cli.RunAsync("usage", "limit", "--key", "mk-none")).ShouldExit(1).Errors.ShouldContain("key-not-found");

        var set = (await _cli.RunAsync("usage", "limit", "--user", "安", "--daily", "5000", "--request", "70", "--json")).ShouldExit(0).Json;
        (set["limit"]!.GetValue<long>(), set["request_limit"]!.GetValue<long>(), set["own_limits"]!.GetValue<bool>()).ShouldBe((5000, 70, true));
        (await _cli.RunAsync("usage", "limit", "--user", "安", "--request", "none", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("单次请求:不限");
        (await _cli.RunAsync("usage", "limit", "--user", "安", "--clear")).ShouldExit(0).Output.ShouldContain("no limit;", Case.Sensitive, "callers pay themselves as long as the service has no key");

        var report = (await _cli.RunAsync("usage", "--user", "安", "--days", "2", "--json")).ShouldExit(0).Json;
        (report["total_tokens"]!.GetValue<long>(), report["period_days"]!.GetValue<int>(), report["today"]!["remaining"]).ShouldBe((0, 2, null));
        (await _cli.RunAsync("doctor", "--json")).ShouldExit(0).Json["clean"]!.GetValue<bool>().ShouldBeTrue();
    }
}
