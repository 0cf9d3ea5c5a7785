using System.Data.Common;
using Memori.Recall;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Sqlite.Tests;

public sealed class SqliteDatabaseTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SqliteDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await OpenAsync();
        await ExecuteAsync("CREATE TABLE note (text TEXT NOT NULL UNIQUE)");
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("PRAGMA journal_mode", "wal")]
    [InlineData("PRAGMA synchronous", "2")]
    [InlineData("PRAGMA foreign_keys", "1")]
    public async Task Writer_Settings_AreDurable(string pragma, string expected) =>
        (await _database.WriteAsync((transaction, _) => Task.FromResult(Scalar(transaction.Connection!, pragma)), Cancellation)).ShouldBe(expected);

    [Fact]
    public async Task Write_ThatNobodyWaitsFor_IsSeenByEveryLaterWrite()
    {
        for (var number = 1; number <= 20; number++)
        {
            var text = $"note {number}";
            var unhurried = UnhurriedWrites.RunAsync(() => ExecuteAsync($"INSERT INTO note VALUES ('{text}')"));
            UnhurriedWrites.IsOn.ShouldBeFalse();
            var seen = await _database.WriteAsync((transaction, _) => Task.FromResult(Scalar(transaction.Connection!, "SELECT count(*) FROM note")), Cancellation);
            seen.ShouldBe($"{number}");
            await unhurried;
        }
    }

    [Fact]
    public async Task Write_ThatNobodyWaitsFor_IsKept_WhenNoOtherComes()
    {
        await UnhurriedWrites.RunAsync(() => ExecuteAsync("INSERT INTO note VALUES ('alone')"));
        (await _database.ReadAsync((connection, _) => Task.FromResult(Scalar(connection, "SELECT count(*) FROM note")), Cancellation)).ShouldBe("1");
    }

    [Fact]
    public async Task Write_ThatNobodyWaitsFor_IsKept_WhenTheDatabaseIsClosed()
    {
        var unhurried = UnhurriedWrites.RunAsync(() => ExecuteAsync("INSERT INTO note VALUES ('last')"));
        await _database.DisposeAsync();
        await unhurried;

        _database = await OpenAsync();
        (await _database.ReadAsync((connection, _) => Task.FromResult(Scalar(connection, "SELECT count(*) FROM note")), Cancellation)).ShouldBe("1");
    }

    [Fact]
    public async Task Write_ThatThrows_LeavesNothing_AndOthersGoOn()
    {
        var writes = Enumerable.Range(0, 100).Select(number => Record.ExceptionAsync(async () => await _database.WriteAsync(
            (transaction, _) =>
            {
                Execute(transaction, $"INSERT INTO note VALUES ('{number} first')");
                Execute(transaction, number % 2 == 0 ? $"INSERT INTO note VALUES ('{number} second')" : $"INSERT INTO note VALUES ('{number} first')");
                return Task.FromResult(true);
            },
            Cancellation)).AsTask());

        var failures = await Task.WhenAll(writes);

        failures.Count(failure => failure is null).ShouldBe(50);
        (await CountAsync()).ShouldBe(100);
    }

    [Fact]
    public async Task Write_WithinAWrite_IsKeptOrLostWithIt()
    {
        var store = new SqliteMemoryStore(_database);
        await Should.ThrowAsync<FormatException>(() => _database.WriteAsync<bool>(
            async (transaction, token) =>
            {
                Execute(transaction, "INSERT INTO note VALUES ('with the memory')");
                await store.AppendAsync(Some("m1"), "key", token);
                throw new FormatException();
            },
            Cancellation));
        (await store.FindAsync(Owner.User("ann"), "m1", Cancellation)).ShouldBeNull();
        (await CountAsync()).ShouldBe(0);

        await _database.WriteAsync(
            async (transaction, token) =>
            {
                Execute(transaction, "INSERT INTO note VALUES ('with the memory')");
                await Should.ThrowAsync<FormatException>(() => _database.WriteAsync<bool>(
                    (inner, _) =>
                    {
                        Execute(inner, "INSERT INTO note VALUES ('lost alone')");
                        throw new FormatException();
                    },
                    token));
                return await store.AppendAsync(Some("m1"), "key", token);
            },
            Cancellation);
        (await store.FindAsync(Owner.User("ann"), "m1", Cancellation)).ShouldNotBeNull();
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Write_CanceledBeforeItsTurn_DoesNotRun()
    {
        using var source = new CancellationTokenSource();
        var entered = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var first = _database.WriteAsync(
            async (_, _) =>
            {
                entered.SetResult();
                await release.Task;
                return true;
            },
            Cancellation);
        await entered.Task;
        var second = _database.WriteAsync((transaction, _) => Task.FromResult(Execute(transaction, "INSERT INTO note VALUES ('x')")), source.Token);
        await source.CancelAsync();
        release.SetResult();

        await first;
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Read_CannotWrite() => await Should.ThrowAsync<DbException>(() => _database.ReadAsync(
        (connection, _) => Task.FromResult(Scalar(connection, "INSERT INTO note VALUES ('x') RETURNING text")), Cancellation));

    [Fact]
    public async Task Read_DuringAWrite_SeesWhatWasCommitted()
    {
        var seen = await _database.WriteAsync(
            (transaction, token) =>
            {
                Execute(transaction, "INSERT INTO note VALUES ('x')");
                return _database.ReadAsync((connection, _) => Task.FromResult(Scalar(connection, "SELECT count(*) FROM note")), token);
            },
            Cancellation);

        seen.ShouldBe("0");
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Migrate_Again_AppliesNothingTwice()
    {
        await _database.MigrateAsync(typeof(SqliteDatabase).Assembly, Cancellation);
        await using var other = await OpenAsync();

        (await _database.ReadAsync((connection, _) => Task.FromResult(Scalar(connection, "SELECT count(*) FROM schema_migration WHERE library = 'Memori.Sqlite'")), Cancellation))
            .ShouldBe(typeof(SqliteDatabase).Assembly.GetManifestResourceNames().Count(name => name.EndsWith(".sqlite.sql", StringComparison.Ordinal)).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task Open_NoDatabase_SaysSo()
    {
        await File.WriteAllTextAsync(_folder.File("bad.db"), string.Concat(Enumerable.Repeat("this is no database. ", 500)), Cancellation);

        var failure = await Should.ThrowAsync<MemoriException>(() => SqliteDatabase.OpenAsync(_folder.File("bad.db"), TimeProvider.System, Cancellation));

        failure.Code.ShouldBe("state-database-unreadable");
        failure.Text.English.ShouldContain("bad.db");
        failure.Text.English.ShouldNotContain(Path.GetTempPath());
    }

    [Fact]
    public async Task Write_DiskFull_SaysSo_AndReadsGoOn()
    {
        await ExecuteAsync("PRAGMA max_page_count = 60");
        await ExecuteAsync("INSERT INTO note VALUES ('kept')");

        var failure = await Should.ThrowAsync<MemoriException>(() => ExecuteAsync($"INSERT INTO note VALUES ('{new string('x', 1_000_000)}')"));

        (failure.Code, failure.Kind).ShouldBe(("state-disk-full", FaultKind.Full));
        (await CountAsync()).ShouldBe(1);
        await ExecuteAsync("INSERT INTO note VALUES ('small')");
    }

    [Fact]
    public async Task Open_APathThatIsAFolder_SaysSo() =>
        (await Should.ThrowAsync<MemoriException>(() => SqliteDatabase.OpenAsync(Path.GetDirectoryName(_folder.File("x"))!, TimeProvider.System, Cancellation)))
            .Code.ShouldBe("state-database-unreadable");

    [Fact]
    public async Task Write_AfterDispose_SaysSo()
    {
        var other = await OpenAsync();
        await other.DisposeAsync();

        (await Should.ThrowAsync<MemoriException>(() => other.WriteAsync((_, _) => Task.FromResult(1), Cancellation))).Kind.ShouldBe(FaultKind.Unavailable);
        (await Should.ThrowAsync<MemoriException>(() => other.ReadAsync((_, _) => Task.FromResult(1), Cancellation))).Kind.ShouldBe(FaultKind.Unavailable);
    }

    [Fact]
    public async Task AddSqliteStore_RememberAndReopen_IsRecalledInEverySession()
    {
        await using (var services = new ServiceCollection().AddMemori().AddSqliteStore(_folder.File("new/state.db")).Services.BuildServiceProvider())
        {
            await services.GetRequiredService<MemoryEngine>().RememberAsync(
                Scope.Create("ann", "s1"), new NewMemory { Content = "The fiscal year starts in April.", Kind = MemoryKind.Rule }, Cancellation);
        }

        await using (var services = new ServiceCollection().AddMemori().AddSqliteStore(_folder.File("new/state.db")).Services.BuildServiceProvider())
        {
            var found = await services.GetRequiredService<MemoryEngine>().RecallAsync(
                Scope.Create("ann", "s2"), new RecallRequest { Query = "When does our fiscal year start?" }, Cancellation);
            found.Single().Memory.Content.ShouldBe("The fiscal year starts in April.");
        }
    }

    [Fact]
    public async Task Recall_WhenAnotherProcessWrites_SeesIt()
    {
        await using var other = await OpenAsync();
        using var here = new MemoryEngine(new SqliteMemoryStore(_database), TimeProvider.System);
        using var there = new MemoryEngine(new SqliteMemoryStore(other), TimeProvider.System);
        var scope = Scope.Create("ann");
        await here.RecallAsync(scope, new RecallRequest { Query = "tea" }, Cancellation);

        var memory = await there.RememberAsync(scope, new NewMemory { Content = "likes tea", Kind = MemoryKind.Preference }, Cancellation);
        (await here.RecallAsync(scope, new RecallRequest { Query = "tea" }, Cancellation)).Count.ShouldBe(1);

        await there.ForgetAsync(scope, memory.Id, cancellationToken: Cancellation);
        (await here.RecallAsync(scope, new RecallRequest { Query = "tea" }, Cancellation)).ShouldBeEmpty();
    }

    private static Memory Some(string id) =>
        new() { Id = id, Owner = Owner.User("ann"), Content = "text", Kind = MemoryKind.Fact };

    private static int Execute(DbTransaction transaction, string sql)
    {
        using var command = transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteNonQuery();
    }

    private static string? Scalar(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private Task<SqliteDatabase> OpenAsync() => SqliteDatabase.OpenAsync(_folder.File("state.db"), TimeProvider.System, Cancellation);

    private Task<int> ExecuteAsync(string sql) => _database.WriteAsync((transaction, _) => Task.FromResult(Execute(transaction, sql)), Cancellation);

    private async Task<int> CountAsync() => int.Parse(
        (await _database.ReadAsync((connection, _) => Task.FromResult(Scalar(connection, "SELECT count(*) FROM note")), Cancellation))!,
        System.Globalization.CultureInfo.InvariantCulture);
}
