using Memori.Text;

namespace Memori.Scoring;

/// <summary>
/// The guide's importance: base × 0.4 + access bonus + age × 0.2 + quality × 0.2 + feedback × 0.2, within 0–1.
/// Thread-safe.
/// </summary>
public sealed class ImportanceScorer(ImportanceOptions? options = null)
{
    private readonly ImportanceOptions _options = options ?? new ImportanceOptions();

    /// <summary>The base of a memory whose caller gave none, 0–1.</summary>
    public double BaseOf(MemoryKind kind) => _options.KindWeights.GetValueOrDefault(kind, _options.OtherKindWeight);

    /// <summary>The importance of <paramref name="memory"/> as of <paramref name="now"/>, 0–1.</summary>
    public double Score(Memory memory, DateTimeOffset now)
    {
        var ageDays = Math.Max(0, (now - memory.CreatedAt).TotalDays);
        var score = (memory.Importance * _options.BaseShare)
            + Math.Min(memory.AccessCount * _options.AccessBonus, _options.MaximumAccessBonus)
            + (Math.Max(0, 1 - (ageDays / 365 * _options.YearlyDecay)) * _options.AgeShare)
            + (Quality(memory.Content, memory.TokenCount) * _options.QualityShare)
            + (memory.Feedback * _options.FeedbackShare);
        return Math.Clamp(score, 0, 1);
    }

    private double Quality(string content, int tokens)
    {
        var length = tokens < _options.ShortTokens ? 0.3 : tokens < _options.LongTokens ? 0.6 : 0.8;
        var keywords = _options.Keywords.Count(keyword => content.Contains(keyword, StringComparison.Ordinal));
        return (length + Math.Min(keywords * 0.1, 0.5)) / 2;
    }

    /// <summary>The importance of a text that is not yet a memory and was never recalled, 0–1.</summary>
    public double Score(string content, MemoryKind kind) =>
        Score(
            new Memory { Id = "new", Owner = Owner.Deployment, Content = content, Kind = kind, Importance = BaseOf(kind), TokenCount = TokenEstimate.Count(content) },
            DateTimeOffset.MinValue);
}
