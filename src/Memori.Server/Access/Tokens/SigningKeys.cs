using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace Memori.Server.Access.Tokens;

/// <summary>
/// The public keys that tokens are signed with. Kept for an hour; read anew for a key that is not among them, but not more often than every ten seconds,
/// whatever tokens come. When they can't be read, those of the last time serve on. Thread-safe.
/// </summary>
internal sealed partial class SigningKeys(Func<Task<string>> read, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private const int MostKeys = 100;
    private const int ShortestRsaKey = 2048;

    private readonly SemaphoreSlim _turn = new(1);
    private volatile Snapshot? _known;
    private long? _tried;

    /// <summary>The keys with this id, or all when a token names none. Empty when there are none.</summary>
    /// <exception cref="MemoriException"><c>issuer-unavailable</c>: none could be read yet.</exception>
    public async ValueTask<IReadOnlyList<SecurityKey>> FindAsync(string? id, CancellationToken cancellationToken)
    {
        var known = _known;
        if (known is not null && time.GetElapsedTime(known.ReadAt) < Fresh && known.Find(id) is { Count: > 0 } found)
        {
            return found;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (ReferenceEquals(known, _known) && (_tried is not { } last || time.GetElapsedTime(last) >= Pause))
            {
                _tried = time.GetTimestamp();
                await ReadAsync();
            }

            return (_known ?? throw TokenFaults.IssuerUnavailable(null)).Find(id);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    /// <summary>The keys of a JWKS that may sign tokens: public ones of RSA, from 2048 bits, and of elliptic curves.</summary>
    /// <exception cref="ArgumentException">It is no JWKS.</exception>
    public static IReadOnlyList<SecurityKey> Parse(string document) =>
        [.. JsonWebKeySet.Create(document).GetSigningKeys().Where(static key => key is ECDsaSecurityKey || (key is AsymmetricSecurityKey && key.KeySize >= ShortestRsaKey)).Take(MostKeys)];

    // No caller's going away stops it: the others wait for it, and it is not tried again at once.
    private async Task ReadAsync()
    {
        try
        {
            _known = new Snapshot(Parse(await read()), time.GetTimestamp());
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or ArgumentException or JsonException or IOException or UnauthorizedAccessException)
        {
            LogUnreadable(logger, failure);
            if (_known is null)
            {
                throw TokenFaults.IssuerUnavailable(failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The keys that tokens are signed with can't be read; those of the last time serve on, if there were any.")]
    private static partial void LogUnreadable(ILogger logger, Exception exception);

    private sealed record Snapshot(IReadOnlyList<SecurityKey> Keys, long ReadAt)
    {
        public IReadOnlyList<SecurityKey> Find(string? id) => string.IsNullOrEmpty(id) ? Keys : [.. Keys.Where(key => key.KeyId == id)];
    }
}
