using Memori.Injection;
using Memori.Server.Proxy.Bodies;

namespace Memori.Server.Proxy.Remembering;

/// <summary>A body with its memories in it.</summary>
internal sealed record RememberedBody
{
    /// <summary>What is sent to the API.</summary>
    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The body as the client sent it.</summary>
    public required ReadOnlyMemory<byte> Original { get; init; }

    /// <summary>What was read of it.</summary>
    public required MessagesBody Body { get; init; }

    /// <summary>Its turns.</summary>
    public IReadOnlyList<ConversationTurn> Turns { get; init; } = [];

    /// <summary>What was put into it.</summary>
    public Injection.Injection Injection { get; init; } = Memori.Injection.Injection.Nothing;

    /// <summary>
    /// Whether thinking is left that the model may have done behind blocks that are gone: it belongs to a tool call that is under way, and the API wants it there.
    /// </summary>
    public bool KeepsBoundThinking { get; init; }

    /// <summary>What the person said in the newest turn.</summary>
    public string PersonText => Turns.Count > 0 && Body.NewestPersonTurn() is >= 0 and var newest ? Turns[newest].Text : "";
}
