using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Memori.Server.Access;

namespace Memori.Server.Limits;

/// <summary>
/// Makes the guessing of keys slow: an address that came with too many that were refused waits, before the next one is looked at. Who was let in before is not kept waiting by others behind the same
/// address. Thread-safe.
/// </summary>
internal sealed class KeyAttempts(RequestDelegate next, TimeProvider time)
{
    /// <summary>Refused attempts of an address in a minute.</summary>
    public const int PerMinute = 20;

    // Of full hashes: a part of a key is no key. More than a company has; beyond, all are learned anew.
    private const int MostKnown = 10_000;

    private static readonly string[] Headers = ["Authorization", "x-api-key", AccessGate.Header];

    private readonly TokenBuckets _refused = new(PerMinute, time);
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>Notes that a request passed the check of its key.</summary>
    public static void LetIn(HttpContext context)
    {
        if (context.Features.Get<Attempt>() is { } attempt)
        {
            attempt.IsLetIn = true;
            if (AccessGate.IdentityOf(context.Request) is not null)
            {
                attempt.Remember();
            }
        }
    }

    public async Task InvokeAsync(HttpContext context)
    {
        if (HashOf(context.Request) is not { } hash)
        {
            await next(context);
            return;
        }

        var address = RemoteAddress.Of(context);
        if (_refused.Look(address) is { HasToken: false } state && !_known.ContainsKey(hash))
        {
            throw LimitFaults.TooManyAttempts(state.NextIn);
        }

        var attempt = new Attempt(_known, hash);
        context.Features.Set(attempt);
        try
        {
            await next(context);
        }
        catch (MemoriException refused) when (refused.Kind == FaultKind.Unauthenticated && !attempt.IsLetIn)
        {
            _refused.Take(address);
            throw;
        }
    }

    private static string? HashOf(HttpRequest request)
    {
        var sent = string.Join('\n', Headers.Select(header => request.Headers[header].ToString()));
        return sent.Length < Headers.Length ? null : Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(sent)));
    }

    private sealed class Attempt(ConcurrentDictionary<string, bool> known, string hash)
    {
        public bool IsLetIn { get; set; }

        public void Remember()
        {
            if (known.Count >= MostKnown)
            {
                known.Clear();
            }

            known.TryAdd(hash, true);
        }
    }
}
