using System.Text.Json.Nodes;

namespace Memori.Server.Sessions;

/// <summary>A session to begin.</summary>
public sealed record CreateSessionRequest
{
    /// <summary>The user; must agree with <c>X-User-Id</c> when both are given.</summary>
    public string? UserId { get; set; }

    /// <summary>The client's own id; must agree with <c>X-Session-Id</c> when both are given. Default a new one.</summary>
    public string? SessionId { get; set; }

    /// <summary>What to keep with it: at most 16 KiB of JSON, 16 levels deep. Default nothing.</summary>
    public JsonObject? Metadata { get; set; }
}

/// <summary>A change of what is kept with a session.</summary>
public sealed record ChangeSessionRequest
{
    /// <summary>The user; must agree with <c>X-User-Id</c> when both are given.</summary>
    public string? UserId { get; set; }

    /// <summary>What to put over what is there: null takes a name away, objects are merged, all else is replaced (RFC 7396).</summary>
    public required JsonObject Metadata { get; set; }

    /// <summary>Whether it takes the place of all that is there. Default false.</summary>
    public bool Replace { get; set; }
}
