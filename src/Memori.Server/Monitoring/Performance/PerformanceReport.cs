using Memori.Text;

namespace Memori.Server.Monitoring.Performance;

/// <summary>An analysis as Markdown, in the guide's form.</summary>
internal static class PerformanceReport
{
    public static string Write(PerformanceAnalysis analysis, Language language)
    {
        string In(string english, string chinese) => new LocalizedText(english, chinese).In(language);
        string[] issues = [.. analysis.Issues.Select(issue => $"- [{issue.Severity.ToUpperInvariant()}] {issue.Type}: {issue.Description.In(language)}")];
        string[] recommendations = [.. analysis.Issues.Select(issue => $"- {issue.Type}: {issue.Suggestion.In(language)}")];
        return string.Join('\n', (string[])
        [
            In("# Performance Optimization Report", "# 性能优化报告"),
            In("Status: ", "状态:") + analysis.Status.ToUpperInvariant(),
            "",
            In("## Issues Detected", "## 发现的问题"),
            .. issues.Length > 0 ? issues : [In("No issues detected.", "未发现问题。")],
            "",
            In("## Recommendations", "## 建议"),
            .. recommendations.Length > 0 ? recommendations : [In("No recommendations at this time.", "目前没有建议。")],
        ]);
    }
}
