using System.Globalization;
using Memori.MeasureMemory;
using Memori.Text2Sql.Evaluation;

// Memori.MeasureMemory [--most n] [--by question|answer] questions.json=databases …
// Of each database, half of the questions are asked and put right by a person through the public door; then the other half is asked, with and without what was learned.
// --by answer: questions with the same right SQL are in the same half, so that nothing asked was learned in other words. Default: every second question is learned.
var sets = args.Where((argument, i) => !IsOption(argument) && (i == 0 || !IsOption(args[i - 1]))).ToList();
if (sets.Count == 0 || !sets.TrueForAll(set => set.Contains('=', StringComparison.Ordinal)))
{
    Console.Error.WriteLine("usage: Memori.MeasureMemory [--most n] [--by question|answer] questions.json=databases ...");
    return 2;
}

var most = int.Parse(Option("--most") ?? "20", CultureInfo.InvariantCulture);
Console.WriteLine("| set | databases | learned | asked | right before | right after | answered from memory | right among those |");
Console.WriteLine("|---|--:|--:|--:|--:|--:|--:|--:|");
foreach (var set in sets)
{
    var (path, databases) = (set[..set.IndexOf('=', StringComparison.Ordinal)], set[(set.IndexOf('=', StringComparison.Ordinal) + 1)..]);
    var groups = (await EvaluationSet.ReadAsync(path)).GroupBy(q => q.DatabaseId!, StringComparer.Ordinal).Take(most).ToList();
    var total = new MemoryFigures();
    foreach (var group in groups)
    {
        total += await MemoryRun.RunAsync([.. group], Path.Combine(databases, group.Key, group.Key + ".sqlite"), Option("--by") == "answer", CancellationToken.None);
    }

    var name = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {groups.Count} | {total.Learned} | {total.Asked} | {total.Before / (double)total.Asked:.000} | {total.After / (double)total.Asked:.000} | {total.Remembered / (double)total.Asked:.000} | {total.RightlyRemembered / (double)Math.Max(1, total.Remembered):.000} |"));
}

return 0;

static bool IsOption(string argument) => argument.StartsWith("--", StringComparison.Ordinal);

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
