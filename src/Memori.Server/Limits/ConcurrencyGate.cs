using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Memori.Server.Configuration;
using Memori.Text;

namespace Memori.Server.Limits;

/// <summary>
/// Lets only so many requests work at once: the user's slot first, then the global one, so that one user's queue never holds
/// global slots. Waiters are served in order. Thread-safe.
/// </summary>
internal sealed class ConcurrencyGate(MemoriSettings settings, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, ConcurrencyLimiter> _users = new(StringComparer.Ordinal);
    private readonly ConcurrencyLimiter _global = Limiter(settings.MaxConcurrentRequests);
    private readonly TimeSpan _queueTimeout = TimeSpan.FromSeconds(settings.QueueTimeoutSeconds);

    /// <summary>Waits for a slot; dispose what it returns to give it back.</summary>
    /// <exception cref="MemoriException"><c>busy</c> when the queue time is over.</exception>
    public async Task<IDisposable> EnterAsync(string user, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_queueTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        RateLimitLease? userLease = null;
        try
        {
            userLease = await AcquireAsync(_users.GetOrAdd(user, _ => Limiter(settings.MaxRequestsPerUser)), either.Token).ConfigureAwait(false);
            var globalLease = await AcquireAsync(_global, either.Token).ConfigureAwait(false);
            return new Slot(userLease, globalLease);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            userLease?.Dispose();
            throw Busy();
        }
        catch
        {
            userLease?.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _global.Dispose();
        foreach (var limiter in _users.Values)
        {
            limiter.Dispose();
        }
    }

    private static async Task<RateLimitLease> AcquireAsync(ConcurrencyLimiter limiter, CancellationToken cancellationToken)
    {
        var lease = await limiter.AcquireAsync(1, cancellationToken).ConfigureAwait(false);
        return lease.IsAcquired ? lease : throw Busy();
    }

    private static ConcurrencyLimiter Limiter(int permits) => new(new ConcurrencyLimiterOptions
    {
        PermitLimit = permits,
        QueueLimit = 10_000,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    });

    private static MemoriException Busy() => new(FaultKind.Unavailable, "busy", new LocalizedText(
        "Service is busy. Please try again later.", "服务繁忙,请稍后再试。"));

    private sealed class Slot(RateLimitLease user, RateLimitLease global) : IDisposable
    {
        public void Dispose()
        {
            global.Dispose();
            user.Dispose();
        }
    }
}
