namespace Memori.Text2Sql.Grounding;

/// <summary>What goes into the grounding of a question (the guide's ContextConfig). Every part can be switched off by itself.</summary>
public sealed record ContextOptions
{
    /// <summary>Whether the schema is shown to a model. Default true. Off: <see cref="GroundedQuestion.Tables"/> is empty.</summary>
    public bool IncludeSchema { get; init; } = true;

    /// <summary>Whether values of the database that the question names are looked up. Default true.</summary>
    public bool IncludeValues { get; init; } = true;

    /// <summary>Whether terms and metrics of the glossary are used. Default true.</summary>
    public bool IncludeGlossary { get; init; } = true;

    /// <summary>Whether earlier turns of the session are used. Default true.</summary>
    public bool IncludeHistory { get; init; } = true;

    /// <summary>Whether similar verified questions are used. Default true.</summary>
    public bool IncludeExamples { get; init; } = true;

    /// <summary>Whether preferences and facts of the person are used. Default true.</summary>
    public bool IncludePreferences { get; init; } = true;

    /// <summary>Whether rules of the person are used. Default true.</summary>
    public bool IncludeRules { get; init; } = true;

    /// <summary>The most tables shown to a model, beside up to four that join them. Default 10.</summary>
    public int MaxSchemaTables { get; init; } = 10;

    /// <summary>The most columns of one table shown to a model; its keys always are. Default 40.</summary>
    public int MaxTableColumns { get; init; } = 40;

    /// <summary>The most values of the database. Default 20.</summary>
    public int MaxValues { get; init; } = 20;

    /// <summary>The most terms of the glossary. Default 10.</summary>
    public int MaxTerms { get; init; } = 10;

    /// <summary>The most similar verified questions. Default 5.</summary>
    public int MaxExamples { get; init; } = 5;

    /// <summary>The most preferences, rules and facts. Default 10.</summary>
    public int MaxPreferences { get; init; } = 10;

    /// <summary>The most earlier turns. Default 5.</summary>
    public int MaxHistoryTurns { get; init; } = 5;
}
