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
    // Forgets whoever has not asked for a while: names come from callers.
    private readonly PartitionedRateLimiter<string> _users = PartitionedRateLimiter.Create<string, string>(
        user => RateLimitPartition.GetConcurrencyLimiter(user, _ => Limits(settings.MaxRequestsPerUser)), StringComparer.Ordinal);

    private readonly ConcurrencyLimiter _global = new(Limits(settings.MaxConcurrentRequests));
    private readonly TimeSpan _queueTimeout = TimeSpan.FromSeconds(settings.QueueTimeoutSeconds);

    private int _running;
    private int _waiting;

    /// <summary>How many work now.</summary>
    public int Running => Volatile.Read(ref _running);

    /// <summary>How many wait now.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Waits for a slot; dispose what it returns to give it back.</summary>
    /// <exception cref="MemoriException"><c>busy</c> when the queue time is over.</exception>
    public async Task<IDisposable> EnterAsync(string user, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_queueTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        RateLimitLease? userLease = null;
        Interlocked.Increment(ref _waiting);
        try
        {
            userLease = Acquired(await _users.AcquireAsync(user, 1, either.Token).ConfigureAwait(false));
            var globalLease = Acquired(await _global.AcquireAsync(1, either.Token).ConfigureAwait(false));
            Interlocked.Increment(ref _running);
            return new Slot(this, userLease, globalLease);
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
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    public void Dispose()
    {
        _global.Dispose();
        _users.Dispose();
    }

    private static RateLimitLease Acquired(RateLimitLease lease) => lease.IsAcquired ? lease : throw Busy();

    private static ConcurrencyLimiterOptions Limits(int permits) => new()
    {
        PermitLimit = permits,
        QueueLimit = 10_000,
        QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
    };

    private static MemoriException Busy() => new(FaultKind.Unavailable, "busy", new LocalizedText(
        "Service is busy. Please try again later.", "服务繁忙,请稍后再试。"));

    private sealed class Slot(ConcurrencyGate gate, RateLimitLease user, RateLimitLease global) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref gate._running);
            global.Dispose();
            user.Dispose();
        }
    }
}
