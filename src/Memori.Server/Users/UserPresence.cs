using Memori.Text;

namespace Memori.Server.Users;

/// <summary>
/// Who is being served right now, by this process, so that a person can be forgotten when nobody writes for that person any more: what is under way is waited
/// for, and what comes meanwhile is asked to come again. Thread-safe.
/// </summary>
internal sealed class UserPresence(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Present> _present = new(StringComparer.Ordinal);

    /// <summary>Counts a request as one of the user's until it ends. More than once is once.</summary>
    /// <exception cref="MemoriException"><c>user-being-forgotten</c> (503).</exception>
    public static void Attend(HttpContext context, string userId)
    {
        if (context.Items.ContainsKey((typeof(UserPresence), userId)) || context.RequestServices.GetService<UserPresence>() is not { } presence)
        {
            return;
        }

        var lease = presence.Enter(userId);
        context.Items[(typeof(UserPresence), userId)] = lease;
        context.Response.RegisterForDispose(lease);
    }

    /// <summary>Counts a request as one of the user's no more: it is the one that forgets the user.</summary>
    public static void Leave(HttpContext context, string userId) => (context.Items[(typeof(UserPresence), userId)] as IDisposable)?.Dispose();

    /// <summary>Counts something as done for the user until it is disposed.</summary>
    /// <exception cref="MemoriException"><c>user-being-forgotten</c> (503).</exception>
    public IDisposable Enter(string userId) => TryEnter(userId) ?? throw new MemoriException(FaultKind.Unavailable, "user-being-forgotten", new LocalizedText(
        "All that is known of this user is being deleted. Try again in a moment.", "正在删除该用户的全部数据,请稍后重试。"));

    /// <summary>The same; null when the user is being forgotten: then nothing is to be kept.</summary>
    public IDisposable? TryEnter(string userId)
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

            present.Count++;
            return new Lease(this, userId, present);
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
            if (present.Count == 0)
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
            // A stream that does not end must not keep a person from being forgotten.
        }
        catch
        {
            closed.Dispose();
            throw;
        }

        return closed;
    }

    private void Leave(string userId, Present present)
    {
        lock (_lock)
        {
            if (--present.Count > 0)
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
            if (present.Count == 0)
            {
                _present.Remove(userId);
            }
        }
    }

    private sealed class Present
    {
        public int Count { get; set; }

        public bool IsClosed { get; set; }

        public TaskCompletionSource Empty { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Lease(UserPresence presence, string userId, Present present) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                presence.Leave(userId, present);
            }
        }
    }

    private sealed class Closed(UserPresence presence, string userId, Present present) : IDisposable
    {
        public void Dispose() => presence.Open(userId, present);
    }
}
