using System.Text.Json;
using Memori.Server.Ask;
using Memori.Server.Audit;
using Memori.Storage;

namespace Memori.Server.Access.Keys;

/// <summary>
/// The API keys of the service. A key that was revoked or rotated is refused at once in this process, and within a second in others that share the store.
/// Thread-safe.
/// </summary>
public sealed class ApiKeys
{
    /// <summary>The longest overlap of <see cref="RotateAsync"/>.</summary>
    public static readonly TimeSpan LongestOverlap = TimeSpan.FromDays(30);

    private const int LongestSecret = 200;

    private const string SelectByPrefix = $"SELECT {KeyRow.Columns} FROM api_key WHERE prefix = @prefix AND revoked_at IS NULL";
    private const string SelectAll = $"SELECT {KeyRow.Columns} FROM api_key ORDER BY id";
    private const string SelectAny = "SELECT 1 FROM api_key LIMIT 1";
    private const string SelectInUse =
        $"SELECT {KeyRow.Columns} FROM api_key WHERE (id = @key OR prefix = @key) AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > @now)";

    private const string Insert =
        """
        INSERT INTO api_key (id, prefix, salt, hash, name, role, user_id, memory, created_at, expires_at, grants)
        VALUES (@id, @prefix, @salt, @hash, @name, @role, @user_id, @memory, @created_at, @expires_at, @grants)
        """;

    private const string Rotate =
        """
        UPDATE api_key SET salt = @salt, hash = @hash, previous_salt = @previous_salt, previous_hash = @previous_hash, previous_until = @previous_until, rotated_at = @now
        WHERE id = @id
        """;

    private const string Revoke =
        $"UPDATE api_key SET revoked_at = @now WHERE (id = @key OR prefix = @key) AND revoked_at IS NULL RETURNING {KeyRow.Columns}";

    private readonly IDatabase _database;
    private readonly TimeProvider _time;
    private readonly KeyCache _cache;
    private readonly KeyUse _use;
    private volatile bool _configured;
    private volatile Unconfigured? _unconfigured;

    /// <summary>Creates them over the service's state.</summary>
    public ApiKeys(IDatabase database, TimeProvider time)
    {
        _database = database;
        _time = time;
        _cache = new KeyCache(time);
        _use = new KeyUse(database);
    }

    /// <summary>Whether a key was ever made. From then on the service is closed to whoever has none: revoking the last key does not open it again.</summary>
    public async ValueTask<bool> AreConfiguredAsync(CancellationToken cancellationToken = default)
    {
        if (_configured)
        {
            return true;
        }

        if (_unconfigured is { } known && _cache.IsFresh(known.Asked))
        {
            return false;
        }

        var asked = _cache.Now();
        if (await _database.ReadAsync(static (connection, token) => connection.QueryAsync(SelectAny, static _ => true, token), cancellationToken).ConfigureAwait(false) is [true])
        {
            return _configured = true;
        }

        _unconfigured = new Unconfigured(asked);
        return false;
    }

    /// <summary>The key that <paramref name="secret"/> is, or null when it is none, or one that expired, was revoked or replaced.</summary>
    public async ValueTask<ApiKey?> FindAsync(string secret, CancellationToken cancellationToken = default)
    {
        if (!KeySecret.IsOurs(secret) || secret.Length > LongestSecret)
        {
            return null;
        }

        var digest = KeyCache.Digest.Of(secret);
        if (!_cache.TryGet(digest, out var found))
        {
            var asked = _cache.Now();
            found = await ReadAsync(secret, cancellationToken).ConfigureAwait(false);
            _cache.Keep(digest, found, asked);
        }

        var now = _time.GetUtcNow();
        if (found is null || found.Until <= now || found.Key.ExpiresAt <= now)
        {
            return null;
        }

        _use.Note(found.Key, DateOnly.FromDateTime(now.UtcDateTime));
        return found.Key;
    }

    /// <summary>All keys, revoked ones included, in the order in which they were made.</summary>
    public Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken = default) =>
        _database.ReadAsync(static (connection, token) => connection.QueryAsync(SelectAll, KeyRow.MapKey, token), cancellationToken);

    /// <summary>Makes a key.</summary>
    /// <exception cref="MemoriException"><c>invalid-key</c>, <c>invalid-id</c>.</exception>
    public async Task<CreatedApiKey> CreateAsync(NewApiKey wanted, CancellationToken cancellationToken = default)
    {
        var secret = KeySecret.New();
        var kept = SealedSecret.Of(secret);
        var key = KeyRules.Require(wanted, KeySecret.Prefix(secret), _time.GetUtcNow());
        await _database.WriteAsync(
            (transaction, token) => transaction.ExecuteAsync(
                Insert,
                token,
                ("@id", key.Id),
                ("@prefix", key.Prefix),
                ("@salt", kept.Salt),
                ("@hash", kept.Hash),
                ("@name", key.Name),
                ("@role", key.Role.ToString().ToLowerInvariant()),
                ("@user_id", key.UserId),
                ("@memory", key.Memory switch { true => "on", false => "off", null => null }),
                ("@created_at", KeyRow.Text(key.CreatedAt)),
                ("@expires_at", KeyRow.Text(key.ExpiresAt)),
                ("@grants", JsonSerializer.Serialize(new KeyGrants(key.DataSources, key.RuleRoles, key.Attributes), ServiceJson.Readable.KeyGrants))),
            cancellationToken).ConfigureAwait(false);
        _cache.Forget();
        AuditedKey.Note(key);
        return new CreatedApiKey(key, secret);
    }

    /// <summary>Gives a key a new secret, by its id or prefix, both of which stay.</summary>
    /// <param name="key">Its id or prefix.</param>
    /// <param name="overlap">For how long the old secret is good as well; zero for not at all. At most <see cref="LongestOverlap"/>. A secret before that one is refused at once.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>Null when there is none that is in use.</returns>
    /// <exception cref="MemoriException"><c>invalid-overlap</c>.</exception>
    public async Task<CreatedApiKey?> RotateAsync(string key, TimeSpan overlap, CancellationToken cancellationToken = default)
    {
        KeyRules.RequireOverlap(overlap);
        var now = _time.GetUtcNow();
        var rotated = await _database.WriteAsync<CreatedApiKey?>(
            async (transaction, token) =>
            {
                if (await transaction.QueryAsync(SelectInUse, KeyRow.Map, token, ("@key", key), ("@now", KeyRow.Text(now))).ConfigureAwait(false) is not [var row])
                {
                    return null;
                }

                var secret = KeySecret.WithPrefix(row.Key.Prefix);
                var kept = SealedSecret.Of(secret);
                var previous = overlap > TimeSpan.Zero ? row.Current : null;
                var changed = row.Key with { RotatedAt = now, PreviousUntil = previous is null ? null : now + overlap };
                await transaction.ExecuteAsync(
                    Rotate,
                    token,
                    ("@salt", kept.Salt),
                    ("@hash", kept.Hash),
                    ("@previous_salt", previous?.Salt),
                    ("@previous_hash", previous?.Hash),
                    ("@previous_until", KeyRow.Text(changed.PreviousUntil)),
                    ("@now", KeyRow.Text(now)),
                    ("@id", row.Key.Id)).ConfigureAwait(false);
                return new CreatedApiKey(changed, secret);
            },
            cancellationToken).ConfigureAwait(false);
        _cache.Forget();
        if (rotated is not null)
        {
            AuditedKey.Note(rotated.Key);
        }

        return rotated;
    }

    /// <summary>Revokes a key by its id or prefix: from now on nobody is let in with it.</summary>
    /// <returns>False when there is none that is in use.</returns>
    public async Task<bool> RevokeAsync(string key, CancellationToken cancellationToken = default)
    {
        var revoked = await _database.WriteAsync(
            (transaction, token) => transaction.QueryAsync(Revoke, KeyRow.MapKey, token, ("@key", key), ("@now", KeyRow.Text(_time.GetUtcNow()))), cancellationToken).ConfigureAwait(false);
        _cache.Forget();
        if (revoked is not [var gone])
        {
            return false;
        }

        AuditedKey.Note(gone);
        return true;
    }

    /// <summary>Believes nothing that was read so far: keys were changed in a unit of work of somebody else's.</summary>
    internal void Reread() => _cache.Forget();

    /// <summary>Writes down on which day keys were last used.</summary>
    internal Task FlushUseAsync(CancellationToken cancellationToken) => _use.FlushAsync(cancellationToken);

    // Whatever comes is held against two secrets, a real one's or nobody's: the time does not tell which secret was wrong, nor how nearly right it was. That a prefix
    // is known, which is no secret, costs the reading of its row.
    private async Task<FoundKey?> ReadAsync(string secret, CancellationToken cancellationToken)
    {
        var rows = await _database.ReadAsync(
            (connection, token) => connection.QueryAsync(SelectByPrefix, KeyRow.Map, token, ("@prefix", KeySecret.Prefix(secret))), cancellationToken).ConfigureAwait(false);
        var row = rows is [var one] ? one : null;
        var current = (row?.Current ?? SealedSecret.Nobodys).Matches(secret);
        var previous = (row?.Previous ?? SealedSecret.Nobodys).Matches(secret);
        return row switch
        {
            null => null,
            _ when current => new FoundKey(row.Key, null),
            _ when previous => new FoundKey(row.Key, row.Key.PreviousUntil),
            _ => null,
        };
    }

    private sealed record Unconfigured(KeyCache.Moment Asked);
}
