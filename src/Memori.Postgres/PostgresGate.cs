using System.Reflection;
using System.Security.Cryptography;
using Memori.Storage;
using Npgsql;

namespace Memori.Postgres;

/// <summary>
/// What is done once before the first statement, and again until it succeeds: the server is looked at, the store's own tables are brought up to date,
/// and the keys of the wall are fetched, all by the direct connection. Then the service's user gets its rights.
/// </summary>
internal sealed class PostgresGate(NpgsqlDataSource direct, string user, bool mayBeUnfinished, TimeProvider time)
{
    private const int OldestServer = 150000;

    private const string Look = "SELECT current_setting('server_version_num')::integer, current_setting('server_version'), current_setting('server_encoding')";

    private const string NewKeys = "INSERT INTO memori_wall (id, inner_key, outer_key) VALUES (1, @inner, @outer) ON CONFLICT (id) DO NOTHING";

    private const string SelectKeys = "SELECT inner_key, outer_key FROM memori_wall";

    private const string SelectFeatures = """
        SELECT current_setting('server_version'), NOT (r.rolsuper OR r.rolbypassrls), pg_has_role(r.oid, c.relowner, 'USAGE'),
            EXISTS (SELECT FROM pg_extension WHERE extname = 'vector')
        FROM pg_roles r, pg_class c WHERE r.rolname = @user AND c.oid = 'memory'::regclass
        """;

    // The wall's keys are for the maker of the tables alone.
    private const string Grant = """
        DO $$
        DECLARE
            service text := current_setting('memori.user');
            made regclass;
        BEGIN
            EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), service);
            FOR made IN SELECT oid FROM pg_class
                WHERE relnamespace = current_schema()::regnamespace AND relkind IN ('r', 'p') AND relowner = current_user::regrole AND relname <> 'memori_wall'
            LOOP
                EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %s TO %I', made, service);
            END LOOP;
        END $$
        """;

    private readonly PostgresMigrator _migrator = new(time);
    private readonly Lock _one = new();
    private volatile OwnerSeal? _seal;
    private Task<OwnerSeal>? _preparing;
    private PostgresFeatures? _features;
    private volatile bool _speaksToServer;

    /// <summary>Whether the direct connections lead to the server's own processes, and not to a pooler's: known once it was passed.</summary>
    public bool SpeaksToServer => _speaksToServer;

    /// <summary>Passes when all of it is done.</summary>
    /// <returns>How transactions say whom they serve.</returns>
    public ValueTask<OwnerSeal> PassAsync(CancellationToken cancellationToken) =>
        _seal is { } seal ? ValueTask.FromResult(seal) : new ValueTask<OwnerSeal>(Preparing().WaitAsync(cancellationToken));

    public async Task<PostgresFeatures> FeaturesAsync(CancellationToken cancellationToken)
    {
        await PassAsync(cancellationToken).ConfigureAwait(false);
        return _features!;
    }

    public async Task MigrateAsync(Assembly library, CancellationToken cancellationToken)
    {
        await PassAsync(cancellationToken).ConfigureAwait(false);
        await PostgresRetries.RunAsync(
            async token =>
            {
                var connection = await direct.OpenConnectionAsync(token).ConfigureAwait(false);
                await using var scope = connection.ConfigureAwait(false);
                if (await _migrator.ApplyAsync(library, connection, token).ConfigureAwait(false) > 0)
                {
                    await GrantAsync(connection, token).ConfigureAwait(false);
                }

                return true;
            },
            cancellationToken).ConfigureAwait(false);
    }

    private static async Task CheckAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var (number, version, encoding) = (await connection.QueryAsync(Look, row => (row.GetInt32(0), row.GetString(1), row.GetString(2)), cancellationToken).ConfigureAwait(false))[0];
        if (number < OldestServer || encoding != "UTF8")
        {
            throw PostgresFaults.Unsuitable(version, encoding);
        }
    }

    /// <summary>The attempt that is under way, for all who come meanwhile, or else a new one.</summary>
    private Task<OwnerSeal> Preparing()
    {
        lock (_one)
        {
            return _preparing is { IsCompleted: false } or { IsCompletedSuccessfully: true } ? _preparing : _preparing = Task.Run(PrepareAsync);
        }
    }

    private async Task<OwnerSeal> PrepareAsync() => _seal = await PostgresRetries.RunAsync(OpenAsync, CancellationToken.None).ConfigureAwait(false);

    private async Task<OwnerSeal> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await direct.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = connection.ConfigureAwait(false);
        await CheckAsync(connection, cancellationToken).ConfigureAwait(false);

        // A pooler makes up the process that it says it is.
        _speaksToServer = (await connection.QueryAsync("SELECT pg_backend_pid()", row => row.GetInt32(0), cancellationToken).ConfigureAwait(false))[0] == connection.ProcessID;
        if (!mayBeUnfinished && await PostgresTables.IsMarkedAsync(connection, cancellationToken).ConfigureAwait(false))
        {
            throw MoveMark.Unfinished();
        }

        await _migrator.ApplyAsync(typeof(PostgresGate).Assembly, connection, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(
            NewKeys, cancellationToken, ("@inner", RandomNumberGenerator.GetBytes(OwnerSeal.KeySize)), ("@outer", RandomNumberGenerator.GetBytes(OwnerSeal.KeySize))).ConfigureAwait(false);
        await GrantAsync(connection, cancellationToken).ConfigureAwait(false);
        _features = (await connection.QueryAsync(
            SelectFeatures,
            row => new PostgresFeatures(row.GetString(0), row.GetBoolean(1), row.GetBoolean(2), row.GetBoolean(3)),
            cancellationToken,
            ("@user", user)).ConfigureAwait(false))[0];
        return (await connection.QueryAsync(SelectKeys, row => new OwnerSeal(row.GetFieldValue<byte[]>(0), row.GetFieldValue<byte[]>(1)), cancellationToken).ConfigureAwait(false))[0];
    }

    private async Task GrantAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        if (await connection.QueryAsync("SELECT current_user", row => row.GetString(0), cancellationToken).ConfigureAwait(false) is [var maker] && maker == user)
        {
            return;
        }

        var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = transaction.ConfigureAwait(false);
        await connection.ExecuteAsync("SELECT set_config('memori.user', @user, true), pg_advisory_xact_lock(hashtextextended('memori:migrations', 0))", cancellationToken, ("@user", user)).ConfigureAwait(false);
        await connection.ExecuteAsync(Grant, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }
}
