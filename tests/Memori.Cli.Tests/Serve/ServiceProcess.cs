using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Memori.Cli.Tests.Serve;

/// <summary><c>memori serve</c> as a process of its own, on a free port of this machine.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly Task _reading;
    private readonly TaskCompletionSource<Uri> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly StringBuilder _said = new();

    private ServiceProcess(Process process)
    {
        _process = process;
        _ = process.StandardOutput.ReadToEndAsync();
        _reading = Task.Run(ReadAsync);
    }

    public HttpClient Client { get; } = new() { Timeout = Patience };

    /// <summary>Its process.</summary>
    public int Id => _process.Id;

    /// <summary>What it said on stderr so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    public static async Task<ServiceProcess> StartAsync(CliProcess cli, params string[] arguments)
    {
        var service = new ServiceProcess(cli.Start(arguments is ["--urls", ..] ? ["serve", .. arguments] : ["serve", "--urls", "http://127.0.0.1:0", .. arguments]));
        service.Client.BaseAddress = await service._listening.Task.WaitAsync(Patience);
        return service;
    }

    /// <summary>Sends a signal: <c>TERM</c>, <c>INT</c>, <c>KILL</c>.</summary>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Its exit code, once it has ended.</summary>
    public async Task<int> EndedAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(deadline.Token);
        await _reading.WaitAsync(deadline.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardError.ReadLineAsync() is { } line)
        {
            lock (_said)
            {
                _said.AppendLine(line);
            }

            if (Address().Match(line) is { Success: true } listening)
            {
                _listening.TrySetResult(new Uri(listening.Value));
            }
        }

        _listening.TrySetException(new InvalidOperationException("It ended: " + Said));
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+", RegexOptions.CultureInvariant)]
    private static partial Regex Address();
}
