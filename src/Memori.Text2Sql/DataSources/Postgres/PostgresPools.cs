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
        var pool = s_pools.GetOrAdd($"{key}\n{connectionString}", static (_, from) => Build(from.connectionString, from.key), (connectionString, key));
        return await OpenAsync(pool, connectionString, key, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Opens a connection that no pool keeps: for a login that is only tried.</summary>
    /// <exception cref="MemoriException">It can't be reached, or lets nobody in.</exception>
    public static Task<NpgsqlConnection> OpenAloneAsync(string connectionString, string key, CancellationToken cancellationToken) =>
        OpenAsync(Build(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString, key), connectionString, key, cancellationToken);

    private static async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource source, string connectionString, string key, CancellationToken cancellationToken)
    {
        try
        {
            return await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (NpgsqlException failure)
        {
            throw Explain(failure, key, new NpgsqlConnectionStringBuilder(connectionString).Username ?? "");
        }
    }

    // What is connected to may be an address: a certificate is still held against the name that was given.
    private static NpgsqlDataSource Build(string connectionString, string key)
    {
        var host = DatabaseUrl.Parse(key).Host;
        var builder = new NpgsqlDataSourceBuilder(connectionString);
        builder.UseSslClientAuthenticationOptionsCallback(options => options.TargetHost = host);
        return builder.Build();
    }

    private static MemoriException Explain(NpgsqlException failure, string key, string user) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } => DataSourceFaults.NoSuchDatabase(key, failure),
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
            DataSourceFaults.LoginFailed(key, user, failure),
        PostgresException { SqlState: PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.CannotConnectNow } => DataSourceFaults.Unreachable(key, failure),
        PostgresException server => DataSourceFaults.ServerFailed(key, server.MessageText, failure),
        { InnerException: System.Security.Authentication.AuthenticationException } => DataSourceFaults.NoTls(key, failure),
        { InnerException: SocketException or TimeoutException or IOException } => DataSourceFaults.Unreachable(key, failure),
        _ when failure.Message.Contains("password", StringComparison.OrdinalIgnoreCase) => DataSourceFaults.LoginFailed(key, user, failure),
        _ => DataSourceFaults.Unreachable(key, failure),
    };
}
