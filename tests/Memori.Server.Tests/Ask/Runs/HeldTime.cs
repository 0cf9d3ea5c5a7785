using System.Collections.Concurrent;

namespace Memori.Server.Tests.Ask.Runs;

/// <summary>The real clock, but for timers of one length: those ring when the test says so.</summary>
internal sealed class HeldTime(TimeSpan held) : TimeProvider
{
    private readonly ConcurrentQueue<HeldTimer> _timers = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != held)
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        var timer = new HeldTimer(() => callback(state));
        _timers.Enqueue(timer);
        return timer;
    }

    public void Ring()
    {
        foreach (var timer in _timers)
        {
            timer.Ring();
        }
    }

    private sealed class HeldTimer(Action ring) : ITimer
    {
        private volatile bool _isSet = true;

        public void Ring()
        {
            if (_isSet)
            {
                ring();
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _isSet = dueTime != Timeout.InfiniteTimeSpan;
            return true;
        }

        public void Dispose() => _isSet = false;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
