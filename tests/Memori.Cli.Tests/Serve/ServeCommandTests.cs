using System.Net;
using System.Net.Sockets;

namespace Memori.Cli.Tests.Serve;

public sealed class ServeCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task An_address_that_is_taken_is_said_in_one_line()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var refused = (await _cli.RunAsync("serve", "--urls", $"http://127.0.0.1:{port}")).ShouldExit(1);

        refused.Output.ShouldBeEmpty();
        refused.Errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("port-in-use");
    }

    [Fact]
    public async Task With_logs_in_json_all_that_it_says_is_json()
    {
        _cli.Environment["MEMORI_LOG_FORMAT"] = "json";
        _cli.Environment["MEMORI_LOG_LEVEL"] = "WARNING";
        await using (var service = await ServiceProcess.StartAsync(_cli))
        {
            var lines = service.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            lines.Length.ShouldBeGreaterThan(5);
            lines.ShouldAllBe(line => line.StartsWith("{\"timestamp\"", StringComparison.Ordinal));
            lines.ShouldContain(line => line.Contains("profile none", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Without_keys_an_address_that_others_reach_is_refused_and_what_to_do_is_said()
    {
        var refused = (await _cli.RunAsync("serve", "--urls", "http://0.0.0.0:0", "--lang", "zh")).ShouldExit(2);

        refused.Errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("MEMORI_ADMIN_KEY");
        refused.Errors.ShouldContain("loopback-only");
    }
}
