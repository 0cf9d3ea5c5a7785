using System.Collections.Concurrent;
using System.Net.Sockets;
using Npgsql;

namespace Memori.Text2Sql.DataSources.Postgres;

/// <summary>One bounded pool for each connection string, for the life of the process. Connections are reset when they are given back. Thread-safe.</summary>
internal static class PostgresPools
{
    private static readonly ConcurrentDictionary<string, NpgsqlDataSource> s_pools = new(StringComparer.Ordinal);

    /// <summary>Opens a connection.</summary>
    /// <param name="connectionString">How to reach it.</param>
    /// <param name="key">The datasource's key, for messages.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MemoriException">It can't be reached, or lets nobody in.</exception>
    public static async Task<NpgsqlConnection> OpenAsync(string connectionString, string key, CancellationToken cancellationToken)
    {
        var pool = s_pools.GetOrAdd(connectionString, static text => new NpgsqlDataSourceBuilder(text).Build());
        try
        {
            return await pool.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException failure)
        {
            throw Explain(failure, key, new NpgsqlConnectionStringBuilder(connectionString).Username ?? "");
        }
    }

    private static MemoriException Explain(NpgsqlException failure, string key, string user) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => DataSourceFaults.NoSuchDatabase(key, failure),
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            DataSourceFaults.LoginFailed(key, user, failure),
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow } => DataSourceFaults.Unreachable(key, failure),
        PostgresException server => DataSourceFaults.ServerFailed(key, server.MessageText, failure),
        { InnerException: SocketException or TimeoutException or IOException } => DataSourceFaults.Unreachable(key, failure),
        _ when failure.Message.Contains("password", StringComparison.OrdinalIgnoreCase) => DataSourceFaults.LoginFailed(key, user, failure),
        _ => DataSourceFaults.Unreachable(key, failure),
    };
}
