using System.Data.Common;
using System.Text;
using Memori.Recall;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Memori.Postgres.Tests;

public sealed class PostgresDatabaseTests : IAsyncLifetime
{
    private readonly PostgresFixture _server = new();
    private PostgresDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _database = await _server.OpenAsync();
        await ExecuteAsync("CREATE TABLE note (text TEXT NOT NULL UNIQUE)");
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("synchronous_commit", "on")]
    [InlineData("statement_timeout", "30s")]
    [InlineData("lock_timeout", "10s")]
    [InlineData("idle_in_transaction_session_timeout", "1min")]
    public async Task Transactions_HaveTheirSettings_AndLeaveNoneBehind(string setting, string expected)
    {
        await _server.AdministrateAsync($"ALTER ROLE {_server.Name} SET synchronous_commit = off");
        await using var database = await _server.OpenAsync();
        (await database.WriteAsync((transaction, token) => transaction.ScalarAsync("SELECT current_setting(@name)", token, ("@name", setting)), Cancellation)).ShouldBe(expected);
    }

    [Fact]
    public async Task Write_ThatNobodyWaitsFor_IsSeenByEveryLaterWrite()
    {
        for (var number = 1; number <= 20; number++)
        {
            var text = $"note {number}";
            var unhurried = UnhurriedWrites.RunAsync(() => ExecuteAsync($"INSERT INTO note VALUES ('{text}')"));
            (await _database.WriteAsync((transaction, token) => transaction.ScalarAsync("SELECT count(*) FROM note", token), Cancellation)).ShouldBe((long)number);
            await unhurried;
        }
    }

    [Fact]
    public async Task Write_ThatThrows_LeavesNothing_AndOthersGoOn()
    {
        var writes = Enumerable.Range(0, 100).Select(number => Record.ExceptionAsync(async () => await _database.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.ExecuteAsync($"INSERT INTO note VALUES ('{number} first')", token);
                return await transaction.ExecuteAsync(number % 2 == 0 ? $"INSERT INTO note VALUES ('{number} second')" : $"INSERT INTO note VALUES ('{number} first')", token);
            },
            Cancellation)).AsTask());

        var failures = await Task.WhenAll(writes);

        failures.Count(failure => failure is null).ShouldBe(50);
        (await CountAsync()).ShouldBe(100);
    }

    [Fact]
    public async Task Writes_OfManyProcesses_TakeTurns()
    {
        await using var other = await _server.OpenAsync();
        await ExecuteAsync("INSERT INTO note VALUES ('0')");

        // Read, then written: two at a time would lose one.
        await Parallel.ForAsync(0, 60, Cancellation, async (number, token) => await (number % 2 == 0 ? _database : other).WriteAsync(
            async (transaction, inside) =>
            {
                var seen = int.Parse((string)(await transaction.ScalarAsync("SELECT text FROM note", inside))!, System.Globalization.CultureInfo.InvariantCulture);
                return await transaction.ExecuteAsync("UPDATE note SET text = @text", inside, ("@text", $"{seen + 1}"));
            },
            token));

        (await _database.ReadAsync((connection, token) => connection.QueryAsync("SELECT text FROM note", row => row.GetString(0), token), Cancellation)).ShouldBe(["60"]);
    }

    [Fact]
    public async Task Write_WithinAWrite_IsKeptOrLostWithIt()
    {
        var store = new PostgresMemoryStore(_database);
        await Should.ThrowAsync<FormatException>(() => _database.WriteAsync<bool>(
            async (transaction, token) =>
            {
                await transaction.ExecuteAsync("INSERT INTO note VALUES ('with the memory')", token);
                await store.AppendAsync(Some("m1"), "key", token);
                throw new FormatException();
            },
            Cancellation));
        (await store.FindAsync(Owner.User("ann"), "m1", Cancellation)).ShouldBeNull();
        (await CountAsync()).ShouldBe(0);

        await _database.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.ExecuteAsync("INSERT INTO note VALUES ('with the memory')", token);
                await Should.ThrowAsync<PostgresException>(() => _database.WriteAsync(
                    (inner, inside) => inner.ExecuteAsync("INSERT INTO note VALUES ('lost alone'), ('with the memory')", inside), token));
                return await store.AppendAsync(Some("m1"), "key", token);
            },
            Cancellation);
        (await store.FindAsync(Owner.User("ann"), "m1", Cancellation)).ShouldNotBeNull();
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Write_WithinAWrite_ThatCantHaveItsLock_IsLostAlone()
    {
        await using var hasty = await PostgresDatabase.OpenAsync(_server.Options with { LockTimeout = TimeSpan.FromMilliseconds(50) }, TimeProvider.System, Cancellation);
        var store = new PostgresMemoryStore(hasty);
        await new PostgresMemoryStore(_database).TransactAsync(
            async token =>
            {
                await new PostgresMemoryStore(_database).AppendAsync(Some("held"), "held", token);
                return await hasty.WriteAsync(
                    async (transaction, inside) =>
                    {
                        await hasty.WriteAsync((inner, further) => inner.ExecuteAsync("INSERT INTO note VALUES ('before')", further), inside);
                        await Should.ThrowAsync<PostgresException>(() => store.AppendAsync(Some("waits"), "waits", inside));
                        await store.AppendAsync(Some("other") with { Owner = Owner.User("bob") }, "other", inside);
                        return await transaction.ExecuteAsync("INSERT INTO note VALUES ('after')", inside);
                    },
                    token);
            },
            Cancellation);

        (await CountAsync()).ShouldBe(2);
        (await store.FindAsync(Owner.User("bob"), "other", Cancellation)).ShouldNotBeNull();
        (await store.FindAsync(Owner.User("ann"), "waits", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Write_OfWhichAStatementFailed_IsNotTakenForKept()
    {
        await ExecuteAsync("INSERT INTO note VALUES ('x')");
        await Should.ThrowAsync<PostgresException>(() => _database.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.ExecuteAsync("INSERT INTO note VALUES ('y')", token);
                await Should.ThrowAsync<PostgresException>(() => transaction.ExecuteAsync("INSERT INTO note VALUES ('x')", token));
                return true;
            },
            Cancellation));
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
        var second = _database.WriteAsync((transaction, token) => transaction.ExecuteAsync("INSERT INTO note VALUES ('x')", token), source.Token);
        await source.CancelAsync();
        release.SetResult();

        await first;
        await Should.ThrowAsync<OperationCanceledException>(() => second);
        (await CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Read_CannotWrite_AndLeavesNoBrokenConnection()
    {
        for (var number = 0; number < 20; number++)
        {
            await Should.ThrowAsync<DbException>(() => _database.ReadAsync(
                (connection, token) => connection.QueryAsync("INSERT INTO note VALUES ('x') RETURNING text", row => row.GetString(0), token), Cancellation));
            await Should.ThrowAsync<DbException>(() => _database.QueryAsync(Served.Nobody, "INSERT INTO note VALUES ('x') RETURNING text", row => row.GetString(0), Cancellation));
            (await CountAsync()).ShouldBe(0);
        }
    }

    [Fact]
    public async Task Read_DuringAWrite_SeesWhatWasCommitted()
    {
        var seen = await _database.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.ExecuteAsync("INSERT INTO note VALUES ('x')", token);
                return await CountAsync();
            },
            Cancellation);

        seen.ShouldBe(0);
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Read_SeesOneMoment()
    {
        var seen = await _database.ReadAsync(
            async (connection, token) =>
            {
                var before = await connection.QueryAsync("SELECT count(*) FROM note", row => row.GetInt64(0), token);
                await ExecuteAsync("INSERT INTO note VALUES ('meanwhile')");
                return (before, await connection.QueryAsync("SELECT count(*) FROM note", row => row.GetInt64(0), token));
            },
            Cancellation);

        seen.Item2.ShouldBe(seen.before);
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task ManyWrites_ThatEachReadBeside_DoNotWaitForEachOther()
    {
        await using var small = await PostgresDatabase.OpenAsync(_server.Options with { MaximumConnections = 4 }, TimeProvider.System, Cancellation);
        var store = new PostgresMemoryStore(small);
        await Parallel.ForAsync(0, 20, Cancellation, async (number, token) => await store.TransactAsync(
            async inside =>
            {
                await store.AppendAsync(Some($"{number}") with { Owner = Owner.User($"{number}") }, "key", inside);
                return await store.FindAsync(Owner.User($"{number}"), $"{number}", inside);
            },
            token));
        (await store.OwnersAsync(null, 100, Cancellation)).Count.ShouldBe(20);
    }

    [Fact]
    public async Task Deadlock_IsTriedAgain()
    {
        await ExecuteAsync("INSERT INTO note VALUES ('a'), ('b')");
        using var both = new CountdownEvent(2);
        var attempts = 0;

        Task WriteAsync(string first, string second) => _database.WriteAsync(
            Served.Nobody,
            async (transaction, token) =>
            {
                var attempt = Interlocked.Increment(ref attempts);
                await transaction.ExecuteAsync("UPDATE note SET text = text WHERE text = @text", token, ("@text", first));
                if (attempt <= 2)
                {
                    both.Signal();
                    await Task.Run(() => both.Wait(token), token);
                }

                return await transaction.ExecuteAsync("UPDATE note SET text = text WHERE text = @text", token, ("@text", second));
            },
            Cancellation);

        await Task.WhenAll(WriteAsync("a", "b"), WriteAsync("b", "a"));
        attempts.ShouldBe(3);
    }

    [Fact]
    public async Task Write_WhoseConnectionIsLostOnTheWay_IsRunAgain_AndKeptOnce()
    {
        var attempts = 0;
        await _database.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.ExecuteAsync("INSERT INTO note VALUES (@text)", token, ("@text", $"attempt {++attempts}"));
                if (attempts == 1)
                {
                    await transaction.ScalarAsync("SELECT pg_terminate_backend(pg_backend_pid())", token);
                }

                return true;
            },
            Cancellation);

        (await CountAsync()).ShouldBe(1);
        attempts.ShouldBe(2);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task Write_WhoseCommitIsNotAnswered_IsKeptOnce(bool reaches, int attempts)
    {
        await using var relay = new Relay(new Uri(_server.Url));
        await using var database = await OpenAsync(relay);
        relay.Reaches = reaches;
        var ran = 0;
        await database.WriteAsync(
            async (transaction, token) =>
            {
                relay.Word = ++ran == 1 ? Encoding.UTF8.GetBytes("COMMIT") : null;
                return await transaction.ExecuteAsync("INSERT INTO note VALUES (@text)", token, ("@text", $"attempt {ran}"));
            },
            Cancellation);

        ran.ShouldBe(attempts);
        (await CountAsync()).ShouldBe(1);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task Maintenance_WhoseCommitIsNotAnswered_IsKeptOnce(bool reaches, int attempts)
    {
        await using var relay = new Relay(new Uri(_server.Url));
        await using var database = await OpenAsync(relay);
        relay.Reaches = reaches;
        var ran = 0;
        await database.MaintainAsync(
            writes: true,
            async (connection, token) =>
            {
                relay.Word = ++ran == 1 ? Encoding.UTF8.GetBytes("COMMIT") : null;
                return await connection.ExecuteAsync("INSERT INTO note VALUES ('maintained')", token);
            },
            Cancellation);

        ran.ShouldBe(attempts);
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Write_WhoseCommitIsNotAnswered_AndTheServerIsGone_SaysThatNobodyKnows()
    {
        await using var relay = new Relay(new Uri(_server.Url)) { Reaches = true, StaysDown = true };
        await using var database = await OpenAsync(relay);
        var ran = 0;
        var failure = await Should.ThrowAsync<MemoriException>(() => database.WriteAsync(
            async (transaction, token) =>
            {
                ran++;
                relay.Word = Encoding.UTF8.GetBytes("COMMIT");
                return await transaction.ExecuteAsync("INSERT INTO note VALUES ('x')", token);
            },
            Cancellation));

        (failure.Code, failure.Kind, ran).ShouldBe(("state-outcome-unknown", FaultKind.Unavailable, 1));
        (await Should.ThrowAsync<MemoriException>(() => database.ReadAsync((_, _) => Task.FromResult(1), Cancellation))).Code.ShouldBe("state-database-unavailable");
        relay.IsDown = false;
        (await database.ReadAsync((_, _) => Task.FromResult(1), Cancellation)).ShouldBe(1, "it is used again as soon as it is back");
        (await CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Database_ThatIsDownAtFirst_IsUsedWhenItIsUp()
    {
        await using var relay = new Relay(new Uri(_server.Url)) { IsDown = true };
        await using var database = PostgresDatabase.Create(Through(relay), TimeProvider.System);
        (await Should.ThrowAsync<MemoriException>(() => database.ReadAsync((_, _) => Task.FromResult(1), Cancellation))).Code.ShouldBe("state-database-unavailable");
        relay.IsDown = false;
        (await database.ReadAsync((_, _) => Task.FromResult(1), Cancellation)).ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ManyWrites_WhileItIsDown_FailTogether(bool wasUp)
    {
        await using var relay = new Relay(new Uri(_server.Url)) { IsDown = !wasUp, Reaches = true, StaysDown = wasUp, Word = Encoding.UTF8.GetBytes("cut here") };
        await using var database = PostgresDatabase.Create(Through(relay), TimeProvider.System);
        if (wasUp)
        {
            await Should.ThrowAsync<MemoriException>(() => database.WriteAsync((transaction, token) => transaction.ExecuteAsync("SELECT 'cut here'", token), Cancellation));
        }

        var before = relay.TurnedAway;
        var failures = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Record.ExceptionAsync(async () => await database.WriteAsync((_, _) => Task.FromResult(1), Cancellation)).AsTask()));
        failures.ShouldAllBe(failure => failure is MemoriException && ((MemoriException)failure).Code == "state-database-unavailable");
        (relay.TurnedAway - before).ShouldBeLessThan(30, "not each of them tries for as long as may be, one after the other");
        relay.IsDown = false;
        (await database.WriteAsync((_, _) => Task.FromResult(1), Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task Open_StateOfANewerVersion_SaysSo()
    {
        await _database.WriteAsync((transaction, token) => transaction.ExecuteAsync("INSERT INTO schema_migration VALUES ('Memori.Postgres', 9999, 'later', '')", token), Cancellation);
        (await Should.ThrowAsync<MemoriException>(() => _server.OpenAsync())).Code.ShouldBe("state-newer");
    }

    [Theory]
    [InlineData("mysql://a:b@c/d")]
    [InlineData("postgres://127.0.0.1/db")]
    [InlineData("postgres://a:b@127.0.0.1/")]
    [InlineData("postgres://a:secret@127.0.0.1/db?timeout=5")]
    public void Create_WithWhatIsNoUrl_SaysSo(string url)
    {
        var failure = Should.Throw<MemoriException>(() => PostgresDatabase.Create(new PostgresOptions { Url = url }, TimeProvider.System));
        failure.Code.ShouldBe("state-database-url");
        failure.ToString().ShouldNotContain("secret");
    }

    [Fact]
    public async Task Open_WithAWrongPassword_SaysSo()
    {
        var failure = await Should.ThrowAsync<MemoriException>(() => PostgresDatabase.OpenAsync(
            new PostgresOptions { Url = _server.Url.Replace(":test@", ":wrong@", StringComparison.Ordinal) }, TimeProvider.System, Cancellation));
        failure.Code.ShouldBe("state-database-refused");
    }

    [Fact]
    public async Task Write_WaitingTooLongForALock_SaysBusy()
    {
        await using var hasty = await PostgresDatabase.OpenAsync(_server.Options with { LockTimeout = TimeSpan.FromMilliseconds(50) }, TimeProvider.System, Cancellation);
        await _database.WriteAsync(
            async (transaction, token) =>
            {
                await transaction.ExecuteAsync("LOCK TABLE note", token);
                (await Should.ThrowAsync<MemoriException>(() => hasty.WriteAsync(
                    Served.Nobody, (inner, inside) => inner.ExecuteAsync("INSERT INTO note VALUES ('x')", inside), token))).Code.ShouldBe("state-database-busy");
                return true;
            },
            Cancellation);
    }

    [Fact]
    public async Task AfterDispose_SaysSo()
    {
        var other = await _server.OpenAsync();
        await other.DisposeAsync();

        (await Should.ThrowAsync<MemoriException>(() => other.WriteAsync((_, _) => Task.FromResult(1), Cancellation))).Kind.ShouldBe(FaultKind.Unavailable);
        (await Should.ThrowAsync<MemoriException>(() => other.ReadAsync((_, _) => Task.FromResult(1), Cancellation))).Kind.ShouldBe(FaultKind.Unavailable);
    }

    [Fact]
    public async Task AddPostgresStore_RememberAndReopen_IsRecalledInEverySession()
    {
        await using (var services = new ServiceCollection().AddMemori().AddPostgresStore(_server.Options).Services.BuildServiceProvider())
        {
            await services.GetRequiredService<MemoryEngine>().RememberAsync(
                Scope.Create("ann", "s1"), new NewMemory { Content = "The fiscal year starts in April.", Kind = MemoryKind.Rule }, Cancellation);
        }

        await using (var services = new ServiceCollection().AddMemori().AddPostgresStore(_server.Options).Services.BuildServiceProvider())
        {
            var found = await services.GetRequiredService<MemoryEngine>().RecallAsync(
                Scope.Create("ann", "s2"), new RecallRequest { Query = "When does our fiscal year start?" }, Cancellation);
            found.Single().Memory.Content.ShouldBe("The fiscal year starts in April.");
        }
    }

    [Fact]
    public async Task Recall_WhenAnotherProcessWrites_SeesIt()
    {
        await using var other = await _server.OpenAsync();
        using var here = new MemoryEngine(new PostgresMemoryStore(_database), TimeProvider.System);
        using var there = new MemoryEngine(new PostgresMemoryStore(other), TimeProvider.System);
        var scope = Scope.Create("ann");
        await here.RecallAsync(scope, new RecallRequest { Query = "tea" }, Cancellation);

        var memory = await there.RememberAsync(scope, new NewMemory { Content = "likes tea", Kind = MemoryKind.Preference }, Cancellation);
        (await here.RecallAsync(scope, new RecallRequest { Query = "tea" }, Cancellation)).Count.ShouldBe(1);

        await there.ForgetAsync(scope, memory.Id, cancellationToken: Cancellation);
        (await here.RecallAsync(scope, new RecallRequest { Query = "tea" }, Cancellation)).ShouldBeEmpty();
    }

    private static Memory Some(string id) =>
        new() { Id = id, Owner = Owner.User("ann"), Content = "text", Kind = MemoryKind.Fact };

    private PostgresOptions Through(Relay relay)
    {
        var server = new Uri(_server.Url);
        return new PostgresOptions { Url = _server.Url.Replace($":{server.Port}/", $":{relay.Port}/", StringComparison.Ordinal), ConnectTimeout = TimeSpan.FromSeconds(2) };
    }

    private Task<PostgresDatabase> OpenAsync(Relay relay) => PostgresDatabase.OpenAsync(Through(relay), TimeProvider.System, Cancellation);

    private Task<int> ExecuteAsync(string sql) => _database.WriteAsync((transaction, token) => transaction.ExecuteAsync(sql, token), Cancellation);

    private async Task<long> CountAsync() => (await _database.ReadAsync((connection, token) => connection.QueryAsync("SELECT count(*) FROM note", row => row.GetInt64(0), token), Cancellation))[0];
}
