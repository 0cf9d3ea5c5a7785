using System.Buffers;

namespace Memori.Server.Telemetry.Requests;

/// <summary>The id of a request: what its log lines, its answer and its errors have in common.</summary>
internal static class RequestId
{
    /// <summary>The header in which a caller may give it, and in which every answer says it.</summary>
    public const string Header = "X-Request-Id";

    private const int Longest = 128;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    private static readonly AsyncLocal<string?> Ambient = new();

    /// <summary>The id of the request that is being worked on; null outside of any.</summary>
    public static string? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    /// <summary>The caller's own id when it is one of 1 to 128 letters, digits, dots, dashes and underscores, else a new one.</summary>
    public static string Of(HttpRequest request, TimeProvider time) =>
        request.Headers[Header] is [{ Length: > 0 and <= Longest } given] && !given.AsSpan().ContainsAnyExcept(Allowed)
            ? given
            : Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
}
