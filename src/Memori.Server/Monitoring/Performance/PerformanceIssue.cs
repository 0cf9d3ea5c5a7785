using Memori.Text;

namespace Memori.Server.Monitoring.Performance;

/// <summary>Something that makes the service slower, dearer or less reliable than it could be.</summary>
/// <param name="Type">What, in snake_case.</param>
/// <param name="Severity"><c>low</c>, <c>medium</c> or <c>high</c>.</param>
/// <param name="Description">What was seen.</param>
/// <param name="Suggestion">What to do.</param>
internal sealed record PerformanceIssue(string Type, string Severity, LocalizedText Description, LocalizedText Suggestion)
{
    public const string Low = "low";
    public const string Medium = "medium";
    public const string High = "high";
}

/// <summary>What the analyser found.</summary>
/// <param name="Looked">What was looked at, in words; null when there were no requests.</param>
/// <param name="Issues">The issues, those of the guide first.</param>
internal sealed record PerformanceAnalysis(LocalizedText? Looked, IReadOnlyList<PerformanceIssue> Issues)
{
    /// <summary>Whether there were requests to look at.</summary>
    public bool HasData => Looked is not null;

    /// <summary><c>insufficient_data</c>, <c>ok</c>, <c>warning</c> or <c>critical</c>.</summary>
    public string Status =>
        Issues.Any(issue => issue.Severity == PerformanceIssue.High) ? "critical"
        : Issues.Count > 0 ? "warning"
        : HasData ? "ok" : "insufficient_data";
}
