using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Memori.Storage;
using Memori.Text;

namespace Memori.Server.Access.Keys;

/// <summary>The API keys of the service. Every question goes to the database, so that a key that was revoked elsewhere is refused at once. Thread-safe.</summary>
public sealed class ApiKeys(IDatabase database, TimeProvider time)
{
    private const int LongestName = 200;

    private const string Columns = "SELECT id, prefix, name, role, user_id, memory, created_at, revoked_at, salt, hash FROM api_key";
    private const string SelectByPrefix = $"{Columns} WHERE prefix = @prefix AND revoked_at IS NULL";
    private const string SelectAll = $"{Columns} ORDER BY id";
    private const string SelectAny = "SELECT 1 FROM api_key LIMIT 1";

    private const string Insert =
        """
        INSERT INTO api_key (id, prefix, salt, hash, name, role, user_id, memory, created_at)
        VALUES (@id, @prefix, @salt, @hash, @name, @role, @user_id, @memory, @created_at)
        """;

    private const string Revoke = "UPDATE api_key SET revoked_at = @now WHERE (id = @key OR prefix = @key) AND revoked_at IS NULL RETURNING id";

    private volatile bool _configured;

    /// <summary>Whether a key was ever made. From then on the service is closed to whoever has none: revoking the last key does not open it again.</summary>
    public async ValueTask<bool> AreConfiguredAsync(CancellationToken cancellationToken = default)
    {
        if (!_configured)
        {
            _configured = await database.ReadAsync((connection, token) => connection.QueryAsync(SelectAny, static _ => true, token), cancellationToken).ConfigureAwait(false) is [true];
        }

        return _configured;
    }

    /// <summary>The key that <paramref name="secret"/> is, or null when it is none, or one that was revoked.</summary>
    public async Task<ApiKey?> FindAsync(string secret, CancellationToken cancellationToken = default)
    {
        if (!KeySecret.IsOurs(secret))
        {
            return null;
        }

        var rows = await database.ReadAsync(
            (connection, token) => connection.QueryAsync(
                SelectByPrefix, static row => (Key: Map(row), Salt: row.GetFieldValue<byte[]>(8), Hash: row.GetFieldValue<byte[]>(9)), token, ("@prefix", KeySecret.Prefix(secret))),
            cancellationToken).ConfigureAwait(false);
        return rows is [var (key, salt, hash)] && CryptographicOperations.FixedTimeEquals(hash, KeySecret.Hash(salt, secret)) ? key : null;
    }

    /// <summary>All keys, revoked ones included, in the order in which they were made.</summary>
    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken = default) =>
        database.ReadAsync((connection, token) => connection.QueryAsync(SelectAll, Map, token), cancellationToken);

    /// <summary>Makes a key.</summary>
    /// <exception cref="MemoriException"><c>invalid-key</c>, <c>invalid-id</c>.</exception>
    public async Task<CreatedApiKey> CreateAsync(NewApiKey wanted, CancellationToken cancellationToken = default)
    {
        var user = wanted.UserId is { Length: > 0 } id ? Scope.Create(id).UserId : null;
        if (wanted.Role == KeyRole.User && user is null)
        {
            throw KeyFaults.Invalid(new LocalizedText("A key of role user needs the user that it speaks for.", "角色为 user 的密钥必须指定其代表的用户。"));
        }

        if (wanted.Name.Length > LongestName || wanted.Name.Any(char.IsControl))
        {
            throw KeyFaults.Invalid(new LocalizedText($"The name of a key has at most {LongestName} characters and no controls.", $"密钥名称最多 {LongestName} 个字符,且不能含控制字符。"));
        }

        var secret = KeySecret.New();
        var salt = KeySecret.NewSalt();
        var now = time.GetUtcNow();
        var key = new ApiKey
        {
            Id = Guid.CreateVersion7(now).ToString(),
            Prefix = KeySecret.Prefix(secret),
            Name = wanted.Name,
            Role = wanted.Role,
            UserId = user,
            Memory = wanted.Memory,
            CreatedAt = now,
        };
        await database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync(
                Insert,
                token,
                ("@id", key.Id),
                ("@prefix", key.Prefix),
                ("@salt", salt),
                ("@hash", KeySecret.Hash(salt, secret)),
                ("@name", key.Name),
                ("@role", key.Role.ToString().ToLowerInvariant()),
                ("@user_id", key.UserId),
                ("@memory", key.Memory switch { true => "on", false => "off", null => null }),
                ("@created_at", Text(now))),
            cancellationToken).ConfigureAwait(false);
        return new CreatedApiKey(key, secret);
    }

    /// <summary>Revokes a key by its id or prefix: from now on nobody is let in with it.</summary>
    /// <returns>False when there is none that is in use.</returns>
    public async Task<bool> RevokeAsync(string key, CancellationToken cancellationToken = default) =>
        await database.WriteAsync(
            (transaction, token) => transaction.ScalarAsync(Revoke, token, ("@key", key), ("@now", Text(time.GetUtcNow()))), cancellationToken).ConfigureAwait(false) is not null;

    private static ApiKey Map(DbDataReader row) => new()
    {
        Id = row.GetString(0),
        Prefix = row.GetString(1),
        Name = row.GetString(2),
        Role = Enum.Parse<KeyRole>(row.GetString(3), ignoreCase: true),
        UserId = row.IsDBNull(4) ? null : row.GetString(4),
        Memory = row.IsDBNull(5) ? null : row.GetString(5) == "on",
        CreatedAt = Time(row.GetString(6)),
        RevokedAt = row.IsDBNull(7) ? null : Time(row.GetString(7)),
    };

    private static string Text(DateTimeOffset at) => at.ToString("O", CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind);
}
