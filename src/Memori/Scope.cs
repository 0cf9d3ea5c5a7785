namespace Memori;

/// <summary>On whose behalf the engine works: user → session → namespace. Validated when built; see <see cref="Create"/>.</summary>
public sealed record Scope
{
    private Scope(string userId, string? sessionId, string? @namespace)
    {
        UserId = userId;
        SessionId = sessionId;
        Namespace = @namespace;
    }

    /// <summary>The user.</summary>
    public string UserId { get; }

    /// <summary>The session, or null for what belongs to the user in every session.</summary>
    public string? SessionId { get; }

    /// <summary>A further partition such as <c>datasource:1</c>, or null for all of them.</summary>
    public string? Namespace { get; }

    /// <summary>Shared owners whose memories a recall may also see. Empty by default.</summary>
    public IReadOnlyList<Owner> Granted { get; init; } = [];

    /// <summary>Builds a scope.</summary>
    /// <exception cref="MemoriException"><c>invalid-id</c> when an id is not 1–200 characters of well-formed Unicode without controls.</exception>
    public static Scope Create(string userId, string? sessionId = null, string? @namespace = null) =>
        new(Identifiers.Require(userId, "user_id"),
            sessionId is null ? null : Identifiers.Require(sessionId, "session_id"),
            @namespace is null ? null : Identifiers.Require(@namespace, "namespace"));
}
