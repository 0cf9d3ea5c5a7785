namespace Memori.Server.State;

/// <summary>How large the state is, for figures that are collected often: asked at most once a minute, and waited for by nobody. Thread-safe.</summary>
internal sealed class StateSize(IStateCare state, TimeProvider time)
{
    private static readonly TimeSpan LongestAge = TimeSpan.FromMinutes(1);

    private readonly Lock _one = new();
    private Task _asking = Task.CompletedTask;
    private long? _askedAt;
    private long? _bytes;

    /// <summary>What is known; null before the first answer, and when the state can't be asked.</summary>
    public long? Bytes
    {
        get
        {
            lock (_one)
            {
                if (_asking.IsCompleted && !(_askedAt is { } at && time.GetElapsedTime(at) < LongestAge))
                {
                    _askedAt = time.GetTimestamp();
                    _asking = AskAsync();
                }

                return _bytes;
            }
        }
    }

    private async Task AskAsync()
    {
        try
        {
            _bytes = await state.SizeAsync();
        }
        catch (MemoriException)
        {
            // Readiness says what is wrong with the state.
            _bytes = null;
        }
    }
}
