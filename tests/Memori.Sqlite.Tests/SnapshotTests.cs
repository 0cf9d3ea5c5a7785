using System.Text;
using Memori.Recall;
using Microsoft.Data.Sqlite;

namespace Memori.Sqlite.Tests;

/// <summary>The index that is left in the file: the same answers as without it, and nothing of what was deleted.</summary>
public sealed class SnapshotTests : IDisposable
{
    private static readonly Owner Ann = Owner.User("ann");
    private static readonly string[] Words = ["apple", "river", "stone", "cloud", "train", "苹果", "河流", "harbour", "winter", "yesterday"];
    private static readonly string[] Queries = ["Which apple did Ben see at the river?", "苹果和河流?", "stone cloud train", "When was winter in the harbour?"];

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("state.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Recall_AfterAnyHistoryOfWritesAndRestarts_IsThatOfAFreshIndex(int seed)
    {
        var random = new Random(seed);
        var kept = new List<Memory>();
        await WithEngineAsync(async (engine, _) =>
        {
            foreach (var number in Enumerable.Range(0, 250))
            {
                kept.Add(await RememberAsync(engine, random, number));
            }
        });
        for (var restart = 0; restart < 4; restart++)
        {
            await WithEngineAsync(async (engine, store) =>
            {
                await ShouldRecallAsFreshAsync(engine, store);
                foreach (var number in Enumerable.Range(0, 40))
                {
                    await ChangeAsync(engine, random, kept, (restart + 1) * 1000 + number);
                }

                await ShouldRecallAsFreshAsync(engine, store);
            });
        }
    }

    [Fact]
    public async Task Start_WithASnapshot_ReadsNoTextsButTheRecalled()
    {
        await FillAsync(300);
        await WithEngineAsync(async (writer, store) =>
        {
            var watched = new WithSnapshots(store);
            await using (var engine = new MemoryEngine(watched, TimeProvider.System))
            {
                await ShouldRecallAsFreshAsync(engine, store);
                watched.Loads.ShouldBeEmpty();
            }

            var version = await store.VersionAsync(Ann, Cancellation);
            await RememberAsync(writer, new Random(1), 7000);
            await using (var engine = new MemoryEngine(watched, TimeProvider.System))
            {
                await ShouldRecallAsFreshAsync(engine, store);
                watched.Loads.ShouldBe([version]);
            }
        });
    }

    [Fact]
    public async Task Start_WithADamagedOrForeignSnapshot_MakesTheIndexAgain()
    {
        await FillAsync(300);
        await WithEngineAsync(async (_, store) =>
        {
            var whole = (await store.ReadSnapshotAsync(Ann, Cancellation))!;
            var version = await store.VersionAsync(Ann, Cancellation);
            foreach (var at in new[] { 0, 1, 10, 40, whole.Length / 2, whole.Length - 1 })
            {
                var damaged = whole.ToArray();
                damaged[at] ^= 4;
                await ShouldBeIgnoredAsync(damaged);
                await ShouldBeIgnoredAsync(whole[..at]);
            }

            async Task ShouldBeIgnoredAsync(byte[] content)
            {
                (await store.WriteSnapshotAsync(Ann, version, content, Cancellation)).ShouldBeTrue();
                var watched = new WithSnapshots(store);
                await using var engine = new MemoryEngine(watched, TimeProvider.System);
                await ShouldRecallAsFreshAsync(engine, store);
                watched.Loads.ShouldBe([0L]);
            }
        });
    }

    [Fact]
    public async Task Snapshot_AfterADeletionOrAChangeOfText_IsGone_AndANewOneHasNothingOfIt()
    {
        await FillAsync(300);
        var secrets = new[] { "zanzibarine", "quuxotic", "秘密暗号", "wolframite" };
        var ids = new List<string>();
        await WithEngineAsync(async (engine, _) =>
        {
            foreach (var secret in secrets)
            {
                var session = $"secret-{ids.Count}";
                ids.Add((await engine.RememberAsync(
                    Scope.Create("ann", session), new NewMemory { Content = $"The word is {secret}.", Kind = MemoryKind.Conversation, Speaker = "speaker of " + session }, Cancellation)).Id);
            }

            await RecallAsync(engine, "zanzibarine", 10);
            (await engine.UpdateAsync(Scope.Create("ann"), ids[1], new MemoryChange { Importance = 1 }, cancellationToken: Cancellation)).ShouldNotBeNull();
        });
        await WithEngineAsync(async (engine, store) =>
        {
            await store.WriteSnapshotAsync(Ann, await store.VersionAsync(Ann, Cancellation), Encoding.UTF8.GetBytes(string.Join(' ', secrets)), Cancellation);
            var old = await store.VersionAsync(Ann, Cancellation);
            await engine.ForgetAsync(Scope.Create("ann"), ids[0], cancellationToken: Cancellation);
            (await store.ReadSnapshotAsync(Ann, Cancellation)).ShouldBeNull();
            (await store.WriteSnapshotAsync(Ann, old, new byte[3_000_000], Cancellation)).ShouldBeFalse("it may tell of what was deleted since");
            (await PartsAsync()).ShouldBe(0);

            await LeaveAsync(store);
            await engine.UpdateAsync(Scope.Create("ann"), ids[1], new MemoryChange { Content = "Nothing." }, cancellationToken: Cancellation);
            (await store.ReadSnapshotAsync(Ann, Cancellation)).ShouldBeNull();

            await LeaveAsync(store);
            await engine.ClearAsync(Scope.Create("ann", "secret-2"), Cancellation);
            (await store.ReadSnapshotAsync(Ann, Cancellation)).ShouldBeNull();
            await LeaveAsync(store);
        });
        await WithEngineAsync(async (_, store) =>
        {
            var snapshot = (await store.ReadSnapshotAsync(Ann, Cancellation)).ShouldNotBeNull();
            Holds(snapshot, "wolframit").ShouldBeTrue();
            Holds(snapshot, "zanzibarin").ShouldBeFalse();
            Holds(snapshot, "quuxot").ShouldBeFalse();
            Holds(snapshot, "暗号").ShouldBeFalse();
            Holds(snapshot, "secret-2").ShouldBeFalse();
            await new MemoryEngine(store, TimeProvider.System).EraseUserAsync("ann", Cancellation);
            (await PartsAsync()).ShouldBe(0);
        });
    }

    [Fact]
    public async Task Recall_OfTwoEnginesOverOneFile_SeesWhatEitherWrote()
    {
        await FillAsync(300);
        await using var first = await SqliteDatabase.OpenAsync(File, TimeProvider.System, Cancellation);
        await using var second = await SqliteDatabase.OpenAsync(File, TimeProvider.System, Cancellation);
        await using var one = new MemoryEngine(new SqliteMemoryStore(first), TimeProvider.System);
        await using var other = new MemoryEngine(new SqliteMemoryStore(second), TimeProvider.System);
        var random = new Random(9);
        foreach (var number in Enumerable.Range(0, 60))
        {
            var (writer, reader) = number % 2 == 0 ? (one, other) : (other, one);
            await RememberAsync(writer, random, 5000 + number);
            var made = await writer.RememberAsync(Scope.Create("ann", $"s{number % 12}"), new NewMemory { Content = $"A xylophone{number}.", Kind = MemoryKind.Fact }, Cancellation);
            (await RecallAsync(reader, "xylophone" + number, 3))[0].Id.ShouldBe(made.Id);
            if (number % 3 == 0)
            {
                await writer.ForgetAsync(Scope.Create("ann"), made.Id, cancellationToken: Cancellation);
                (await RecallAsync(reader, "xylophone" + number, 3)).ShouldNotContain(hit => hit.Id == made.Id);
            }
        }

        await ShouldRecallAsFreshAsync(one, new SqliteMemoryStore(second));
        await ShouldRecallAsFreshAsync(other, new SqliteMemoryStore(first));
    }

    [Fact]
    public async Task Recall_WithinAUnitOfWorkThatFails_LeavesASnapshotAllTheSame()
    {
        await FillAsync(300);
        await WithEngineAsync(async (engine, store) =>
        {
            await engine.ForgetAsync(Scope.Create("ann"), (await RecallAsync(engine, "apple", 1))[0].Id, cancellationToken: Cancellation);
            await using (var other = new MemoryEngine(store, TimeProvider.System))
            {
                await Should.ThrowAsync<InvalidOperationException>(() => store.TransactAsync<bool>(
                    async token =>
                    {
                        await other.RememberAsync(Scope.Create("ann"), new NewMemory { Content = "Kept nowhere.", Kind = MemoryKind.Fact }, token);
                        await RecallAsync(other, "apple", 1);
                        throw new InvalidOperationException();
                    },
                    Cancellation));
            }

            (await store.ReadSnapshotAsync(Ann, Cancellation)).ShouldNotBeNull();
            await ShouldRecallAsFreshAsync(engine, store);
        });
    }

    private static bool Holds(byte[] snapshot, string text) =>
        snapshot.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 || snapshot.AsSpan().IndexOf(Encoding.Unicode.GetBytes(text)) >= 0;

    private static async Task LeaveAsync(SqliteMemoryStore store)
    {
        await using (var engine = new MemoryEngine(store, TimeProvider.System))
        {
            await RecallAsync(engine, "apple", 1);
        }

        (await store.ReadSnapshotAsync(Ann, Cancellation)).ShouldNotBeNull();
    }

    private static async Task ChangeAsync(MemoryEngine engine, Random random, List<Memory> kept, int number)
    {
        var scope = Scope.Create("ann");
        var target = kept[random.Next(kept.Count)];
        switch (random.Next(12))
        {
            case < 6:
                kept.Add(await RememberAsync(engine, random, number));
                break;
            case < 8:
                kept.Remove(target);
                await engine.ForgetAsync(scope, target.Id, cancellationToken: Cancellation);
                break;
            case 8:
                await engine.UpdateAsync(scope, target.Id, new MemoryChange { Importance = random.NextDouble() }, cancellationToken: Cancellation);
                break;
            case 9:
                await engine.UpdateAsync(scope, target.Id, new MemoryChange { Content = $"cloud river {number}" }, cancellationToken: Cancellation);
                break;
            case 10:
                await engine.UpdateAsync(scope, target.Id, new MemoryChange { Status = (MemoryStatus)random.Next(3) }, cancellationToken: Cancellation);
                break;
            default:
                await RecallAsync(engine, Queries[random.Next(Queries.Length)], 5);
                break;
        }
    }

    private static Task<Memory> RememberAsync(MemoryEngine engine, Random random, int number) => engine.RememberAsync(
        Scope.Create("ann", $"s{random.Next(12)}", random.Next(5) == 0 ? "n" : null),
        new NewMemory
        {
            Id = random.Next(2) == 0 ? $"客户-{number}-{new string('x', random.Next(180))}" : null,
            Content = $"{Words[random.Next(10)]} {Words[random.Next(10)]} {Words[random.Next(10)]} number {number}" + (random.Next(5) == 0 ? "?" : ""),
            Kind = random.Next(4) == 0 ? MemoryKind.Fact : MemoryKind.Conversation,
            Speaker = random.Next(3) == 0 ? "Ben" : random.Next(9) == 0 ? null : "Ann",
            OccurredAt = random.Next(8) == 0 ? null : new DateTimeOffset(2024, 5, 8, 14, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(3000)),
            ValidTo = random.Next(10) == 0 ? new DateTimeOffset(2024 + (random.Next(2) * 500), 7, 1, 0, 0, 0, TimeSpan.Zero) : null,
        },
        Cancellation);

    private static async Task ShouldRecallAsFreshAsync(MemoryEngine engine, SqliteMemoryStore store)
    {
        using var fresh = new MemoryEngine(new WithoutSnapshots(store), TimeProvider.System);
        foreach (var query in Queries)
        {
            foreach (var limit in new[] { 3, 1000 })
            {
                var (expected, actual) = (await RecallAsync(fresh, query, limit), await RecallAsync(engine, query, limit));
                actual.Select(hit => Math.Round(hit.Score, 4)).ShouldBe(expected.Select(hit => Math.Round(hit.Score, 4)), tolerance: 2e-4);
                if (limit == 1000)
                {
                    actual.Select(hit => (hit.Id, hit.Content)).ShouldBe(expected.Select(hit => (hit.Id, hit.Content)), ignoreOrder: true);
                }
            }
        }
    }

    private static async Task<List<(string Id, string Content, double Score)>> RecallAsync(MemoryEngine engine, string query, int limit) =>
        [.. (await engine.RecallAsync(Scope.Create("ann"), new RecallRequest { Query = query, Limit = limit }, Cancellation)).Select(hit => (hit.Memory.Id, hit.Memory.Content, hit.Score))];

    private Task FillAsync(int count) => WithEngineAsync(async (engine, _) =>
    {
        var random = new Random(5);
        foreach (var number in Enumerable.Range(0, count))
        {
            await engine.RememberAsync(Scope.Create("ann", $"s{number % 20}"), new NewMemory
            {
                Content = $"{Words[random.Next(10)]} {Words[random.Next(10)]} number {number}",
                Kind = MemoryKind.Conversation,
                Speaker = number % 40 < 20 ? "Ann" : "Ben",
            }, Cancellation);
        }

        await RecallAsync(engine, "apple", 1);
    });

    private async Task WithEngineAsync(Func<MemoryEngine, SqliteMemoryStore, Task> work)
    {
        await using var database = await SqliteDatabase.OpenAsync(File, TimeProvider.System, Cancellation);
        var store = new SqliteMemoryStore(database);
        await using var engine = new MemoryEngine(store, TimeProvider.System);
        await work(engine, store);
    }

    private async Task<long> PartsAsync()
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM memory_snapshot";
        return (long)(await command.ExecuteScalarAsync(Cancellation))!;
    }
}
