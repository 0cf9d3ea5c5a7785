using Memori.Text;

namespace Memori.Server.Users;

/// <summary>
/// Who is being served right now, by this process, so that a person can be forgotten when nobody writes for that person any more: what is under way is waited
/// for, and what comes meanwhile is asked to come again. Thread-safe.
/// </summary>
internal sealed class UserPresence(TimeProvider time)
{
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Present> _present = new(StringComparer.Ordinal);

    /// <summary>Counts a request as one of the user's until it ends. More than once is once.</summary>
    /// <exception cref="MemoriException"><c>user-being-forgotten</c> (503).</exception>
    public static void Attend(HttpContext context, string userId)
    {
        if (context.Items[(typeof(UserPresence), userId)] is Lease known)
        {
            if (known.IsOutdated)
            {
                throw BeingForgotten();
            }
        }
        else if (context.RequestServices.GetService<UserPresence>() is { } presence)
        {
            var lease = presence.TryEnter(userId, context.Abort) ?? throw BeingForgotten();
            context.Items[(typeof(UserPresence), userId)] = lease;
            context.Response.RegisterForDispose(lease);
        }
    }

    /// <summary>Whether somebody for whom a request came was forgotten since then: nothing of it is to be kept.</summary>
    public static bool IsForgotten(HttpContext context) => context.Items.Values.Any(static item => item is Lease { IsOutdated: true });

    /// <summary>Counts a request as one of the user's no more: it is the one that forgets the user.</summary>
    public static void Leave(HttpContext context, string userId) => (context.Items[(typeof(UserPresence), userId)] as IDisposable)?.Dispose();

    /// <summary>Counts something as done for the user until it is disposed; null when the user is being forgotten: then nothing is to be kept.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="stop">What ends it when it is waited for in vain.</param>
    public IDisposable? TryEnter(string userId, Action? stop = null)
    {
        lock (_lock)
        {
            if (!_present.TryGetValue(userId, out var present))
            {
                _present[userId] = present = new Present();
            }

            if (present.IsClosed)
            {
                return null;
            }

            var lease = new Lease(this, userId, present, stop);
            present.Leases.Add(lease);
            return lease;
        }
    }

    /// <summary>Lets nobody in for the user until the result is disposed, and waits for those who are in, but not longer than <paramref name="patience"/>.</summary>
    public async Task<IDisposable> CloseAsync(string userId, TimeSpan patience, CancellationToken cancellationToken)
    {
        Present? present;
        lock (_lock)
        {
            if (!_present.TryGetValue(userId, out present))
            {
                _present[userId] = present = new Present();
            }

            present.IsClosed = true;
            present.Closings++;
            if (present.Leases.Count == 0)
            {
                present.Empty.TrySetResult();
            }
        }

        var closed = new Closed(this, userId, present);
        try
        {
            await present.Empty.Task.WaitAsync(patience, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            await StopAsync(present, cancellationToken);
        }
        catch
        {
            closed.Dispose();
            throw;
        }

        return closed;
    }

    // A stream or a body that does not end must not keep a person from being forgotten, nor bring the person back.
    private async Task StopAsync(Present present, CancellationToken cancellationToken)
    {
        Lease[] late;
        lock (_lock)
        {
            late = [.. present.Leases];
        }

        foreach (var lease in late)
        {
            lease.Stop?.Invoke();
        }

        await Task.WhenAny(present.Empty.Task, Task.Delay(Ending, time, cancellationToken));
    }

    private static MemoriException BeingForgotten() => new(FaultKind.Unavailable, "user-being-forgotten", new LocalizedText(
        "All that is known of this user is being deleted. Try again in a moment.", "正在删除该用户的全部数据,请稍后重试。"));

    private void Leave(string userId, Present present, Lease lease)
    {
        lock (_lock)
        {
            present.Leases.Remove(lease);
            if (present.Leases.Count > 0)
            {
                return;
            }

            if (present.IsClosed)
            {
                present.Empty.TrySetResult();
            }
            else
            {
                _present.Remove(userId);
            }
        }
    }

    private void Open(string userId, Present present)
    {
        lock (_lock)
        {
            present.IsClosed = false;
            if (present.Leases.Count == 0)
            {
                _present.Remove(userId);
            }
        }
    }

    private sealed class Present
    {
        public HashSet<Lease> Leases { get; } = [];

        public bool IsClosed { get; set; }

        public int Closings { get; set; }

        public TaskCompletionSource Empty { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Lease(UserPresence presence, string userId, Present present, Action? stop) : IDisposable
    {
        private readonly int _closings = present.Closings;
        private int _left;

        public Action? Stop => stop;

        /// <summary>Whether the user was, or is being, forgotten since: a stream is waited for only so long.</summary>
        public bool IsOutdated => present.Closings != _closings;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                presence.Leave(userId, present, this);
            }
        }
    }

    private sealed class Closed(UserPresence presence, string userId, Present present) : IDisposable
    {
        public void Dispose() => presence.Open(userId, present);
    }
}
