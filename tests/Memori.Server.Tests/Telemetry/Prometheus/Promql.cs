using System.Text.RegularExpressions;

namespace Memori.Server.Tests.Telemetry.Prometheus;

/// <summary>Reads which metrics an expression of PromQL selects: every identifier that is no function, keyword or label.</summary>
internal static partial class Promql
{
    private static readonly HashSet<string> Words = new(StringComparer.Ordinal) { "or", "and", "unless", "by", "without", "on", "ignoring", "up", "e9" };

    public static IReadOnlyList<string> MetricsOf(string expression)
    {
        var bare = LabelLists().Replace(Matchers().Replace(Ranges().Replace(expression, ""), ""), "");
        return [.. Identifiers().Matches(bare).Select(match => match.Value).Where(name => !Words.Contains(name)).Distinct()];
    }

    [GeneratedRegex("""\{[^}]*\}""")]
    private static partial Regex Matchers();

    [GeneratedRegex("""\[[^\]]*\]""")]
    private static partial Regex Ranges();

    [GeneratedRegex("""\b(by|without|on|ignoring)\s*\([^)]*\)""")]
    private static partial Regex LabelLists();

    [GeneratedRegex("""(?<![a-zA-Z0-9_:.])[a-zA-Z_:][a-zA-Z0-9_:]*(?!\s*\(|[a-zA-Z0-9_:])""")]
    private static partial Regex Identifiers();
}
