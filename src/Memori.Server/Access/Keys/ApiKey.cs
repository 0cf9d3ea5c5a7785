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
    /// <summary>Its id (UUIDv7): what the ledger charges. It stays when the key is rotated.</summary>
    public required string Id { get; init; }

    /// <summary>How the key begins, to know it again. It stays when the key is rotated.</summary>
    public required string Prefix { get; init; }

    /// <summary>What it is for, in its maker's words.</summary>
    public required string Name { get; init; }

    /// <summary>What its holder may do.</summary>
    public required KeyRole Role { get; init; }

    /// <summary>Whom it speaks for unless the request names another; null for nobody in particular. A key of role <see cref="KeyRole.User"/> speaks for nobody else.</summary>
    public string? UserId { get; init; }

    /// <summary>Whether <c>/v1/messages</c> adds memory for it; null for what the service is set to.</summary>
    public bool? Memory { get; init; }

    /// <summary>The datasources that it may ask; null for all. Others look as if they were not there.</summary>
    public IReadOnlyList<int>? DataSources { get; init; }

    /// <summary>The roles that it has for the rules of datasources. Empty by default.</summary>
    public IReadOnlyList<string> RuleRoles { get; init; } = [];

    /// <summary>The attributes that it has for the rules of datasources, each with its values. Empty by default.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From when on it is refused; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When its secret was last replaced, or null.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>Until when the secret before that is good as well, or null.</summary>
    public DateTimeOffset? PreviousUntil { get; init; }

    /// <summary>The last day (UTC) on which it was used, about a minute late; null for never.</summary>
    public DateOnly? LastUsed { get; init; }

    /// <summary>When it was revoked, or null.</summary>
    public DateTimeOffset? RevokedAt { get; init; }
}

/// <summary>A key to be made.</summary>
/// <param name="Name">What it is for; may be empty.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="UserId">Whom it speaks for; needed for <see cref="KeyRole.User"/>.</param>
/// <param name="Memory">Whether <c>/v1/messages</c> adds memory for it; null for what the service is set to.</param>
public sealed record NewApiKey(string Name, KeyRole Role, string? UserId = null, bool? Memory = null)
{
    /// <summary>From when on it is refused, later than now; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>The datasources that it may ask, 1 to 1,000 of them; null for all. Not for <see cref="KeyRole.Admin"/>, who could make itself another key.</summary>
    public IReadOnlyList<int>? DataSources { get; init; }

    /// <summary>The roles that it has for the rules of datasources, at most 100. Empty by default.</summary>
    public IReadOnlyList<string> RuleRoles { get; init; } = [];

    /// <summary>The attributes that it has for the rules of datasources, each with its values; at most 100 values. Empty by default.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
}

/// <summary>A key that was just made, or whose secret was just replaced.</summary>
/// <param name="Key">What is stored of it.</param>
/// <param name="Secret">The key itself: shown once, kept nowhere.</param>
public sealed record CreatedApiKey(ApiKey Key, string Secret);
