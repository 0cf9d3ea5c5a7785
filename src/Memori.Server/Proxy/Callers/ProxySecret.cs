using System.Security.Cryptography;
using System.Text;
using Memori.Storage;

namespace Memori.Server.Proxy.Callers;

/// <summary>
/// Names a caller's own credential without telling it: a keyed hash, the same for as long as the state lives, since memories and spending hang on it.
/// Thread-safe.
/// </summary>
internal sealed class ProxySecret(IDatabase database)
{
    private const int Length = 32;

    private const string Select = "SELECT secret FROM proxy_secret";
    private const string Insert = "INSERT INTO proxy_secret (id, secret) VALUES (1, @secret) ON CONFLICT (id) DO NOTHING";

    private byte[]? _secret;

    /// <summary>The name of a credential.</summary>
    public async ValueTask<string> NameAsync(string credential, CancellationToken cancellationToken)
    {
        _secret ??= await ReadAsync(cancellationToken).ConfigureAwait(false) ?? await MakeAsync(cancellationToken).ConfigureAwait(false);
        return "own-" + Convert.ToHexStringLower(HMACSHA256.HashData(_secret, Encoding.UTF8.GetBytes(credential)).AsSpan(0, 16));
    }

    private async Task<byte[]?> ReadAsync(CancellationToken cancellationToken) =>
        await database.ReadAsync(
            static (connection, token) => connection.QueryAsync(Select, static row => row.GetFieldValue<byte[]>(0), token), cancellationToken).ConfigureAwait(false) is [var secret]
            ? secret
            : null;

    private async Task<byte[]> MakeAsync(CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            static (transaction, token) => transaction.ExecuteAsync(Insert, token, ("@secret", RandomNumberGenerator.GetBytes(Length))), cancellationToken).ConfigureAwait(false);
        return (await ReadAsync(cancellationToken).ConfigureAwait(false))!;
    }
}
