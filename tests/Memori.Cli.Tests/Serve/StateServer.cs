using System.Diagnostics;

namespace Memori.Cli.Tests.Serve;

/// <summary>A PostgreSQL server of the test's own, which it may end and bring back (see eng/postgres.sh).</summary>
internal sealed class StateServer : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "memori-state-" + Path.GetRandomFileName());

    private StateServer()
    {
    }

    /// <summary>Where it is, as its superuser.</summary>
    public string Url { get; private set; } = "";

    public static async Task<StateServer> StartAsync()
    {
        Assert.SkipWhen(
            OperatingSystem.IsWindows() || (Environment.GetEnvironmentVariable("MEMORI_TEST_POSTGRES") is null && Environment.GetEnvironmentVariable("CI") != "true"), "No PostgreSQL.");
        var server = new StateServer();
        server.Url = await server.TellAsync("start");
        return server;
    }

    /// <summary>Ends it in good order.</summary>
    public Task DownAsync() => TellAsync("down");

    /// <summary>Brings it back, where it was.</summary>
    public async Task UpAsync() => (await TellAsync("start")).ShouldBe(Url);

    /// <summary>Ends it as a power cut would, and brings it back.</summary>
    public Task CrashAsync() => TellAsync("crash");

    public async ValueTask DisposeAsync() => await TellAsync("stop");

    private async Task<string> TellAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(Repository.Root, "eng", "postgres.sh"), [command])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { ["MEMORI_POSTGRES_DIR"] = _folder },
        })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, command);
        return output.Trim();
    }
}
