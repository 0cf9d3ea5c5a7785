using System.Globalization;
using Memori.FitConfidence;
using Memori.Text2Sql.Evaluation;

// Memori.FitConfidence [--jobs n] [--hidden questions.json,questions.json] [--without signal,signal] [--weights confidence.tsv] [--report report.md] [--answers answers.tsv] [--wrong wrong.tsv] [--only-overview] questions.json=databases …
var sets = args.Where((argument, i) => !IsOption(argument) && (i == 0 || !IsOption(args[i - 1]) || args[i - 1] == "--only-overview")).ToList();
if (sets.Count == 0)
{
    Console.Error.WriteLine("usage: Memori.FitConfidence [--jobs n] [--hidden questions.json,questions.json] [--without signal,signal] [--weights confidence.tsv] [--report report.md] [--answers answers.tsv] [--wrong wrong.tsv] [--only-overview] questions.json=databases ...");
    return 2;
}

// Databases of a set on which nothing may be fitted at all, wherever else they are asked.
var hidden = new HashSet<string>(StringComparer.Ordinal);
foreach (var other in (Option("--hidden") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
{
    hidden.UnionWith((await EvaluationSet.ReadAsync(other)).Select(question => question.DatabaseId!));
}

var answers = new List<JudgedAnswer>();
foreach (var set in sets)
{
    answers.AddRange((await AnswerSet.AskAsync(set, int.Parse(Option("--jobs") ?? "2", CultureInfo.InvariantCulture))).Select(answer => answer with { Unseen = answer.Unseen || hidden.Contains(answer.Database) }));
    Console.Error.WriteLine($"{set}: {answers.Count} answers so far");
}

if (Option("--wrong") is { } wrong)
{
    // What to look at next: the questions that went wrong, with what was answered.
    await File.WriteAllLinesAsync(wrong, answers.Where(answer => !answer.Right && answer.NonEmpty).Select(answer => string.Create(
        CultureInfo.InvariantCulture, $"{answer.Set}\t{answer.Database}\t{answer.Confidence:0.00}\t{answer.Question.Question}\t{answer.Sql ?? "-"}\t{answer.Question.Query}").ReplaceLineEndings(" ")));
}

var overview = Overview.Of(answers);
Console.Write(overview);
if (args.Contains("--only-overview"))
{
    return 0;
}

answers.RemoveAll(answer => answer.Sql is null);
var fit = ConfidenceFit.Of(answers, (Option("--without") ?? "").Split(',').ToHashSet());
var report = FitReport.Of(answers, fit);
Console.Write(report);
await WriteAsync("--report", report);
await WriteAsync("--weights", fit.ToFile());
await WriteAsync("--answers", string.Join('\n', answers.Select(answer => string.Join('\t', [
    answer.Set, answer.Database, answer.Unseen, answer.Right, answer.Confidence.ToString("R", CultureInfo.InvariantCulture),
    .. answer.Signals.OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => $"{s.Key}={s.Value.ToString("R", CultureInfo.InvariantCulture)}")]))));
return 0;

static bool IsOption(string argument) => argument.StartsWith("--", StringComparison.Ordinal);

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

async Task WriteAsync(string option, string text)
{
    if (Option(option) is { } path)
    {
        await File.WriteAllTextAsync(path, text);
    }
}
