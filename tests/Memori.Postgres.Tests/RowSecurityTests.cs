using Memori.Ledger;
using Memori.Storage;
using Npgsql;

namespace Memori.Postgres.Tests;

/// <summary>The second wall: what a statement that forgets its owner, or says that it is another, gets.</summary>
public sealed class RowSecurityTests : IAsyncLifetime
{
    private static readonly Owner Ann = Owner.User("ann");
    private static readonly Owner Bob = Owner.User("bob");

    private readonly PostgresFixture _server = new();
    private PostgresDatabase _database = null!;
    private PostgresMemoryStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        _database = await _server.OpenAsync();
        _store = new PostgresMemoryStore(_database);
        await _store.AppendAsync(Some(Ann, "of ann"), "a", Cancellation);
        await _store.AppendAsync(Some(Bob, "of bob"), "b", Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("SELECT content FROM memory")]
    [InlineData("SELECT owner_id FROM memory_owner")]
    [InlineData("SELECT content FROM memory WHERE owner_kind = 1 OR true")]
    public async Task AStatement_ThatForgetsItsOwner_GetsNothing(string sql)
    {
        (await ReadAsync(Served.Nobody, sql)).ShouldBeEmpty();
        (await ReadAsync(Served.Of(Ann), sql)).ShouldHaveSingleItem().ShouldBeOneOf("of ann", "ann");
    }

    [Fact]
    public async Task AWrite_ThatForgetsItsOwner_ChangesNothing()
    {
        (await WriteAsync(Served.Nobody, "UPDATE memory SET content = 'x'")).ShouldBe(0);
        (await WriteAsync(Served.Nobody, "DELETE FROM memory")).ShouldBe(0);
        (await WriteAsync(Served.Of(Ann), "UPDATE memory SET speaker = 'x'")).ShouldBe(1);
        (await Should.ThrowAsync<PostgresException>(() => WriteAsync(
            Served.Of(Ann), "INSERT INTO memory_deletion (owner_kind, owner_id, version, id) SELECT owner_kind, 'bob', 1, 'x' FROM memory"))).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);

        (await _store.FindAsync(Bob, "of bob", Cancellation))!.Speaker.ShouldBeNull();
    }

    [Theory]
    [InlineData("SELECT set_config('memori.owner', '*', true)")]
    [InlineData("SELECT set_config('memori.owner', owner_kind || ':bob', true) FROM memory")]
    [InlineData("SELECT set_config('memori.owner', left(current_setting('memori.owner'), 65) || '*', true)")]
    [InlineData("SELECT set_config('memori.owner', left(current_setting('memori.owner'), 67) || 'bob', true)")]
    [InlineData("SELECT set_config('memori.owner', repeat('0', 64) || ':*', true)")]
    public async Task SayingThatItServesAnother_ServesNobody(string sql)
    {
        var seen = await _database.ReadAsync(
            Served.Of(Ann),
            async (connection, token) =>
            {
                await connection.QueryAsync(sql, row => row.GetString(0), token);
                return await connection.QueryAsync("SELECT content FROM memory", row => row.GetString(0), token);
            },
            Cancellation);

        seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task AServiceUser_WithoutTheTables_CanDoNothingAboutTheWall()
    {
        var user = _server.Name + "_app";
        await _server.AdministrateAsync($"CREATE ROLE {user} LOGIN PASSWORD 'test'");
        try
        {
            await using var service = await PostgresDatabase.OpenAsync(new PostgresOptions { Url = _server.UrlOf(user), DirectUrl = _server.Url }, TimeProvider.System, Cancellation);
            (await service.FeaturesAsync(Cancellation)).ShouldSatisfyAllConditions(features => features.RowSecurity.ShouldBeTrue(), features => features.OwnsTables.ShouldBeFalse());
            var store = new PostgresMemoryStore(service);
            (await store.AppendAsync(Some(Ann, "more"), "c", Cancellation)).Sequence.ShouldBe(2);
            (await new PostgresJobStore(service, TimeProvider.System).EnqueueAsync(new NewJob("q", "1", Ann, "{}"), Cancellation)).Queue.ShouldBe("q");

            await service.MigrateAsync(typeof(UsageLedger).Assembly, Cancellation);
            (await new UsageLedger(service, TimeProvider.System).CheckAsync(new Payer { UserId = "ann" }, 1, Cancellation)).CurrentUsage.ShouldBe(0, "other libraries' tables are its own as well");

            string[] attempts =
            [
                "SELECT inner_key FROM memori_wall",
                "SELECT memori_seal('*')",
                "ALTER TABLE memory NO FORCE ROW LEVEL SECURITY",
                "ALTER TABLE memory DISABLE ROW LEVEL SECURITY",
                "DROP POLICY served ON memory",
                "CREATE OR REPLACE FUNCTION memori_served() RETURNS text LANGUAGE sql STABLE AS 'SELECT ''*'''",
                "TRUNCATE memory",
                "SET LOCAL row_security = off; SELECT content FROM memory",
                "SET LOCAL ROLE postgres; SELECT content FROM memory",
            ];
            foreach (var attempt in attempts)
            {
                (await Should.ThrowAsync<PostgresException>(
                    () => service.WriteAsync((transaction, token) => transaction.ExecuteAsync(attempt, token), Cancellation), attempt)).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, attempt);
            }

            // What is put before the wall's own table is passed by.
            (await service.WriteAsync(
                async (transaction, token) =>
                {
                    await transaction.ExecuteAsync("CREATE TEMP TABLE memori_wall ON COMMIT DROP AS SELECT 1 AS id, ''::bytea AS inner_key, ''::bytea AS outer_key", token);
                    await transaction.ExecuteAsync("SELECT set_config('memori.owner', encode(sha256(sha256('*')), 'hex') || ':*', true)", token);
                    return await transaction.QueryAsync("SELECT content FROM memory", row => row.GetString(0), token);
                },
                Cancellation)).ShouldBeEmpty();
        }
        finally
        {
            await _server.AdministrateHereAsync($"DROP OWNED BY {user}", $"DROP ROLE {user}");
        }
    }

    [Fact]
    public async Task EveryTableOfAnOwnersContent_IsBehindTheWall() => (await _database.ReadAsync(
        (connection, token) => connection.QueryAsync(
            """
            SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
            WHERE a.attname = 'owner_kind' AND c.relkind IN ('r', 'p') AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
            """,
            row => row.GetString(0),
            token),
        Cancellation)).ShouldBe(["job"], "ids and settings only, taken across owners");

    private static Memory Some(Owner owner, string id) => new() { Id = id, Owner = owner, Content = id, Kind = MemoryKind.Fact };

    private Task<IReadOnlyList<string>> ReadAsync(Served terms, string sql) =>
        _database.ReadAsync(terms, (connection, token) => connection.QueryAsync(sql, row => row.GetString(0), token), Cancellation);

    private Task<int> WriteAsync(Served terms, string sql) => _database.WriteAsync(terms, (transaction, token) => transaction.ExecuteAsync(sql, token), Cancellation);
}
