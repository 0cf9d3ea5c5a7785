using System.Text;
using Memori.Server.Chat;
using Memori.Server.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Server.Tests.Chat;

/// <summary>Waiting: for a model that is silent, and for an answer that nobody waits for any more.</summary>
public sealed class PatienceTests
{
    [Fact]
    public async Task A_caller_of_a_silent_model_hears_that_somebody_is_there()
    {
        using var heard = new HeardStream();
        var context = new DefaultHttpContext { Response = { Body = heard } };
        var call = new ChatCall(Scope.Create("ann", "s1"), [], new ChatOptions(), []);
        await new ChatStream(new EventStream(context), context.Request, call, new HurriedTime(), NullLogger<ChatStream>.Instance).WriteAsync(SilentUntilAsync(heard.KeepAlives(2)));
        heard.Text.ShouldStartWith(": keep-alive\n\n: keep-alive\n\n");
        heard.Text.ShouldContain("event: delta\ndata: {\"text\":\"At last.\"}\n\n");
    }

    [Fact]
    public async Task An_answer_goes_on_for_a_minute_after_the_caller_hung_up()
    {
        var time = new HurriedTime();
        using var caller = new CancellationTokenSource();
        using var limit = new CallTime(Timeout.InfiniteTimeSpan, time, caller.Token);
        var ended = new TaskCompletionSource();
        using var registration = limit.Token.Register(ended.SetResult);
        time.Longest.ShouldBe(TimeSpan.Zero);
        await caller.CancelAsync();
        time.Longest.ShouldBe(TimeSpan.FromSeconds(60));
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> SilentUntilAsync(Task over)
    {
        await over;
        yield return new ChatResponseUpdate(ChatRole.Assistant, "At last.");
    }

    /// <summary>A clock whose timers go off a thousand times as early.</summary>
    private sealed class HurriedTime : TimeProvider
    {
        public TimeSpan Longest { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(this, System.CreateTimer(callback, state, Hurried(dueTime), period));

        private TimeSpan Hurried(TimeSpan due)
        {
            Longest = due > Longest ? due : Longest;
            return due > TimeSpan.Zero ? due / 1_000 : due;
        }

        private sealed class Timer(HurriedTime time, ITimer inner) : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(time.Hurried(dueTime), period);

            public void Dispose() => inner.Dispose();

            public ValueTask DisposeAsync() => inner.DisposeAsync();
        }
    }

    private sealed class HeardStream : MemoryStream
    {
        private readonly TaskCompletionSource _reached = new();
        private int _wanted;

        public string Text => Encoding.UTF8.GetString(ToArray());

        public Task KeepAlives(int count)
        {
            _wanted = count;
            return _reached.Task.WaitAsync(TimeSpan.FromSeconds(20));
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, cancellationToken);
            if (Text.Split("keep-alive").Length > _wanted)
            {
                _reached.TrySetResult();
            }
        }
    }
}
