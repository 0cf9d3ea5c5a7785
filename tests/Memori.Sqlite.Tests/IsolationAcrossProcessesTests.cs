using Memori.Lifecycle;
using Memori.Recall;

namespace Memori.Sqlite.Tests;

/// <summary>Several databases over one file, as several processes have them: what was acknowledged to one is so for all.</summary>
public sealed class IsolationAcrossProcessesTests : IAsyncLifetime
{
    private readonly StateHome _home = new();
    private readonly List<StateDatabase> _databases = [];
    private readonly List<MemoryEngine> _engines = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        for (var i = 0; i < 3; i++)
        {
            _databases.Add(await _home.OpenAsync(TimeProvider.System));
            _engines.Add(new MemoryEngine(new StateMemoryStore(_databases[i]), TimeProvider.System, new MemoriOptions { Recall = { IndexBytes = 20_000 } }));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in _engines)
        {
            await engine.DisposeAsync();
        }

        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }

        await _home.DisposeAsync();
    }

    [Fact]
    public async Task ARecallAfterAnAcknowledgedWrite_SeesIt_AndAfterAnAcknowledgedDeletion_NeverAgain() =>
        await Parallel.ForEachAsync(Enumerable.Range(0, 6), new ParallelOptions { MaxDegreeOfParallelism = 6, CancellationToken = Cancellation }, async (thread, token) =>
        {
            var random = new Random(thread);
            for (var i = 0; i < 25; i++)
            {
                // Two owners among six threads, and a third to push their indexes out.
                var scope = Scope.Create($"user{thread % 2}", $"s{thread % 3}");
                var word = $"word{thread}x{i}";
                var memory = await Any().RememberAsync(scope, new NewMemory { Content = $"{word} grows in the garden", Kind = (MemoryKind)random.Next(5, 8) }, token);
                (await RecallAsync(Any(), scope, word)).ShouldContain(memory.Id);
                var changed = await Any().UpdateAsync(scope, memory.Id, new MemoryChange { Content = $"{word}changed grows" }, cancellationToken: token);
                (await RecallAsync(Any(), scope, word + "changed")).ShouldContain(changed!.Id);
                await RecallAsync(Any(), Scope.Create($"other{i % 3}"), "garden");
                (await Any().ForgetAsync(scope, memory.Id, cancellationToken: token)).ShouldBeTrue();
                (await RecallAsync(Any(), scope, word + "changed garden grows")).ShouldNotContain(memory.Id);
            }

            MemoryEngine Any() => _engines[random.Next(_engines.Count)];

            async Task<IEnumerable<string>> RecallAsync(MemoryEngine engine, Scope scope, string query) =>
                (await engine.RecallAsync(scope, new RecallRequest { Query = query, Limit = 1000 }, token)).Select(found => found.Memory.Id);
        });

    [Fact]
    public async Task WhateverIsDeleted_TheDoctorIsContent()
    {
        var scope = Scope.Create("ann", "s");
        foreach (var delete in new Func<string, Task>[]
        {
            id => _engines[0].ForgetAsync(scope, id, cancellationToken: Cancellation),
            _ => _engines[0].ClearAsync(scope, Cancellation),
        })
        {
            var old = await _engines[0].RememberAsync(scope, new NewMemory { Content = "The old value.", Kind = MemoryKind.Rule }, Cancellation);
            var successor = await _engines[0].SupersedeAsync(scope, old.Id, new NewMemory { Content = "The new value.", Kind = MemoryKind.Rule, SessionBound = true }, cancellationToken: Cancellation);
            await delete(successor!.Id);
            (await _engines[1].GetAsync(scope, old.Id, Cancellation))!.Status.ShouldBe(MemoryStatus.Superseded);
            (await _engines[1].HistoryAsync(scope, old.Id, cancellationToken: Cancellation)).Count.ShouldBe(1);
            (await _engines[1].RestoreAsync(scope, old.Id, cancellationToken: Cancellation))!.Status.ShouldBe(MemoryStatus.Active);
            (await _engines[0].SupersedeAsync(scope, old.Id, new NewMemory { Content = "Another value.", Kind = MemoryKind.Rule, SessionBound = true }, cancellationToken: Cancellation)).ShouldNotBeNull();
            await delete((await _engines[0].GetAsync(scope, old.Id, Cancellation))!.SupersededBy!);
        }

        (await StateHome.FindingsAsync(_databases[0], Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task WhatWasMerged_Replaced_Archived_OrExpired_LeavesNoByte_WhenItIsDeleted()
    {
        var scope = Scope.Create("ann", "s");
        var engine = _engines[0];
        for (var i = 0; i < 300; i++)
        {
            // Enough for a snapshot of the index.
            await engine.RememberAsync(scope, new NewMemory { Content = $"filler number {i} about nothing", Kind = MemoryKind.Conversation, SessionBound = false }, Cancellation);
        }

        var first = await engine.RememberAsync(scope, new NewMemory { Content = "I live in zqmergea.", Kind = MemoryKind.Fact }, Cancellation);
        var merged = await engine.RememberAsync(scope, new NewMemory { Content = "my home is zqmergea zqmergea", Kind = MemoryKind.Fact, Id = "second", Metadata = new() { ["quote"] = "zqmergeb" } }, Cancellation);
        var next = await engine.RememberAsync(scope, new NewMemory { Content = "I live in zqnext.", Kind = MemoryKind.Fact }, Cancellation);
        var aside = await engine.RememberAsync(scope, new NewMemory { Content = "zqaside stands in the garden", Kind = MemoryKind.Rule, Entities = ["zqentity"], Speaker = "zqspeaker", Provenance = "zqprovenance" }, Cancellation);
        await engine.ArchiveAsync(scope, aside.Id, cancellationToken: Cancellation);
        await engine.RememberAsync(scope, new NewMemory { Content = "zqpassing was said", Kind = MemoryKind.Context, Mode = MemoryMode.Auto, SessionBound = true }, Cancellation);
        await engine.RecallAsync(scope, new RecallRequest { Query = "zqmergea zqnext zqaside filler", IncludeArchived = true }, Cancellation);
        await engine.DisposeAsync();
        _engines[0] = new MemoryEngine(new StateMemoryStore(_databases[0]), TimeProvider.System);
        await _engines[0].RecallAsync(scope, new RecallRequest { Query = "zqmergea", AsOf = DateTimeOffset.MaxValue, IncludeArchived = true }, Cancellation);

        foreach (var id in new[] { first.Id, merged.Id, next.Id, aside.Id }.Distinct())
        {
            (await _engines[1].ForgetAsync(scope, id, cancellationToken: Cancellation)).ShouldBeTrue();
        }

        // The lifecycle archives what passes, and deletes it in the end.
        var later = new Memori.Tests.FakeTime();
        for (var round = 0; round < 3; round++)
        {
            later.Advance(TimeSpan.FromDays(4000));
            await new LifecycleSweep(new StateMemoryStore(_databases[2]), new StateJobStore(_databases[2], later), later).RunAsync(force: true, Cancellation);
        }

        await _engines[0].RecallAsync(scope, new RecallRequest { Query = "filler zqnext" }, Cancellation);
        foreach (var engineToEnd in _engines)
        {
            await engineToEnd.DisposeAsync();
        }

        _engines.Clear();
        await new StateMemoryStore(_databases[1]).ScrubAsync(Cancellation);
        string[] words = ["zqmergea", "zqmergeb", "zqnext", "zqaside", "zqentity", "zqspeaker", "zqprovenance", "zqpassing"];
        (await _home.RemainsAsync(_databases[1], words, Cancellation)).ShouldBeEmpty();
    }
}
