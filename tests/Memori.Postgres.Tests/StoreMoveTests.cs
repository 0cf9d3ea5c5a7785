using Memori.Server;
using Memori.Server.State;
using Memori.Sqlite;
using Memori.Storage;

namespace Memori.Postgres.Tests;

/// <summary>A move from one store to the other is cut short again and again, and goes on; what is half there is nobody's to use.</summary>
public sealed class StoreMoveTests : IAsyncLifetime
{
    private const int Memories = 100;
    private const int AtOnce = 20;

    private readonly PostgresFixture _server = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("memori-move-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task CutShort_InBothDirections_GoesOnAndIsWhole()
    {
        await using var here = await SourceAsync("here.db");
        await using var there = await TargetAsync();
        var (forth, cuts) = await MoveWithCutsAsync(new SqliteTables(here), new PostgresTables(there));
        cuts.ShouldBeGreaterThan(10, "within tables, between them, and while it compares");
        forth.ResumedRows.ShouldBe(forth.Tables.Sum(table => table.Rows), "the last cut was while it compared");

        await using var back = await SqliteDatabase.OpenForMoveAsync(Path("back.db"), TimeProvider.System, Cancellation);
        await MigrateAsync(back);
        var (home, _) = await MoveWithCutsAsync(new PostgresTables(there), new SqliteTables(back));
        home.Tables.ShouldBe(forth.Tables, "the same rows, each once");
        forth.Tables.Single(table => table.Name == "memory").Rows.ShouldBe(Memories - 10);
        forth.Tables.Single(table => table.Name == "injected_quote").Rows.ShouldBe(30);

        // What guards the rows is up again: the quotes of a memory that is deleted go with it.
        (await new PostgresMemoryStore(there).DeleteAsync(Owner.User("u1"), "m11", _ => true, Cancellation)).ShouldBeTrue();
        (await new SqliteMemoryStore(back).DeleteAsync(Owner.User("u1"), "m11", _ => true, Cancellation)).ShouldBeTrue();
        foreach (var quotes in new[] { await QuotesAsync(new PostgresTables(there)), await QuotesAsync(new SqliteTables(back)) })
        {
            quotes.ShouldBe(29);
        }
    }

    [Fact]
    public async Task FromPostgresToPostgres_GoesOnAndIsWhole()
    {
        await using var here = await SourceAsync("here.db");
        await using var second = new PostgresFixture();
        await second.InitializeAsync();
        await using var from = await PostgresDatabase.OpenForMoveAsync(second.Options, TimeProvider.System, Cancellation);
        await MigrateAsync(from);
        var first = await StateCopy.MoveAsync(new SqliteTables(here), new PostgresTables(from), cancellationToken: Cancellation);
        await using var to = await TargetAsync();
        var (moved, cuts) = await MoveWithCutsAsync(new PostgresTables(from), new PostgresTables(to));
        cuts.ShouldBeGreaterThan(5);
        moved.Tables.ShouldBe(first.Tables);
    }

    [Fact]
    public async Task Unfinished_NobodyOpensIt_UntilItIsFinished()
    {
        await using var here = await SourceAsync("here.db");
        await using (var there = await TargetAsync())
        {
            await CutAsync(new SqliteTables(here), new PostgresTables(there), at: 40);
        }

        (await Should.ThrowAsync<MemoriException>(() => _server.OpenAsync())).Code.ShouldBe("state-unfinished");
        await using (var copy = await SqliteDatabase.OpenForMoveAsync(Path("copy.db"), TimeProvider.System, Cancellation))
        {
            await MigrateAsync(copy);
            await CutAsync(new SqliteTables(here), new SqliteTables(copy), at: 40);
        }

        (await Should.ThrowAsync<MemoriException>(() => SqliteDatabase.OpenAsync(Path("copy.db"), TimeProvider.System, Cancellation))).Code.ShouldBe("state-unfinished");
        (await Should.ThrowAsync<MemoriException>(() => StateMove.RunAsync("sqlite:" + Path("copy.db"), _server.Url, anew: true, TimeProvider.System, cancellationToken: Cancellation)))
            .Code.ShouldBe("state-unfinished", "half a store is no source");
        var report = await new Sqlite.Doctor.SqliteDoctor(Path("copy.db"), ServiceStartup.StateLibraries, TimeProvider.System).ExamineAsync(Cancellation);
        report.Findings.ShouldContain(finding => finding.Code == "unfinished-move");

        var moved = await StateMove.RunAsync("sqlite:" + Path("here.db"), _server.Url, anew: false, TimeProvider.System, cancellationToken: Cancellation);
        moved.ResumedRows.ShouldBeGreaterThanOrEqualTo(40);
        await (await _server.OpenAsync()).DisposeAsync();
        (await Should.ThrowAsync<MemoriException>(() => StateMove.RunAsync("sqlite:" + Path("here.db"), _server.Url, anew: false, TimeProvider.System, cancellationToken: Cancellation)))
            .Code.ShouldBe("state-not-empty", "it is finished, and in use");
        await StateMove.RunAsync("sqlite:" + Path("here.db"), "sqlite:" + Path("copy.db"), anew: false, TimeProvider.System, cancellationToken: Cancellation);
        await (await SqliteDatabase.OpenAsync(Path("copy.db"), TimeProvider.System, Cancellation)).DisposeAsync();
    }

    [Fact]
    public async Task SourceChangedMeanwhile_IsRefused_AndBegunAnewWhenWanted()
    {
        await using var here = await SourceAsync("here.db");
        await using var there = await TargetAsync();
        await CutAsync(new SqliteTables(here), new PostgresTables(there), at: 60);
        await here.WriteAsync((transaction, token) => transaction.ExecuteAsync("UPDATE memory SET content = 'Another' WHERE id = 'm10'", token), Cancellation);
        (await Should.ThrowAsync<MemoriException>(() => StateCopy.MoveAsync(new SqliteTables(here), new PostgresTables(there), cancellationToken: Cancellation)))
            .Code.ShouldBe("state-source-changed");
        var moved = await StateCopy.MoveAsync(new SqliteTables(here), new PostgresTables(there), anew: true, cancellationToken: Cancellation);
        moved.ResumedRows.ShouldBe(0);
        (await new PostgresMemoryStore(there).FindAsync(Owner.User("u0"), "m10", Cancellation))!.Content.ShouldBe("Another");
    }

    [Fact]
    public async Task RowsThatOthersPutThere_AreNoticed_AndItStaysUnfinished()
    {
        await using var here = await SourceAsync("here.db");
        await using var there = await TargetAsync();
        await CutAsync(new SqliteTables(here), new PostgresTables(there), at: 60);
        await _server.AdministrateHereAsync("INSERT INTO lead (name, leased_until, notes) VALUES ('other', 0, '')");
        (await Should.ThrowAsync<MemoriException>(() => StateCopy.MoveAsync(new SqliteTables(here), new PostgresTables(there), cancellationToken: Cancellation)))
            .Code.ShouldBe("state-copy-differs");
        (await new PostgresTables(there).FindMoveAsync(Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task IntoAFileThatAnotherHasOpen_IsRefused()
    {
        await (await SourceAsync("here.db")).DisposeAsync();
        await using var other = await SqliteDatabase.OpenAsync(Path("other.db"), TimeProvider.System, Cancellation);
        (await Should.ThrowAsync<MemoriException>(() => StateMove.RunAsync("sqlite:" + Path("here.db"), "sqlite:" + Path("other.db"), anew: true, TimeProvider.System, cancellationToken: Cancellation)))
            .Code.ShouldBe("state-in-use");
    }

    [Fact]
    public async Task IntoItself_ByWhateverName_IsRefusedAndNothingIsLost()
    {
        await (await SourceAsync("here.db")).DisposeAsync();
        File.CreateSymbolicLink(Path("link.db"), Path("here.db"));
        foreach (var name in new[] { "here.db", "link.db" })
        {
            (await Should.ThrowAsync<MemoriException>(() => StateMove.RunAsync("sqlite:" + Path("here.db"), "sqlite:" + Path(name), anew: true, TimeProvider.System, cancellationToken: Cancellation)))
                .Code.ShouldBe("state-same");
        }

        await using var here = await SqliteDatabase.OpenAsync(Path("here.db"), TimeProvider.System, Cancellation);
        (await new SqliteTables(here).CountAsync([new StateTable("memory", [])], Cancellation))["memory"].ShouldBe(Memories - 10);
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);

    private async Task<PostgresDatabase> TargetAsync()
    {
        var database = await PostgresDatabase.OpenForMoveAsync(_server.Options, TimeProvider.System, Cancellation);
        await MigrateAsync(database);
        return database;
    }

    /// <summary>Memories of ten owners, of which ten were merged into others, blocks that quote some, jobs in an order of their own, and what the service itself keeps.</summary>
    private async Task<SqliteDatabase> SourceAsync(string name)
    {
        var database = await SqliteDatabase.OpenAsync(Path(name), TimeProvider.System, Cancellation);
        await MigrateAsync(database);
        var memories = new SqliteMemoryStore(database);
        var jobs = new SqliteJobStore(database, TimeProvider.System);
        for (var number = 0; number < Memories; number++)
        {
            var owner = Owner.User($"u{number % 10}");
            var content = number < 90 ? $"记忆 {number}" : $"记忆 {number - 90}";
            await memories.AppendAsync(
                new Memory { Id = $"m{number}", Owner = owner, Content = content, Kind = MemoryKind.Fact, CreatedAt = DateTimeOffset.UnixEpoch.AddSeconds(number), UpdatedAt = DateTimeOffset.UnixEpoch },
                content,
                Cancellation);
            await jobs.EnqueueAsync(new NewJob("q", $"j{number * 7 % Memories}", owner, "{}"), Cancellation);
            if (number < 30)
            {
                await memories.KeepBlockAsync(
                    new InjectedTurn { Owner = owner, SessionId = $"s{number}", Key = "k", Text = content, Memories = [new QuotedMemory(owner, $"m{number}")], CreatedAt = DateTimeOffset.UnixEpoch },
                    DateTimeOffset.UnixEpoch,
                    Cancellation);
            }
        }

        return database;
    }

    private static async Task MigrateAsync(IDatabase database)
    {
        foreach (var library in ServiceStartup.StateLibraries)
        {
            await database.MigrateAsync(library, Cancellation);
        }
    }

    private static async Task<long> QuotesAsync(IStateTables tables) => (await tables.CountAsync([new StateTable("injected_quote", [])], Cancellation))["injected_quote"];

    /// <summary>Moves with a cut after every step or two, until it is through.</summary>
    private static async Task<(StateMoved Moved, int Cuts)> MoveWithCutsAsync(IStateTables from, IStateTables to)
    {
        for (var (cuts, at, compared) = (0, AtOnce, false); ; cuts++)
        {
            using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
            try
            {
                var moved = await StateCopy.MoveAsync(
                    from,
                    to,
                    progress: new Report(step =>
                    {
                        if (step.IsComparing ? !compared : step.AllRows >= at)
                        {
                            compared |= step.IsComparing;
                            at = (int)step.AllRows + 1;
                            cut.Cancel();
                        }
                    }),
                    rowsAtOnce: AtOnce,
                    cancellationToken: cut.Token);
                return (moved, cuts);
            }
            catch (OperationCanceledException) when (cut.IsCancellationRequested && cuts < 200)
            {
                (await to.FindMoveAsync(Cancellation)).ShouldNotBeNull();
            }
        }
    }

    private static async Task CutAsync(IStateTables from, IStateTables to, int at)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await Should.ThrowAsync<OperationCanceledException>(() => StateCopy.MoveAsync(
            from,
            to,
            progress: new Report(step =>
            {
                if (step.AllRows >= at)
                {
                    cut.Cancel();
                }
            }),
            rowsAtOnce: AtOnce,
            cancellationToken: cut.Token));
    }

    private sealed class Report(Action<MoveProgress> tell) : IProgress<MoveProgress>
    {
        void IProgress<MoveProgress>.Report(MoveProgress value) => tell(value);
    }
}
