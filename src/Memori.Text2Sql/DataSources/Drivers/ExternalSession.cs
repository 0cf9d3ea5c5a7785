using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;

namespace Memori.Text2Sql.DataSources.Drivers;

/// <summary>A read-only transaction on a connection of an ADO.NET provider; rolled back when disposed. Speaks only System.Data.Common.</summary>
internal sealed class ExternalSession : IAsyncDisposable
{
    /// <summary>How long a statement on the catalog may take.</summary>
    public static readonly TimeSpan CatalogTimeout = TimeSpan.FromSeconds(30);

    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;

    private ExternalSession(DbConnection connection, DbTransaction transaction)
    {
        _connection = connection;
        _transaction = transaction;
    }

    /// <summary>Begins a session whose statements may each take <paramref name="timeout"/>.</summary>
    /// <exception cref="MemoriException">The database can't be reached, or will not be read-only.</exception>
    public static async Task<ExternalSession> BeginAsync(DatabaseDriver driver, string connectionString, string key, TimeSpan timeout, CancellationToken cancellationToken)
    {
        if (!DbProviderFactories.TryGetFactory(driver.ProviderName, out var factory) || factory.CreateConnection() is not { } connection)
        {
            throw DataSourceFaults.NoDriver(key);
        }

        try
        {
            connection.ConnectionString = connectionString;
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            var session = new ExternalSession(connection, await connection.BeginTransactionAsync(driver.Isolation, cancellationToken).ConfigureAwait(false));
            foreach (var statement in driver.Confine(timeout))
            {
                using var confine = session.Command(statement, timeout);
                await confine.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }

            using var question = session.Command(driver.ReadOnlyQuery, timeout);
            var answer = Convert.ToString(await question.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture);
            return string.Equals(answer, driver.ReadOnlyAnswer, StringComparison.OrdinalIgnoreCase) ? session : throw DataSourceFaults.NotReadOnly(key);
        }
        catch (DbException failure)
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw Explain(failure, key);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>A command in the session.</summary>
    public DbCommand Command(string sql, TimeSpan timeout)
    {
        var command = _connection.CreateCommand();
        command.Transaction = _transaction;
        command.CommandText = sql;
        command.CommandTimeout = (int)Math.Ceiling(timeout.TotalSeconds);
        return command;
    }

    /// <summary>The rows of a statement of ours, as text.</summary>
    public async Task<List<string?[]>> QueryAsync(string sql, CancellationToken cancellationToken)
    {
        using var command = Command(sql, CatalogTimeout);
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = reader.ConfigureAwait(false);
        List<string?[]> rows = [];
        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture))]);
        }

        return rows;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (DbException)
        {
            // The connection broke: the server rolls back by itself.
        }

        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    // The classes of SQLSTATE are the standard's: 28 authorization, 3D no such database.
    private static MemoriException Explain(DbException failure, string key) => failure switch
    {
        { SqlState: ['2', '8', ..] } => DataSourceFaults.LoginFailed(key, "", failure),
        { SqlState: ['3', 'D', ..] } => DataSourceFaults.NoSuchDatabase(key, failure),
        { InnerException: SocketException or TimeoutException or IOException } => DataSourceFaults.Unreachable(key, failure),
        _ => DataSourceFaults.ServerFailed(key, failure.Message, failure),
    };
}
