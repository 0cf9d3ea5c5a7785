using System.Globalization;
using System.Text.Json.Nodes;
using Memori.Server.Access.Keys;

namespace Memori.Server.Audit;

/// <summary>
/// Which key was made, rotated or revoked in a flow of control, and with what rights, for the entry about it. Ambient: what happens after <see cref="Begin"/>,
/// however far below, is noted until it is disposed.
/// </summary>
public sealed class AuditedKey : IDisposable
{
    private static readonly AsyncLocal<AuditedKey?> Ambient = new();

    private readonly AuditedKey? _before;
    private ApiKey? _key;

    private AuditedKey(AuditedKey? before) => _before = before;

    /// <summary>Begins to note what happens in this flow of control.</summary>
    public static AuditedKey Begin() => Ambient.Value = new AuditedKey(Ambient.Value);

    /// <summary>An entry about the key that was noted: whom it speaks for, its id and beginning and its rights; as it was when there was none. Never the secret.</summary>
    public NewAuditEntry AddTo(NewAuditEntry entry)
    {
        if (_key is not { } key)
        {
            return entry;
        }

        // What is known of the key wins: it may have been named by either id or beginning.
        var details = entry.Details?.DeepClone().AsObject() ?? [];
        details["id"] = key.Id;
        details["prefix"] = key.Prefix;
        details["name"] = key.Name;
        details["role"] = key.Role.ToString().ToLowerInvariant();
        details["user"] = key.UserId;
        details["datasources"] = key.DataSources is { } some ? new JsonArray([.. some.Select(id => (JsonNode)id)]) : null;
        details["rule_roles"] = Texts(key.RuleRoles);
        details["attributes"] = new JsonObject(key.Attributes.Select(attribute => KeyValuePair.Create(attribute.Key, (JsonNode?)Texts(attribute.Value))));
        details["expires_at"] = Time(key.ExpiresAt);
        if (key.PreviousUntil is { } until)
        {
            details["previous_until"] = Time(until);
        }

        return entry with { UserId = key.UserId ?? entry.UserId, Details = details };
    }

    /// <summary>What somebody called a key, without its secret where they gave the whole of it.</summary>
    public static string? WithoutSecret(string? given) => KeySecret.IsOurs(given) ? KeySecret.Prefix(given) : given;

    /// <summary>Ends it.</summary>
    public void Dispose() => Ambient.Value = _before;

    internal static void Note(ApiKey key)
    {
        if (Ambient.Value is { } noted)
        {
            noted._key = key;
        }
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);

    private static string? Time(DateTimeOffset? at) => at?.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
}
