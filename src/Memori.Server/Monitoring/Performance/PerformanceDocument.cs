using System.Text.Json.Serialization;
using Memori.Text;

namespace Memori.Server.Monitoring.Performance;

/// <summary>What makes the service slow, dear or unreliable, and what to do about it.</summary>
public sealed record PerformanceDocument
{
    /// <summary>`insufficient_data`, `ok`, `warning` or `critical`.</summary>
    public required string Status { get; init; }

    /// <summary>What was seen; left out without data, as in the guide.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IssueDocument>? Issues { get; init; }

    /// <summary>What to do, one for each issue.</summary>
    public required IReadOnlyList<RecommendationDocument> Recommendations { get; init; }

    internal static PerformanceDocument From(PerformanceAnalysis analysis, Language language) => new()
    {
        Status = analysis.Status,
        Issues = analysis is { HasData: false, Issues.Count: 0 } ? null : [.. analysis.Issues.Select(issue => new IssueDocument(issue.Type, issue.Severity, issue.Description.In(language)))],
        Recommendations = [.. analysis.Issues.Select(issue => new RecommendationDocument(issue.Type, issue.Suggestion.In(language)))],
    };
}

/// <summary>An issue.</summary>
/// <param name="Type">What, in snake_case.</param>
/// <param name="Severity">`low`, `medium` or `high`.</param>
/// <param name="Description">What was seen.</param>
public sealed record IssueDocument(string Type, string Severity, string Description);

/// <summary>What to do about an issue.</summary>
/// <param name="Issue">The issue's type.</param>
/// <param name="Suggestion">What to do.</param>
public sealed record RecommendationDocument(string Issue, string Suggestion);
