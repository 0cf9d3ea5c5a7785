using Memori.Text2Sql.Grounding;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>
/// Which models are asked, how far, and what they are shown of a question and its database. Every part can be switched off, also by name for an
/// evaluation, see <see cref="ClaudeParts"/>. Names and types of tables and columns and the question itself are always sent.
/// </summary>
public sealed record ClaudeGenerationOptions
{
    /// <summary>The model that answers first, or null for the client's own. Default null.</summary>
    public string? Model { get; init; }

    /// <summary>
    /// The larger model that gives an independent answer when the first one failed or is in doubt, and that judges between results.
    /// Null for none: then the first model does both, in another way. Default null.
    /// </summary>
    public string? StrongModel { get; init; }

    /// <summary>The longest answer, in tokens. Default 4096.</summary>
    public int MaxOutputTokens { get; init; } = 4096;

    /// <summary>The temperature, for models that take one. Default 0.</summary>
    public float? Temperature { get; init; } = 0;

    /// <summary>Whether an answer in doubt is followed by independent ones. Default true.</summary>
    public bool SecondOpinions { get; init; } = true;

    /// <summary>Whether a model judges between results that differ; it is shown their first rows, and only where values may be sent. Default true.</summary>
    public bool Judge { get; init; } = true;

    /// <summary>
    /// Whether anything that was read from rows is sent: sample values and ranges of columns, values that the question names,
    /// and the quoted parts of a database's error. Default true: a few values per column keep literals from being guessed.
    /// Values of a column that is marked to stay on this machine are never sent. Row counts are sent either way.
    /// Examples and preferences may quote values too and have switches of their own.
    /// </summary>
    public bool SendValues { get; init; } = true;

    /// <summary>How many sample values of a column are sent; columns with up to <see cref="MaxCompleteValues"/> send all. Default 4.</summary>
    public int SampleValues { get; init; } = 4;

    /// <summary>The most values of a column that are sent as its whole set. Default 12.</summary>
    public int MaxCompleteValues { get; init; } = 12;

    /// <summary>Where a value is cut, in characters. Default 60.</summary>
    public int MaxValueCharacters { get; init; } = 60;

    /// <summary>Whether the values that the question names are sent with their columns. Default true.</summary>
    public bool SendMatchedValues { get; init; } = true;

    /// <summary>How many rows of each result the judge is shown. Default 10.</summary>
    public int MaxJudgedRows { get; init; } = 10;

    /// <summary>Whether comments and descriptions of tables and columns are sent. Default true.</summary>
    public bool SendComments { get; init; } = true;

    /// <summary>Whether other names of tables and columns are sent. Default true.</summary>
    public bool SendSynonyms { get; init; } = true;

    /// <summary>Whether keys are sent, with their cardinality. Default true.</summary>
    public bool SendKeys { get; init; } = true;

    /// <summary>Whether the glossary is sent: terms and metrics of the business. Default true: nothing else helps as much.</summary>
    public bool SendDefinitions { get; init; } = true;

    /// <summary>Whether reminders about the SQL dialect are sent. Default true.</summary>
    public bool SendDialect { get; init; } = true;

    /// <summary>How many verified questions of the database are sent with every question, the same ones in the same order; 0 for none. Default 8.</summary>
    public int MaxFixedExamples { get; init; } = 8;

    /// <summary>How many similar verified questions with their SQL are sent; 0 for none. Default 5.</summary>
    public int MaxExamples { get; init; } = 5;

    /// <summary>Only examples that were at least this sure are sent, 0–1: a model believes what it is shown. Default 0.6.</summary>
    public double MinExampleConfidence { get; init; } = 0.6;

    /// <summary>How many preferences, rules and facts of the person are sent; 0 for none. Default 10.</summary>
    public int MaxPreferences { get; init; } = 10;

    /// <summary>How many earlier turns of the session are sent, the latest ones; 0 for none. Default 3.</summary>
    public int MaxTurns { get; init; } = 3;

    /// <summary>
    /// Up to this many characters the whole schema is sent, the same for every question, so that it can be cached;
    /// a larger one is cut to the tables that matter for the question. Default 60 000 (about 15 000 tokens).
    /// </summary>
    public int MaxSchemaCharacters { get; init; } = 60_000;

    /// <summary>Whether the stable part of the prompt is marked for the provider's cache. Default true.</summary>
    public bool CachePrompt { get; init; } = true;

    internal IEnumerable<VerifiedPair> ChooseFixed(IReadOnlyList<VerifiedPair> examples) =>
        examples.Where(IsSure).OrderBy(example => example.MemoryId, StringComparer.Ordinal).Take(MaxFixedExamples);

    /// <summary>The similar examples that are sent: not again what stands among the fixed ones.</summary>
    internal IEnumerable<VerifiedPair> Choose(GroundedQuestion question)
    {
        var shown = ChooseFixed(question.FixedExamples).Select(example => example.MemoryId).ToHashSet(StringComparer.Ordinal);
        return question.Examples.Where(example => IsSure(example) && !shown.Contains(example.MemoryId)).Take(MaxExamples);
    }

    private bool IsSure(VerifiedPair example) => example.Confidence >= MinExampleConfidence;
}
