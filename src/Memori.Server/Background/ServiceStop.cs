using Memori.Server.Configuration;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Background;

/// <summary>
/// How the service stops, from the moment that it is told to: it is not ready any more; nothing new is begun in the background; what is under way may come to
/// its end for <c>MEMORI_SHUTDOWN_TIMEOUT_SECONDS</c>; then calls of models and background work are ended, and told and settled as such; a moment later, the rest.
/// Thread-safe.
/// </summary>
internal sealed class ServiceStop : IDisposable
{
    /// <summary>What calls that were ended have to tell their callers and the ledger.</summary>
    public static readonly TimeSpan LastWords = TimeSpan.FromSeconds(3);

    private readonly IHostApplicationLifetime _lifetime;
    private readonly CancellationTokenSource _ending;
    private readonly CancellationTokenSource _over;
    private readonly CancellationTokenRegistration _told;

    public ServiceStop(IHostApplicationLifetime lifetime, MemoriSettings settings, TimeProvider time)
    {
        _lifetime = lifetime;
        _ending = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        _over = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        var patience = TimeSpan.FromSeconds(settings.ShutdownTimeoutSeconds);
        _told = lifetime.ApplicationStopping.Register(() =>
        {
            _ending.CancelAfter(patience);
            _over.CancelAfter(patience + LastWords);
        });
    }

    /// <summary>Whether the service was told to stop.</summary>
    public bool IsStopping => _lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Canceled when the service is told to stop.</summary>
    public CancellationToken Stopping => _lifetime.ApplicationStopping;

    /// <summary>Canceled when calls of models and background work have had their time.</summary>
    public CancellationToken Ending => _ending.Token;

    /// <summary>Canceled a moment after <see cref="Ending"/>: nothing may go on.</summary>
    public CancellationToken Over => _over.Token;

    public void Dispose()
    {
        _told.Dispose();
        _ending.Dispose();
        _over.Dispose();
    }
}
