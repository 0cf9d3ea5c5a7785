using FsCheck;
using FsCheck.Fluent;
using Memori.Server.Limits;

namespace Memori.Server.Tests.Limits;

public sealed class ConcurrencyGateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_user_at_its_limit_leaves_the_others_their_places()
    {
        var gate = Gate(limit: 3, perUser: 1);
        using var first = await gate.EnterAsync("flood", default);
        var waiting = Enumerable.Range(0, 20).Select(_ => gate.EnterAsync("flood", default)).ToArray();
        using var other = await gate.EnterAsync("other", default);
        waiting.ShouldAllBe(w => !w.IsCompleted);
        first.Dispose();
        foreach (var slot in waiting)
        {
            (await slot).Dispose();
        }
    }

    [Fact]
    public async Task One_who_comes_behind_two_hundred_of_another_user_is_served_next()
    {
        var gate = Gate(limit: 3, perUser: 3);
        var flood = Enumerable.Range(0, 200).Select(_ => gate.EnterAsync("flood", default)).ToArray();
        var other = gate.EnterAsync("other", default);
        other.IsCompleted.ShouldBeFalse();

        // The flood's turn that came first, and then the other's.
        (await flood[0]).Dispose();
        (await flood[1]).Dispose();
        using var served = await other.WaitAsync(Patience);
        flood.Count(request => request.IsCompleted).ShouldBeLessThanOrEqualTo(4);
        gate.Waiting.ShouldBe(196);
    }

    [Fact]
    public async Task Change_WhoMayBeServedNow_IsServed_AndNobodyIsSentAway()
    {
        var gate = Gate(limit: 2, perUser: 1);
        var first = await gate.EnterAsync("a", default);
        var second = gate.EnterAsync("a", default);
        var other = await gate.EnterAsync("b", default);
        var third = gate.EnterAsync("b", default);

        gate.Change(4, 2, TimeSpan.FromSeconds(30));
        foreach (var slot in (IDisposable[])[await second, await third])
        {
            slot.Dispose();
        }

        gate.Change(1, 1, TimeSpan.FromSeconds(30));
        var waiting = gate.EnterAsync("c", default);
        first.Dispose();
        waiting.IsCompleted.ShouldBeFalse();
        other.Dispose();
        (await waiting).Dispose();
        (gate.Running, gate.Waiting, gate.Users).ShouldBe((0, 0, 0));
    }

    [Fact]
    public async Task A_hundred_users_take_turns()
    {
        var gate = Gate(limit: 1, perUser: 1);
        var current = await gate.EnterAsync("begin", default);
        var order = new List<int>();
        var requests = Enumerable.Range(0, 300).Select(async i =>
        {
            using var slot = await gate.EnterAsync($"user {i / 3}", default);
            order.Add(i / 3);
        }).ToArray();
        current.Dispose();
        await Task.WhenAll(requests).WaitAsync(Patience);
        order.Chunk(100).ShouldAllBe(round => round.Distinct().Count() == 100);
    }

    [Fact]
    public async Task Patience_has_an_end_and_leaks_nothing()
    {
        var gate = new ConcurrencyGate(1, 1, TimeSpan.FromMilliseconds(1), TimeProvider.System);
        using (await gate.EnterAsync("a", default))
        {
            (await Should.ThrowAsync<MemoriException>(gate.EnterAsync("a", default))).Code.ShouldBe("busy");
            (await Should.ThrowAsync<MemoriException>(gate.EnterAsync("b", default))).Code.ShouldBe("busy");
            gate.Waiting.ShouldBe(0);
        }

        using var b = await gate.EnterAsync("b", default);
        (gate.Running, gate.Users).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Queues_are_bounded_for_each_user_and_for_all()
    {
        var gate = Gate(limit: 1, perUser: 1);
        using var over = new CancellationTokenSource();
        var held = await gate.EnterAsync("a", default);
        var waiting = Enumerable.Range(0, ConcurrencyGate.LongestQueueOfUser).Select(_ => gate.EnterAsync("a", over.Token)).ToList();
        (await Should.ThrowAsync<MemoriException>(gate.EnterAsync("a", default))).Code.ShouldBe("busy");

        waiting.AddRange(Enumerable.Range(0, ConcurrencyGate.LongestQueue - waiting.Count).Select(i => gate.EnterAsync($"user {i}", over.Token)));
        gate.Waiting.ShouldBe(ConcurrencyGate.LongestQueue);
        (await Should.ThrowAsync<MemoriException>(gate.EnterAsync("late", default))).Code.ShouldBe("busy");

        await over.CancelAsync();
        foreach (var one in waiting)
        {
            await Should.ThrowAsync<OperationCanceledException>(one);
        }

        held.Dispose();
        (gate.Running, gate.Waiting, gate.Users).ShouldBe((0, 0, 0));
    }

    /// <summary>However they come, give up and go: who works is counted exactly, nobody waits who could work, and at the end nothing is left.</summary>
    [Fact]
    public void No_interleaving_leaks_a_place_or_leaves_one_empty()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<int>().Generator.ToArbitrary(), seed =>
        {
            var random = new Random(seed);
            var (limit, perUser) = (random.Next(1, 5), random.Next(1, 4));
            var gate = Gate(limit, perUser);
            var asked = new List<Request>();
            for (var step = 0; step < 60; step++)
            {
                var one = asked.Count == 0 ? null : asked[random.Next(asked.Count)];
                switch (random.Next(4))
                {
                    case 0 or 1:
                        var leave = new CancellationTokenSource();
                        var user = $"user {random.Next(5)}";
                        asked.Add(new Request(user, gate.EnterAsync(user, leave.Token), leave));
                        break;
                    case 2 when one is not null:
                        one.Leave.Cancel();
                        break;
                    case 3 when one is not null && one.Entering.IsCompletedSuccessfully:
                        one.Entering.Result.Dispose();
                        one.Entering.Result.Dispose();
                        asked.Remove(one);
                        break;
                }

                // A place that is given is known to its taker a moment later.
                SpinWait.SpinUntil(() => asked.Count(request => request.Entering.IsCompletedSuccessfully) == gate.Running, Patience).ShouldBeTrue();
                var working = asked.Where(request => request.Entering.IsCompletedSuccessfully).CountBy(request => request.User).ToDictionary();
                gate.Running.ShouldBeLessThanOrEqualTo(limit);
                working.Values.ShouldAllBe(count => count <= perUser);
                var couldWork = asked.Count(request => !request.Entering.IsCompleted && !request.Leave.IsCancellationRequested && working.GetValueOrDefault(request.User) < perUser);
                (gate.Running < limit && couldWork > 0).ShouldBeFalse();
            }

            while (asked.Count > 0)
            {
                SpinWait.SpinUntil(() => asked.Exists(request => request.Entering.IsCompleted), Patience).ShouldBeTrue();
                foreach (var done in asked.Where(request => request.Entering.IsCompleted).ToArray())
                {
                    (done.Entering.IsCompletedSuccessfully ? done.Entering.Result : null)?.Dispose();
                    done.Leave.Dispose();
                    asked.Remove(done);
                }
            }

            (gate.Running, gate.Waiting, gate.Users).ShouldBe((0, 0, 0));
        }).QuickCheckThrowOnFailure();
    }

    /// <summary>The same from many threads at once, where nobody says who comes first.</summary>
    [Fact]
    public async Task No_race_leaks_a_place()
    {
        var gate = Gate(limit: 4, perUser: 2);
        var working = 0;
        await Parallel.ForAsync(0, 4_000, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, token) =>
        {
            using var leave = CancellationTokenSource.CreateLinkedTokenSource(token);
            var entering = gate.EnterAsync($"user {i % 7}", leave.Token);
            if (i % 3 == 0)
            {
                await leave.CancelAsync();
            }

            try
            {
                using var slot = await entering;
                Interlocked.Increment(ref working).ShouldBeLessThanOrEqualTo(4);
                await Task.Yield();
                Interlocked.Decrement(ref working);
            }
            catch (OperationCanceledException) when (i % 3 == 0)
            {
            }
        });
        (gate.Running, gate.Waiting, gate.Users).ShouldBe((0, 0, 0));
    }

    private static ConcurrencyGate Gate(int limit, int perUser) => new(limit, perUser, Patience, TimeProvider.System);

    private sealed record Request(string User, Task<IDisposable> Entering, CancellationTokenSource Leave);
}
