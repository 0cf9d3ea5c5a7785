using System.Buffers;
using System.Collections.Frozen;
using System.Net.Http.Headers;
using Memori.Server.Access.Keys;

namespace Memori.Server.Proxy;

/// <summary>Which headers pass: all but those of one hop, those that name the hop, and ours.</summary>
internal static class ProxyHeaders
{
    private const string OursPrefix = "X-Memori-";

    /// <summary>RFC 9110, 7.6.1, and what an older proxy says.</summary>
    private static readonly FrozenSet<string> OfOneHop = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Proxy-Connection", "TE", "Trailer", "Transfer-Encoding", "Upgrade");

    // Accept-Encoding: what is passed on as it came must be read on the way, to be paid for; so it comes as it is.
    // Whose trace a call is part of, and what it carries along, is told to our own collector alone.
    private static readonly FrozenSet<string> OfThisHop = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Host", "Content-Length", "Expect", "Accept-Encoding", "X-User-Id", "X-Session-Id", "traceparent", "tracestate", "baggage", "Correlation-Context");

    private static readonly SearchValues<char> Writable = SearchValues.Create(['\t', .. Enumerable.Range(' ', 0x7f - ' ').Select(code => (char)code)]);

    private static readonly FrozenSet<string> Credentials = FrozenSet.Create(StringComparer.OrdinalIgnoreCase, "x-api-key", "Authorization");

    /// <summary>Gives the headers of a client's request to the request that goes to the API.</summary>
    /// <param name="from">The client's request.</param>
    /// <param name="to">The API's, with its content.</param>
    /// <param name="serviceKey">What goes in the place of the client's credentials; null when those are passed on.</param>
    /// <param name="passCredentials">Whether the client's credentials are passed on.</param>
    public static void Copy(HttpRequest from, HttpRequestMessage to, string? serviceKey, bool passCredentials)
    {
        var named = from.Headers.Connection;
        foreach (var (name, values) in from.Headers)
        {
            if (OfOneHop.Contains(name) || OfThisHop.Contains(name) || (Credentials.Contains(name) && !(passCredentials && IsForeign(values)))
                || name.StartsWith(OursPrefix, StringComparison.OrdinalIgnoreCase) || (named.Count > 0 && Names(named, name)))
            {
                continue;
            }

            if (!to.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
            {
                to.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
            }
        }

        to.Headers.TryAddWithoutValidation("Accept-Encoding", "identity");
        if (!passCredentials && serviceKey is not null)
        {
            to.Headers.TryAddWithoutValidation("x-api-key", serviceKey);
        }
    }

    /// <summary>Gives status and headers of the API's response to the client's.</summary>
    public static void Copy(HttpResponseMessage from, HttpResponse to)
    {
        to.StatusCode = (int)from.StatusCode;
        Copy(from.Headers.NonValidated, to);
        Copy(from.Content.Headers.NonValidated, to);
    }

    private static void Copy(HttpHeadersNonValidated from, HttpResponse to)
    {
        foreach (var (name, values) in from)
        {
            if (!OfOneHop.Contains(name) && values.All(IsWritable))
            {
                to.Headers[name] = values.Count == 1 ? values.ToString() : values.ToArray();
            }
        }
    }

    // The server refuses to write anything else: better a header less than an answer less.
    private static bool IsWritable(string value) => !value.AsSpan().ContainsAnyExcept(Writable);

    // A key of ours is for us alone, in whatever header it came.
    private static bool IsForeign(IEnumerable<string?> credentials) =>
        credentials.All(credential => !KeySecret.IsOurs(credential) && !KeySecret.IsOurs(KeySecret.OfBearer(credential)));

    private static bool Names(IEnumerable<string?> connection, string name) =>
        connection.Any(value => value is not null && value.Split(',', StringSplitOptions.TrimEntries).Contains(name, StringComparer.OrdinalIgnoreCase));
}
