using System.Text.Json.Nodes;

namespace Memori.Server.Chat;

/// <summary>The first event of a streamed answer, <c>start</c>.</summary>
/// <param name="Model">The model that answers.</param>
/// <param name="Memories">The memories that were put into the newest turn.</param>
public sealed record ChatStartDocument(string? Model, IReadOnlyList<UsedMemoryDocument> Memories);

/// <summary>A part of the text (<c>delta</c>) or of what was thought before it (<c>thinking</c>).</summary>
/// <param name="Text">The text.</param>
public sealed record ChatDeltaDocument(string Text);

/// <summary>A call of a tool, <c>tool_use</c>.</summary>
/// <param name="Id">Its id, for the result.</param>
/// <param name="Name">The tool.</param>
/// <param name="Input">Its input.</param>
public sealed record ChatToolUseDocument(string Id, string Name, JsonNode Input);
