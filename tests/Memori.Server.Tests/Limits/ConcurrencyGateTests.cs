using Memori.Server.Limits;

namespace Memori.Server.Tests.Limits;

public sealed class ConcurrencyGateTests
{
    [Fact]
    public async Task Enter_OneUserAtItsLimit_LeavesTheOthersTheirSlots()
    {
        var gate = Gate(global: 3, perUser: 1);
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
    public async Task Enter_CancelledWhileWaiting_LeaksNoSlot()
    {
        var gate = Gate(global: 1, perUser: 1);
        var held = await gate.EnterAsync("a", default);
        using var cancellation = new CancellationTokenSource();
        var waiting = gate.EnterAsync("b", cancellation.Token);
        await cancellation.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        held.Dispose();
        using var b = await gate.EnterAsync("b", default);
    }

    [Fact]
    public async Task Change_WhoMayBeServedNow_IsServed_AndNobodyIsSentAway()
    {
        var gate = Gate(global: 2, perUser: 1);
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

    private static ConcurrencyGate Gate(int global, int perUser) =>
        new(global, perUser, TimeSpan.FromSeconds(30), TimeProvider.System);
}
