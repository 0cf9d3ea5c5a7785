using Memori.Text;

namespace Memori.Server.Monitoring.Performance;

/// <summary>An analysis as Markdown, in the guide's form.</summary>
internal static class PerformanceReport
{
    public static string Write(PerformanceAnalysis analysis, Language language)
    {
        string In(string english, string chinese) => new LocalizedText(english, chinese).In(language);
        string[] issues = [.. analysis.Issues.Select(issue => $"- [{In(issue.Severity.ToUpperInvariant(), Chinese(issue.Severity))}] {issue.Type}: {issue.Description.In(language)}")];
        string[] recommendations = [.. analysis.Issues.Select(issue => $"- {issue.Type}: {issue.Suggestion.In(language)}")];
        return string.Join('\n', (string[])
        [
            In("# Performance Optimization Report", "# 性能优化报告"),
            In("Status: ", "状态:") + In(analysis.Status.ToUpperInvariant(), Chinese(analysis.Status)),
            .. analysis.Looked is { } looked ? [looked.In(language)] : (string[])[],
            "",
            In("## Issues Detected", "## 发现的问题"),
            .. issues.Length > 0 ? issues : [In("No issues detected.", "未发现问题。")],
            "",
            In("## Recommendations", "## 建议"),
            .. recommendations.Length > 0 ? recommendations : [In("No recommendations at this time.", "目前没有建议。")],
        ]);
    }

    private static string Chinese(string word) => word switch
    {
        "insufficient_data" => "数据不足",
        "ok" => "正常",
        "warning" => "警告",
        "critical" => "严重",
        PerformanceIssue.Low => "低",
        PerformanceIssue.Medium => "中",
        PerformanceIssue.High => "高",
        _ => word,
    };
}
