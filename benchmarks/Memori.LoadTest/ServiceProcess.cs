using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Memori.LoadTest;

/// <summary>The published service as a process of its own, with limits sized for the load. Its log goes to a file in its data directory.</summary>
internal sealed class ServiceProcess : IDisposable
{
    /// <summary>Sized for the load: what is measured is the service, not its refusals.</summary>
    public static readonly IReadOnlyDictionary<string, string> Limits = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["MEMORI_MAX_CONCURRENT_REQUESTS"] = "64",
        ["MEMORI_RATE_LIMIT_PER_MINUTE"] = "0",
        ["MEMORI_DAILY_TOKEN_LIMIT"] = "0",
    };

    public const string AdminKey = "load-test-key-of-an-administrator-0123456789";

    private readonly LoadOptions _options;
    private readonly Uri _upstream;
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("memori-load-");
    private Process _process;

    public ServiceProcess(LoadOptions options, Uri upstream)
    {
        (_options, _upstream) = (options, upstream);
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)socket.LocalEndpoint).Port}"));
        socket.Stop();
        _process = Start();
    }

    public Uri Address { get; }

    /// <summary>The process's id.</summary>
    public int Id => _process.Id;

    /// <summary>Megabytes of memory that the process occupies (RSS).</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>Completes when it answers.</summary>
    public async Task ReadyAsync(HttpClient client)
    {
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(100))
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(Address, "/health/ready"));
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            if (_process.HasExited)
            {
                throw new InvalidOperationException($"The service ended with {_process.ExitCode}: {File.ReadAllText(Log)}");
            }
        }

        throw new TimeoutException("The service was not ready after a minute.");
    }

    /// <summary>Kills it as kill -9 does, and starts it again on the same state.</summary>
    public void KillAndRestart()
    {
        _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
        _process = Start();
    }

    /// <summary>Stops it as an operator does (SIGTERM); what it ended with.</summary>
    public async Task<int> StopAsync()
    {
        using var signal = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)])!;
        await signal.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
        return _process.ExitCode;
    }

    /// <summary>Runs a command of the service on its state; its exit code.</summary>
    public async Task<int> RunAsync(params string[] command)
    {
        using var process = Process.Start(Info(["-c", "exec dotnet \"$0\" \"$@\" >/dev/null 2>&1", _options.Service, .. command]))!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    /// <summary>What the log tells of worse than INFO: a level, who says it, what.</summary>
    public IReadOnlyList<LogEntry> Complaints() => [.. File.ReadLines(Log).Select(LogEntry.Of).OfType<LogEntry>()];

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        _data.Delete(recursive: true);
    }

    private string Log => Path.Combine(_data.FullName, "service.log");

    private Process Start() => Process.Start(Info(["-c", "exec dotnet \"$0\" \"$@\" >>\"$MEMORI_DATA_DIR/service.log\" 2>&1", _options.Service, "serve", "--urls", Address.ToString()]))!;

    private ProcessStartInfo Info(string[] arguments)
    {
        var start = new ProcessStartInfo("sh", arguments)
        {
            UseShellExecute = false,
            Environment =
            {
                ["MEMORI_DATA_DIR"] = _data.FullName,
                ["MEMORI_ADMIN_KEY"] = AdminKey,
                ["MEMORI_ANTHROPIC_API_KEY"] = "load-test",
                ["MEMORI_ANTHROPIC_BASE_URL"] = _upstream.ToString(),
                ["DOTNET_TieredPGO"] = "0",
            },
        };
        foreach (var (name, value) in Limits)
        {
            start.Environment[name] = value;
        }

        return start;
    }
}
