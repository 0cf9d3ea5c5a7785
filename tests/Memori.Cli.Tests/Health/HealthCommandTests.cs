using Memori.Cli.Tests.Serve;

namespace Memori.Cli.Tests.Health;

public sealed class HealthCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_running_service_is_asked_and_one_that_is_not_there_is_told_from_it()
    {
        string address;
        await using (var service = await ServiceProcess.StartAsync(_cli, "--lang", "zh"))
        {
            address = service.Client.BaseAddress!.ToString();
            service.Said.ShouldContain("数据源");
            var ready = (await _cli.RunAsync("health", "--url", address, "--json")).ShouldExit(0).Json;
            ready["checks"]!.AsArray().Count.ShouldBe(6);
            (await _cli.RunAsync("health", "--url", address, "--live")).ShouldExit(0);
            _cli.Environment["MEMORI_URLS"] = address.Replace("127.0.0.1", "0.0.0.0", StringComparison.Ordinal).TrimEnd('/');
            (await _cli.RunAsync("health", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("store");
            _cli.Environment.Remove("MEMORI_URLS");
            var jobs = (await _cli.RunAsync("jobs", "run", "disk-space", "--json")).ShouldExit(0).Json;
            jobs["last_run"]!["outcome"]!.GetValue<string>().ShouldBe("done");
        }

        (await _cli.RunAsync("health", "--url", address)).ShouldExit(1).Errors.ShouldContain("service-unreachable");
        (await _cli.RunAsync("health", "--url", "ftp://x")).ShouldExit(2).Errors.ShouldContain("invalid-url");
        (await _cli.RunAsync("jobs", "run", "no-such")).ShouldExit(1).Errors.ShouldContain("job-not-found");
        (await _cli.RunAsync("jobs", "retry", "extract", "no-such")).ShouldExit(1).Errors.ShouldContain("queued-job-not-found");
    }
}
