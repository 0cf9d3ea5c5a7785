using Memori.Server.Access.Keys;

namespace Memori.Server.Access;

/// <summary>Who a request came from, as its API key or its token proved. Immutable.</summary>
public sealed record Identity
{
    /// <summary>What it may do.</summary>
    public required KeyRole Role { get; init; }

    /// <summary>Whom it speaks for unless the request names another; null for nobody in particular.</summary>
    public string? UserId { get; init; }

    /// <summary>What the ledger, rate limits and the audit know it by: the id of the key, or the issuer and subject of the token. Never a secret.</summary>
    public required string Id { get; init; }

    /// <summary>How people know it: the beginning of the key, or the token's subject. Never a secret.</summary>
    public required string Label { get; init; }

    /// <summary>The roles that rules of datasources know, compared ordinally. Empty by default.</summary>
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>What else was proven, by name, for the rules of datasources. Empty by default.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The datasources that it may ask; null for all. Others look as if they were not there.</summary>
    public IReadOnlyList<int>? DataSources { get; init; }

    /// <summary>Whether <c>/v1/messages</c> adds memory for it; null for what the service is set to.</summary>
    public bool? Memory { get; init; }

    /// <summary>The identity of an API key.</summary>
    public static Identity Of(ApiKey key) => new()
    {
        Role = key.Role,
        UserId = key.UserId,
        Id = key.Id,
        Label = key.Prefix,
        Roles = key.RuleRoles,
        Attributes = key.Attributes,
        DataSources = key.DataSources,
        Memory = key.Memory,
    };

    /// <summary>Whom a request that names <paramref name="named"/> is for; null for nobody in particular.</summary>
    /// <exception cref="MemoriException"><c>identity-conflict</c> (403): it may not speak for that user.</exception>
    public string? SpeaksFor(string? named) => Role == KeyRole.User && named is not null && named != UserId ? throw KeyFaults.AnotherUser() : named ?? UserId;
}
