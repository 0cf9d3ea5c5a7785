namespace Memori.Scoring;

/// <summary>The parts of the importance formula. Defaults are the guide's, with its lengths in characters turned into tokens.</summary>
public sealed class ImportanceOptions
{
    /// <summary>Base by kind, 0–1.</summary>
    public Dictionary<MemoryKind, double> KindWeights { get; init; } = new Dictionary<MemoryKind, double>
    {
        [MemoryKind.Schema] = 0.9,
        [MemoryKind.Config] = 0.85,
        [MemoryKind.Preference] = 0.8,
        [MemoryKind.Rule] = 0.8,
        [MemoryKind.Fact] = 0.7,
        [MemoryKind.Skill] = 0.7,
        [MemoryKind.Query] = 0.6,
        [MemoryKind.Result] = 0.5,
        [MemoryKind.Conversation] = 0.4,
    };

    /// <summary>Base of every other kind. Default 0.5.</summary>
    public double OtherKindWeight { get; set; } = 0.5;

    /// <summary>Share of the base. Default 0.4.</summary>
    public double BaseShare { get; set; } = 0.4;

    /// <summary>Added for each recall. Default 0.05.</summary>
    public double AccessBonus { get; set; } = 0.05;

    /// <summary>The most that recalls add. Default 0.2.</summary>
    public double MaximumAccessBonus { get; set; } = 0.2;

    /// <summary>Share of freshness. Default 0.2.</summary>
    public double AgeShare { get; set; } = 0.2;

    /// <summary>How much of its freshness a memory loses in a year, 0–1. Default 0.3.</summary>
    public double YearlyDecay { get; set; } = 0.3;

    /// <summary>Share of the quality of the content. Default 0.2.</summary>
    public double QualityShare { get; set; } = 0.2;

    /// <summary>Share of feedback. Default 0.2.</summary>
    public double FeedbackShare { get; set; } = 0.2;

    /// <summary>Below this many tokens a content is short. Default 5 (about 20 characters of English).</summary>
    public int ShortTokens { get; set; } = 5;

    /// <summary>From this many tokens on a content is long. Default 25 (about 100 characters of English).</summary>
    public int LongTokens { get; set; } = 25;

    /// <summary>Words that mark a content as useful, compared exactly.</summary>
    public IList<string> Keywords { get; init; } =
        ["table", "column", "schema", "database", "SELECT", "FROM", "WHERE", "JOIN", "用户", "数据", "查询", "表"];
}
