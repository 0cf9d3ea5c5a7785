using System.Runtime.InteropServices;

namespace Memori.Server.Configuration.Reload;

/// <summary>
/// Reads the settings anew when one of their files changed, and on SIGHUP. The files are read every ten seconds rather than watched: mounted secrets are
/// exchanged behind symbolic links, and network drives don't tell. A change that is read twice counts.
/// </summary>
internal sealed partial class SettingsWatch(LiveSettings live, TimeProvider time, ILogger<SettingsWatch> logger) : Microsoft.Extensions.Hosting.BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private PosixSignalRegistration? _signal;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // In a terminal SIGHUP says that the terminal is gone, and the service goes with it.
        if (!OperatingSystem.IsWindows() && Console.IsInputRedirected)
        {
            _signal = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
            {
                context.Cancel = true;
                Reload(onceSettled: false);
            });
        }

        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _signal?.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                Reload(onceSettled: true);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service stops.
        }
    }

    private void Reload(bool onceSettled)
    {
        if (live.Reload(onceSettled) is not { } reloaded)
        {
            return;
        }

        foreach (var error in reloaded.Errors)
        {
            Mistake(error.Code, error.Text.English);
        }

        if (reloaded.Applied.Count > 0)
        {
            TakenOn(string.Join(", ", reloaded.Applied));
        }

        if (reloaded.NeedRestart.Count > 0)
        {
            NeedRestart(string.Join(", ", reloaded.NeedRestart));
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The settings were changed and have a mistake, the old ones stay in force [{Code}]: {Mistake}")]
    private partial void Mistake(string code, string mistake);

    // A change of what the service does is worth a line at every usual level.
    [LoggerMessage(Level = LogLevel.Warning, Message = "Settings taken on: {Names}")]
    private partial void TakenOn(string names);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Settings that count only once the service is started anew: {Names}")]
    private partial void NeedRestart(string names);
}
