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

    JsonObject? IAuditedBody.Details => new() { ["role"] = Role, ["name"] = Name };
}

/// <summary>A key as it is shown; the key itself only right after it was made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Prefix">How it begins.</param>
/// <param name="Name">What it is for.</param>
/// <param name="Role"><c>user</c>, <c>service</c> or <c>admin</c>.</param>
/// <param name="UserId">Whom it speaks for, or null.</param>
/// <param name="Memory">Whether <c>/v1/messages</c> adds memory for it, or null.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="RevokedAt">When it was revoked, or null.</param>
public sealed record KeyDocument(
    string Id, string Prefix, string Name, string Role, string? UserId, bool? Memory, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt)
{
    /// <summary>The key itself, right after it was made; it is shown this once.</summary>
    public string? Secret { get; init; }

    /// <summary>The document of a key.</summary>
    public static KeyDocument From(ApiKey key) => new(key.Id, key.Prefix, key.Name, key.Role.ToString().ToLowerInvariant(), key.UserId, key.Memory, key.CreatedAt, key.RevokedAt);
}

/// <summary>All keys.</summary>
/// <param name="Keys">In the order in which they were made, revoked ones included.</param>
public sealed record KeyListDocument(IReadOnlyList<KeyDocument> Keys);
