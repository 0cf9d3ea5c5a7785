using Memori.Text2Sql.Grounding;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>
/// What a model is shown of a question and its database, and how it is asked. Every part can be switched off.
/// Names and types of tables and columns, keys, and the question itself are always sent.
/// </summary>
public sealed record ClaudeGenerationOptions
{
    /// <summary>The model, or null for the client's own. Default null.</summary>
    public string? Model { get; init; }

    /// <summary>The longest answer, in tokens. Default 4096.</summary>
    public int MaxOutputTokens { get; init; } = 4096;

    /// <summary>The temperature, for models that take one. Default 0.</summary>
    public float? Temperature { get; init; } = 0;

    /// <summary>
    /// Whether anything that was read from rows is sent: sample values and ranges of columns, values that the question names,
    /// and the quoted parts of a database's error. Default true: a few values per column keep literals from being guessed.
    /// Row counts are sent either way. Examples and preferences may quote values too and have switches of their own.
    /// </summary>
    public bool SendValues { get; init; } = true;

    /// <summary>How many sample values of a column are sent; columns with up to <see cref="MaxCompleteValues"/> send all. Default 4.</summary>
    public int SampleValues { get; init; } = 4;

    /// <summary>The most values of a column that are sent as its whole set. Default 12.</summary>
    public int MaxCompleteValues { get; init; } = 12;

    /// <summary>Where a value is cut, in characters. Default 60.</summary>
    public int MaxValueCharacters { get; init; } = 60;

    /// <summary>Whether comments of tables and columns are sent. Default true.</summary>
    public bool SendComments { get; init; } = true;

    /// <summary>How many similar verified questions with their SQL are sent; 0 for none. Default 5.</summary>
    public int MaxExamples { get; init; } = 5;

    /// <summary>Only examples that were at least this sure are sent, 0–1: a model believes what it is shown. Default 0.6.</summary>
    public double MinExampleConfidence { get; init; } = 0.6;

    internal IEnumerable<VerifiedPair> Choose(IReadOnlyList<VerifiedPair> examples) => examples.Where(e => e.Confidence >= MinExampleConfidence).Take(MaxExamples);

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
}
