namespace Memori.Extraction;

/// <summary>What is extracted from exchanges.</summary>
public sealed class ExtractionOptions
{
    /// <summary>How many memories one exchange makes at most. Default 8.</summary>
    public int MaximumMemories { get; set; } = 8;

    /// <summary>How many similar memories an extractor is shown at most. Default 8.</summary>
    public int KnownMemories { get; set; } = 8;

    /// <summary>The most estimated tokens of an exchange and the known memories that a model is sent. Default 4,000.</summary>
    public int PromptTokens { get; set; } = 4_000;

    /// <summary>The most tokens that a model may answer with. Default 2,000.</summary>
    public int AnswerTokens { get; set; } = 2_000;

    /// <summary>The model to ask, or null for the client's default. Default null.</summary>
    public string? Model { get; set; }
}
