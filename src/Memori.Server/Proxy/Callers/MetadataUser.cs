using System.Text.Json;
using System.Text.RegularExpressions;

namespace Memori.Server.Proxy.Callers;

/// <summary>
/// The user and the session that a client names in <c>metadata.user_id</c>. Claude Code writes both into it, in one of two forms:
/// <c>user_…_account_…_session_…</c>, or JSON with <c>device_id</c>, <c>account_uuid</c> and <c>session_id</c>. Both name the same person: by the account or,
/// without one, the device.
/// </summary>
/// <param name="UserId">The user, or null.</param>
/// <param name="SessionId">The session, or null.</param>
internal readonly partial record struct MetadataUser(string? UserId, string? SessionId)
{
    // Far more than any client writes.
    private const int Longest = 2_000;

    /// <summary>Reads what a client named.</summary>
    public static MetadataUser Read(string? userId) => userId switch
    {
        null or "" or { Length: > Longest } => default,
        ['{', ..] when ReadJson(userId) is { } read => read,
        _ when Joined().Match(userId) is { Success: true } match =>
            new MetadataUser(First(match.Groups["account"].Value, match.Groups["device"].Value), match.Groups["session"].Value),
        _ => new MetadataUser(userId, null),
    };

    private static MetadataUser? ReadJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var user = First(Text(root, "account_uuid"), Text(root, "device_id"));
            var session = Text(root, "session_id");
            return user is null && session is null ? null : new MetadataUser(user, session);
        }
        catch (JsonException)
        {
            // An id that only begins like JSON.
            return null;
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? First(value.GetString()) : null;

    private static string? First(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrEmpty(text))
            {
                return text;
            }
        }

        return null;
    }

    [GeneratedRegex("^user_(?<device>[0-9a-zA-Z]+)_account_(?<account>[0-9a-zA-Z-]*)_session_(?<session>[0-9a-zA-Z-]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Joined();
}
