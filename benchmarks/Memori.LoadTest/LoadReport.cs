using System.Globalization;
using System.Text;

namespace Memori.LoadTest;

/// <summary>The report, in Markdown.</summary>
internal static class LoadReport
{
    public static string Render(LoadOptions options, Tally tally, MemorySamples memory, IReadOnlyList<(bool Holds, string What)> findings, IReadOnlyList<string> errors)
    {
        var report = new StringBuilder();
        var requests = tally.Requests;
        Line($"{options.Users} users for {options.Time.TotalSeconds:0} s, each thinking {options.Thinking.TotalSeconds:0.0} s on average{(options.Kill ? "; killed (SIGKILL) half way and started again" : "")}.");
        Line($"{requests.Count:N0} requests, {requests.Count / options.Time.TotalSeconds:0} a second; {Share("503"):P2} were answered 503, {1 - Share("503") - Share("200") - Share("201"):P2} failed otherwise.");
        Line();
        Line($"| request | count | p50 | p95 | p99 | longest |");
        Line($"|---|---|---|---|---|---|");
        foreach (var kind in requests.Where(request => request.Status is "200" or "201").GroupBy(request => request.Kind).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            var sorted = kind.Select(request => request.Milliseconds).Order().ToList();
            Line($"| {kind.Key} | {sorted.Count:N0} | {At(sorted, .5):N0} ms | {At(sorted, .95):N0} ms | {At(sorted, .99):N0} ms | {sorted[^1]:N0} ms |");
        }

        Line();
        foreach (var status in requests.Where(request => request.Status is not ("200" or "201")).GroupBy(request => (request.Kind, request.Status)).OrderBy(group => group.Key.Kind, StringComparer.Ordinal))
        {
            Line($"- {status.Count()} × {status.Key.Kind} {status.Key.Status}: `{tally.Examples.GetValueOrDefault($"{status.Key.Kind} {status.Key.Status}")}`");
        }

        if (memory.All is { Count: > 3 } samples)
        {
            Line($"Memory: {samples[0].Resident:0} MB at first, {samples.Max(sample => sample.Resident):0} MB at most, {samples[^1].Resident:0} MB at the end; after the first third it grew by {memory.Slope(sample => sample.Resident):0.0} MB a minute, what collections of garbage left by {memory.Slope(sample => sample.Heap):0.00} MB a minute ({samples[^1].Heap:0} MB at the end).");
        }

        Line();
        foreach (var (holds, what) in findings)
        {
            Line($"- [{(holds ? 'x' : ' ')}] {what}");
        }

        Line($"- [{(errors.Count == 0 ? 'x' : ' ')}] errors in the log: {errors.Count}");
        foreach (var error in errors.Take(5))
        {
            Line($"  - `{error}`");
        }

        return report.ToString();

        void Line(FormattableString? text = null) => report.AppendLine(text?.ToString(CultureInfo.InvariantCulture) ?? "");
        double Share(string status) => requests.Count == 0 ? 0 : (double)requests.Count(request => request.Status == status) / requests.Count;
    }

    private static double At(List<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))];
}
