namespace Memori.Text2Sql.Grounding;

/// <summary>What goes into the grounding of a question (the guide's ContextConfig).</summary>
public sealed record ContextOptions
{
    /// <summary>Whether the schema is shown to a model. Default true.</summary>
    public bool IncludeSchema { get; init; } = true;

    /// <summary>Whether earlier turns of the session are used. Default true.</summary>
    public bool IncludeHistory { get; init; } = true;

    /// <summary>Whether similar verified questions are used. Default true.</summary>
    public bool IncludeExamples { get; init; } = true;

    /// <summary>The most tables shown to a model. Default 10.</summary>
    public int MaxSchemaTables { get; init; } = 10;

    /// <summary>The most earlier turns. Default 5.</summary>
    public int MaxHistoryTurns { get; init; } = 5;
}
