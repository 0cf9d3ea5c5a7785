using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Memori.LoadTest;

/// <summary>The report, in Markdown.</summary>
internal sealed class LoadReport(LoadOptions options, string busyness)
{
    private readonly StringBuilder _text = new();

    public string Render(Tally tally, MemorySamples memory, IReadOnlyList<Finding> findings, IReadOnlyList<LogEntry> log)
    {
        Circumstances();
        Requests(tally);
        Memory(memory);
        Line($"## What must hold");
        Line();
        foreach (var finding in findings)
        {
            Line($"- [{(finding.Holds ? 'x' : ' ')}] {finding.What}");
        }

        Line();
        foreach (var complaint in log.GroupBy(entry => (entry.Level, entry.Category, First(entry.Message))))
        {
            Line($"- log: {complaint.Count()} × {complaint.Key.Level} `{complaint.Key.Category}`: {complaint.First().Message}");
        }

        return _text.ToString();
    }

    private void Circumstances()
    {
        Line($"# {options.Users} users for {options.Time.TotalSeconds:0} s{(options.Kill ? ", killed half way" : "")}");
        Line();
        Line($"`eng/load.sh --users {options.Users} --seconds {options.Time.TotalSeconds:0}{(options.Thinking == LoadOptions.DefaultThinking ? "" : $" --think-ms {options.Thinking.TotalMilliseconds:0}")}{(options.Kill ? " --kill" : "")}`: the published service as a process of its own;");
        Line($"the users, and the emulator of the Messages API behind the service, are another process on the same machine. Each user goes through the same round of twenty requests again and again, in two sessions: ten turns of conversation (four of them streamed), eight questions to the");
        Line($"sample database (answered by what is remembered, by rules or by Claude), two facts to remember; and thinks {options.Thinking.TotalSeconds:0.0} s on average after each answer. Claude takes {EmulatedClaude.Latency.TotalMilliseconds:0} ms until it begins to answer.");
        if (options.Kill)
        {
            Line($"Half way the service is killed (SIGKILL) and started again at once on the same state; the users go on.");
        }

        Line();
        Line($"- machine: {Environment.ProcessorCount} cores ({FromProc("/proc/cpuinfo", "model name")}), {FromProc("/proc/meminfo", "MemTotal")}, {RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}; load average before: {busyness}");
        Line($"- settings: {string.Join(", ", ServiceProcess.Limits.Select(limit => $"`{limit.Key}={limit.Value}`"))}; the rest as by default, embedded store with `synchronous=FULL`");
        Line();
    }

    private void Requests(Tally tally)
    {
        Line($"## Requests");
        Line();
        Line($"| request | answered | 503 | {Tally.Interrupted} | failed | p50 | p95 | p99 | longest |");
        Line($"|---|---|---|---|---|---|---|---|---|");
        foreach (var kind in tally.Requests.GroupBy(request => request.Kind).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            Row($"`{kind.Key}`", [.. kind]);
        }

        Row("all", tally.Requests);
        Line();
        Line($"{tally.Requests.Count / options.Time.TotalSeconds:0} requests a second. Times are those of answered requests, to the last byte, as the users saw them.");
        if (!tally.Examples.Any())
        {
            Line();
            return;
        }

        Line();
        foreach (var (what, example) in tally.Examples.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Line($"- {what}, for example: `{example.ReplaceLineEndings(" ")}`");
        }

        Line();
    }

    private void Row(string name, IReadOnlyCollection<Seen> requests)
    {
        var times = requests.Where(request => request.IsAnswered).Select(request => request.Milliseconds).Order().ToList();
        string At(double share) => times.Count == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{times[Math.Min(times.Count - 1, (int)(times.Count * share))]:N0} ms");
        Line($"| {name} | {times.Count:N0} | {requests.Count(request => request.IsBusy)} | {requests.Count(request => request.Status == Tally.Interrupted)} | {requests.Count(request => request.IsError)} | {At(.5)} | {At(.95)} | {At(.99)} | {At(1)} |");
    }

    private void Memory(MemorySamples memory)
    {
        if (memory.Warm is not [var warm, .., var last] || memory.All is not [var first, ..])
        {
            return;
        }

        Line($"## Memory{(options.Kill ? ", of the process that was started again" : "")}");
        Line();
        Line($"| | first look | warm (after a third) | at the end | slope once warm |");
        Line($"|---|---|---|---|---|");
        Line($"| heap after a full collection | {first.Heap:0.0} MB | {warm.Heap:0.0} MB | {last.Heap:0.0} MB | {memory.Slope(sample => sample.Heap):+0.00;-0.00} MB a minute |");
        Line($"| process (RSS) | {first.Resident:0} MB | {warm.Resident:0} MB | {last.Resident:0} MB | {memory.Slope(sample => sample.Resident):+0.0;-0.0} MB a minute |");
        Line();
        Line($"{memory.All.Count} looks, each after a full blocking collection of garbage; slopes are medians over all pairs of looks (Theil–Sen).");
        Line();
    }

    private void Line(FormattableString? text = null) => _text.AppendLine(text?.ToString(CultureInfo.InvariantCulture) ?? "");

    // The same message with other figures in it is the same message.
    private static string First(string message) => message.Split(' ') is [var one, var two, ..] ? $"{one} {two}" : message;

    private static string FromProc(string file, string name) =>
        File.Exists(file) && File.ReadLines(file).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } line ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim() : "unknown";
}
