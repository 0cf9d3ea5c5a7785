using System.Text;
using Memori.Injection;
using Memori.Recall;

namespace Memori.Sqlite.Tests;

/// <summary>That of what was deleted no byte is left, in the file, in its log or beside them.</summary>
public sealed class DeletedMeansGoneTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SqliteDatabase _database = null!;
    private MemoryEngine _engine = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await SqliteDatabase.OpenAsync(_folder.File("state.db"), TimeProvider.System, Cancellation);
        _engine = new MemoryEngine(new SqliteMemoryStore(_database), TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Forgotten_NoByteIsLeft_WhenTheLogIsEmptied()
    {
        var scope = Scope.Create("ann", "s");
        var random = new Random(1);
        var (kept, forgotten, cleared, old) = (Mark(random), Mark(random), Mark(random), Mark(random));
        await _engine.RememberAsync(scope, new NewMemory { Content = kept, Kind = MemoryKind.Fact }, Cancellation);
        var memory = await _engine.RememberAsync(scope, new NewMemory { Content = forgotten, Kind = MemoryKind.Fact, Metadata = new() { ["x"] = forgotten } }, Cancellation);
        await _engine.RememberAsync(scope, new NewMemory { Content = cleared + new string('x', 50_000) + cleared, Kind = MemoryKind.Conversation }, Cancellation);
        var changed = await _engine.RememberAsync(scope, new NewMemory { Content = old, Kind = MemoryKind.Fact }, Cancellation);
        Bytes().ShouldContain(forgotten);

        await _engine.ForgetAsync(scope, memory.Id, cancellationToken: Cancellation);
        await _engine.ClearAsync(scope, Cancellation);
        await _engine.UpdateAsync(scope, changed.Id, new MemoryChange { Content = "new" }, cancellationToken: Cancellation);
        (await _database.EmptyLogAsync(Cancellation)).ShouldBeTrue();

        var bytes = Bytes();
        bytes.ShouldContain(kept);
        foreach (var gone in new[] { forgotten, cleared, old })
        {
            bytes.Contains(gone, StringComparison.Ordinal).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Forgotten_NoByteIsLeftOfTheBlocksThatQuotedIt()
    {
        var scope = Scope.Create("ann", "s");
        var random = new Random(1);
        var store = new SqliteMemoryStore(_database);
        var injector = new MemoryInjector(_engine, store, TimeProvider.System);
        var (forgotten, rewritten, cleared, erased, kept) = (Mark(random), Mark(random), Mark(random), Mark(random), Mark(random));
        var memories = new Dictionary<string, Memory>();
        foreach (var (mark, of) in new[] { (forgotten, scope), (rewritten, scope), (cleared, Scope.Create("ann", "t")), (erased, Scope.Create("bob", "s")), (kept, Scope.Create("eve", "s")) })
        {
            memories[mark] = await _engine.RememberAsync(of, new NewMemory { Content = $"Rule {mark} {new string('x', 6000)} {mark}", Kind = MemoryKind.Rule, SessionBound = mark == cleared }, Cancellation);
            ConversationTurn[] turns = [new(mark, IsUser: true, TakesBlock: true, "hello")];
            var planned = await injector.PlanAsync(of, turns, new InjectionRequest { TokenBudget = 50_000 }, Cancellation);
            (await injector.KeepAsync(of, turns, planned, Cancellation)).Blocks.ShouldHaveSingleItem();
        }

        await _engine.ForgetAsync(scope, memories[forgotten].Id, cancellationToken: Cancellation);
        await _engine.UpdateAsync(scope, memories[rewritten].Id, new MemoryChange { Content = "new" }, cancellationToken: Cancellation);
        await _engine.ClearAsync(Scope.Create("ann", "t"), Cancellation);
        await _engine.EraseUserAsync("bob", Cancellation);
        await _engine.DisposeAsync();
        (await _database.EmptyLogAsync(Cancellation)).ShouldBeTrue();

        var bytes = Bytes();
        bytes.Split(kept).Length.ShouldBeGreaterThan(4, "the memory and the block");
        foreach (var gone in new[] { forgotten, rewritten, cleared, erased })
        {
            bytes.Contains($"Rule {gone}", StringComparison.Ordinal).ShouldBeFalse();
            bytes.Contains($"{gone}\"", StringComparison.Ordinal).ShouldBeFalse();
        }

        var left = await store.FindBlocksAsync(Owner.User("ann"), "s", null, [forgotten, rewritten], Cancellation);
        left.Count.ShouldBe(2);
        left.ShouldAllBe(block => block.Text == null);
        (await store.FindBlocksAsync(Owner.User("ann"), "t", null, [cleared], Cancellation)).ShouldBeEmpty();
        (await store.FindBlocksAsync(Owner.User("bob"), "s", null, [erased], Cancellation)).ShouldBeEmpty();
    }

    // SQLite may leave a copy of a row in a page from which it moved it: only a rewritten file is surely free of those.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task Forgotten_Changed_ClearedOrErased_AmongMany_NoByteIsLeft_WhenScrubbed(int seed)
    {
        var random = new Random(seed);
        var deleted = new List<string>();
        var kept = new List<string>();
        for (var i = 0; i < 700; i++)
        {
            // Some go over several pages, so that pages split, join and overflow.
            var mark = Mark(random);
            var scope = Scope.Create(i % 3 == 0 ? "erased" : "ann", i % 4 == 0 ? "cleared" : "s");
            var memory = await _engine.RememberAsync(
                scope,
                new NewMemory { Content = $"{mark} {new string('x', random.Next(2) == 0 ? random.Next(200) : random.Next(9000))} {mark}", Kind = MemoryKind.Fact, SessionBound = true, Speaker = mark },
                Cancellation);
            if (i % 3 == 0 || i % 4 == 0)
            {
                deleted.Add(mark);
            }
            else if (random.Next(3) == 0)
            {
                deleted.Add(mark);
                await _engine.ForgetAsync(scope, memory.Id, cancellationToken: Cancellation);
            }
            else if (random.Next(3) == 0)
            {
                var changed = await _engine.RememberAsync(scope, new NewMemory { Content = Mark(random) + new string('y', random.Next(3000)), Kind = MemoryKind.Rule }, Cancellation);
                deleted.Add(changed.Content[..32]);
                await _engine.UpdateAsync(scope, changed.Id, new MemoryChange { Content = "short" + i }, cancellationToken: Cancellation);
                kept.Add(mark);
            }
            else
            {
                kept.Add(mark);
            }
        }

        // Indexes hold words too, and are left in the state for the next start.
        foreach (var user in new[] { "ann", "erased" })
        {
            await _engine.RecallAsync(Scope.Create(user), new RecallRequest { Query = deleted[0] }, Cancellation);
        }

        await _engine.ClearAsync(Scope.Create("ann", "cleared"), Cancellation);
        await _engine.EraseUserAsync("erased", Cancellation);

        await _engine.RecallAsync(Scope.Create("ann"), new RecallRequest { Query = deleted[0] }, Cancellation);
        await _engine.DisposeAsync();
        await new SqliteMemoryStore(_database).ScrubAsync(Cancellation);

        var bytes = Bytes();
        kept.ShouldAllBe(mark => bytes.Contains(mark, StringComparison.Ordinal));
        deleted.Where(mark => bytes.Contains(mark, StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static string Mark(Random random) => Convert.ToHexStringLower(Enumerable.Range(0, 16).Select(_ => (byte)random.Next(256)).ToArray());

    /// <summary>All bytes of all files, one character each.</summary>
    private string Bytes()
    {
        var all = new StringBuilder();
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(_database.Path)!))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            all.Append(reader.ReadToEnd());
        }

        return all.ToString();
    }
}
