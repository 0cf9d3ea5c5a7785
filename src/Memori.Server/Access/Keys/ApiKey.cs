namespace Memori.Server.Access.Keys;

/// <summary>What the holder of an API key may do.</summary>
public enum KeyRole
{
    /// <summary>Speaks for one user.</summary>
    User,

    /// <summary>An application: may speak for any user.</summary>
    Service,

    /// <summary>May speak for any user and administer the service.</summary>
    Admin,
}

/// <summary>An API key as it is stored: never the key itself.</summary>
public sealed record ApiKey
{
    /// <summary>Its id (UUIDv7): what the ledger charges.</summary>
    public required string Id { get; init; }

    /// <summary>How the key begins, to know it again.</summary>
    public required string Prefix { get; init; }

    /// <summary>What it is for, in its maker's words.</summary>
    public required string Name { get; init; }

    /// <summary>What its holder may do.</summary>
    public required KeyRole Role { get; init; }

    /// <summary>Whom it speaks for unless the request names another; null for nobody in particular. A key of role <see cref="KeyRole.User"/> speaks for nobody else.</summary>
    public string? UserId { get; init; }

    /// <summary>Whether <c>/v1/messages</c> adds memory for it; null for what the service is set to.</summary>
    public bool? Memory { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>A key to be made.</summary>
/// <param name="Name">What it is for; may be empty.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="UserId">Whom it speaks for; needed for <see cref="KeyRole.User"/>.</param>
/// <param name="Memory">Whether <c>/v1/messages</c> adds memory for it; null for what the service is set to.</param>
public sealed record NewApiKey(string Name, KeyRole Role, string? UserId = null, bool? Memory = null);

/// <summary>A key that was just made.</summary>
/// <param name="Key">What is stored of it.</param>
/// <param name="Secret">The key itself: shown once, kept nowhere.</param>
public sealed record CreatedApiKey(ApiKey Key, string Secret);
