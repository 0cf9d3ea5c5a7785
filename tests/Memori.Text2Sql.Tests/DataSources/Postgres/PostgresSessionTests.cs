using Memori.Text2Sql.DataSources.Postgres;
using Memori.Text2Sql.Tests.Support;
using Npgsql;

namespace Memori.Text2Sql.Tests.DataSources.Postgres;

/// <summary>What one session leaves for the next on the same pooled connection: nothing, even when its statements got out of its transaction.</summary>
public sealed class PostgresSessionTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private const string State =
        """
        SELECT pg_backend_pid(),
               current_setting('transaction_read_only'), current_setting('default_transaction_read_only'), current_setting('search_path'),
               current_setting('statement_timeout'), current_setting('lock_timeout'), current_setting('idle_in_transaction_session_timeout'),
               current_setting('work_mem'), current_setting('temp_file_limit'), current_setting('row_security'), current_user = session_user,
               to_regclass('pg_temp.poison') IS NULL,
               (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()),
               (SELECT count(*) FROM pg_prepared_statements WHERE name = 'poison'),
               (SELECT count(*) FROM pg_listening_channels()),
               (SELECT count(*) FROM pg_cursors WHERE name = 'poison'),
               current_setting('app.tenant', true) IS NULL OR current_setting('app.tenant', true) = ''
        """;

    [Fact]
    public async Task PoisonedConnection_IsCleanAgain()
    {
        var clean = await StateAsync();
        await using (var session = await PostgresReadOnlySession.BeginAsync(postgres.Source, Patience, Token))
        {
            // In one message: once out of its transaction, the session takes no other command.
            string[] poison =
            [
                "COMMIT", "SET search_path = poison", "SET default_transaction_read_only = off", "SET statement_timeout = 0", "SET row_security = off", "SET app.tenant = 'b'",
                "CREATE TEMP TABLE poison (a int)", "SELECT pg_advisory_lock(42)", "PREPARE poison AS SELECT 1", "LISTEN poison",
                "DECLARE poison CURSOR WITH HOLD FOR SELECT 1", "SET SESSION AUTHORIZATION pg_database_owner",
            ];
            await session.RunAsync(string.Join(';', poison), Token);
            await Should.ThrowAsync<InvalidOperationException>(() => session.RunAsync("SELECT 1", Token));
        }

        var after = await StateAsync();

        after.ShouldBe(clean);
        clean[1..].ShouldBe(["on", "on", "pg_catalog, public", "10s", "5s", "1min", "16MB", "1GB", "on", "t", "t", "0", "0", "0", "0", "t"]);
    }

    [Fact]
    public async Task Transaction_CanNotBecomeWritable()
    {
        await using var session = await PostgresReadOnlySession.BeginAsync(postgres.Source, Patience, Token);

        (await Should.ThrowAsync<PostgresException>(() => session.RunAsync("SET TRANSACTION READ WRITE", Token))).SqlState.ShouldBe(PostgresErrorCodes.ActiveSqlTransaction);
    }

    [Fact]
    public async Task ConnectionsThatTheServerClosed_AreOpenedAgain()
    {
        await StateAsync();
        await postgres.RunAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");

        (await StateAsync())[1].ShouldBe("on");
    }

    [Fact]
    public async Task TimeLimit_StopsAStatement()
    {
        await using var session = await PostgresReadOnlySession.BeginAsync(postgres.Source, TimeSpan.FromMilliseconds(200), Token);

        (await Should.ThrowAsync<PostgresException>(() => session.RunAsync("SELECT count(*) FROM generate_series(1, 1000000000)", Token))).SqlState.ShouldBe(PostgresErrorCodes.QueryCanceled);
    }

    private async Task<string?[]> StateAsync()
    {
        await using var session = await PostgresReadOnlySession.BeginAsync(postgres.Source, Patience, Token);
        return (await session.QueryAsync(State, Token))[0];
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
