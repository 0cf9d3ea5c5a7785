namespace Memori.Server.Proxy.Bodies;

/// <summary>A message of a body: what it is, and where its content stands.</summary>
internal readonly record struct BodyMessage
{
    /// <summary>Hash of the client's own history up to and including this message; empty when it was not asked for.</summary>
    public required string Key { get; init; }

    /// <summary>Whether it is the user's.</summary>
    public required bool IsUser { get; init; }

    /// <summary>Where the value of <c>content</c> begins.</summary>
    public required int ContentStart { get; init; }

    /// <summary>Where it ends, exclusive.</summary>
    public required int ContentEnd { get; init; }

    /// <summary>What it is.</summary>
    public required ContentForm Form { get; init; }

    /// <summary>Whether it carries results of tools.</summary>
    public required bool HasToolResult { get; init; }

    /// <summary>Whether it carries thinking of the model.</summary>
    public required bool HasThinking { get; init; }

    /// <summary>Whether a person speaks in it: a user's turn that carries no results of tools, and into which a block can be put.</summary>
    public bool IsPersonTurn => IsUser && !HasToolResult && Form != ContentForm.Other;
}

/// <summary>The forms of <c>content</c>.</summary>
internal enum ContentForm
{
    /// <summary>Missing, empty, or none that the API knows.</summary>
    Other,

    /// <summary>A string.</summary>
    Text,

    /// <summary>An array that is not empty.</summary>
    Blocks,
}
