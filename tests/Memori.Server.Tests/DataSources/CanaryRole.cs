using Npgsql;

namespace Memori.Server.Tests.DataSources;

/// <summary>A role of its own on the server of the tests.</summary>
internal sealed class CanaryRole : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly string _name;
    private readonly string _place;

    private CanaryRole(NpgsqlConnection connection, string name, string place)
    {
        _connection = connection;
        _name = name;
        _place = place;
    }

    public string Target => $"postgres://{_name}@{_place}";

    public static async Task<CanaryRole> CreateAsync(string url, string password)
    {
        var uri = new Uri(url);
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host,
            Port = uri.Port,
            Username = uri.UserInfo.Split(':')[0],
            Password = Uri.UnescapeDataString(uri.UserInfo.Split(':', 2)[1]),
            Database = uri.AbsolutePath[1..],
            Pooling = false,
        };
        var connection = new NpgsqlConnection(builder.ConnectionString);
        await connection.OpenAsync();
        var role = new CanaryRole(connection, "memori_canary_" + Guid.CreateVersion7(DateTimeOffset.UnixEpoch).ToString("N")[^10..], $"{uri.Host}:{uri.Port}{uri.AbsolutePath}");
        await role.RunAsync($"CREATE ROLE {role._name} LOGIN PASSWORD '{password}'");
        return role;
    }

    public string TargetWith(string password) => $"postgres://{_name}:{Uri.EscapeDataString(password)}@{_place}";

    /// <summary>Nobody can log in with it any more.</summary>
    public Task ForgetAsync() => RunAsync($"ALTER ROLE {_name} NOLOGIN; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '{_name}'");

    public async ValueTask DisposeAsync()
    {
        await ForgetAsync();
        await RunAsync($"DROP OWNED BY {_name}; DROP ROLE {_name}");
        await _connection.DisposeAsync();
    }

    private async Task RunAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }
}
