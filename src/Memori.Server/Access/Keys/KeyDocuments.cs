using System.Text.Json.Nodes;
using Memori.Server.Audit;

namespace Memori.Server.Access.Keys;

/// <summary>A key to be made.</summary>
public sealed record CreateKeyRequest : IAuditedBody
{
    /// <summary>What it is for. Default nothing.</summary>
    public string? Name { get; set; }

    /// <summary><c>user</c> (default), <c>service</c> or <c>admin</c>.</summary>
    public string? Role { get; set; }

    /// <summary>Whom it speaks for; needed for the role user.</summary>
    public string? UserId { get; set; }

    /// <summary>Whether <c>/v1/messages</c> adds memory for it. Default as the service is set.</summary>
    public bool? Memory { get; set; }

    /// <summary>From when on it is refused, later than now. Default never.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>The datasources that it may ask, by their numbers. Default all.</summary>
    public IReadOnlyList<int>? Datasources { get; set; }

    /// <summary>The roles that it has for the rules of datasources. Default none.</summary>
    public IReadOnlyList<string>? RuleRoles { get; set; }

    /// <summary>The attributes that it has for the rules of datasources, each with its values. Default none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Attributes { get; set; }

    JsonObject? IAuditedBody.Details => new() { ["role"] = Role, ["name"] = Name };
}

/// <summary>A key to be rotated.</summary>
public sealed record RotateKeyRequest
{
    /// <summary>For how many seconds the old secret is good as well, at most 30 days. Default 0: it is refused at once.</summary>
    public int OverlapSeconds { get; set; }
}

/// <summary>A key as it is shown; the key itself only right after it was made or rotated.</summary>
public sealed record KeyDocument
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>How it begins.</summary>
    public required string Prefix { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary><c>user</c>, <c>service</c> or <c>admin</c>.</summary>
    public required string Role { get; init; }

    /// <summary>Whom it speaks for, or null.</summary>
    public required string? UserId { get; init; }

    /// <summary>Whether <c>/v1/messages</c> adds memory for it, or null.</summary>
    public required bool? Memory { get; init; }

    /// <summary>The datasources that it may ask; null for all.</summary>
    public required IReadOnlyList<int>? Datasources { get; init; }

    /// <summary>The roles that it has for the rules of datasources.</summary>
    public required IReadOnlyList<string> RuleRoles { get; init; }

    /// <summary>The attributes that it has for the rules of datasources, each with its values.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is refused, or null.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When its secret was last replaced, or null.</summary>
    public required DateTimeOffset? RotatedAt { get; init; }

    /// <summary>Until when the secret before that is good as well, or null.</summary>
    public required DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>The last day (UTC) on which it was used, or null.</summary>
    public required DateOnly? LastUsed { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public required DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The key itself, right after it was made or rotated; it is shown this once.</summary>
    public string? Secret { get; init; }

    /// <summary>The document of a key.</summary>
    public static KeyDocument From(ApiKey key) => new()
    {
        Id = key.Id,
        Prefix = key.Prefix,
        Name = key.Name,
        Role = key.Role.ToString().ToLowerInvariant(),
        UserId = key.UserId,
        Memory = key.Memory,
        Datasources = key.DataSources,
        RuleRoles = key.RuleRoles,
        Attributes = key.Attributes,
        CreatedAt = key.CreatedAt,
        ExpiresAt = key.ExpiresAt,
        RotatedAt = key.RotatedAt,
        PreviousUntil = key.PreviousUntil,
        LastUsed = key.LastUsed,
        RevokedAt = key.RevokedAt,
    };

    /// <summary>The document of a key that was just made or rotated.</summary>
    public static KeyDocument From(CreatedApiKey made) => From(made.Key) with { Secret = made.Secret };
}

/// <summary>All keys.</summary>
/// <param name="Keys">In the order in which they were made, revoked ones included.</param>
public sealed record KeyListDocument(IReadOnlyList<KeyDocument> Keys);
