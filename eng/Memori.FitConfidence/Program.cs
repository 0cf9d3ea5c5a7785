using System.Globalization;
using System.Text.Json;
using Memori.FitConfidence;
using Memori.Text2Sql.Evaluation;

// Memori.FitConfidence [options] questions.json=databases …
//   --hidden questions.json,…   nothing is fitted on the databases of these sets
//   --folds directory           models that have not seen the databases, kept by eng/Memori.FitGenerator
//   --answers answers.jsonl     keeps the answers; --from answers.jsonl takes kept ones instead of asking
//   --weights confidence.tsv    --report report.md     --wrong wrong.tsv     --without signal,…     --only-overview     --jobs n
var sets = args.Where((argument, i) => !IsOption(argument) && (i == 0 || !IsOption(args[i - 1]) || args[i - 1] == "--only-overview")).ToList();
if (sets.Count == 0 && Option("--from") is null)
{
    Console.Error.WriteLine("usage: Memori.FitConfidence [--hidden questions.json,…] [--folds directory] [--answers answers.jsonl | --from answers.jsonl] [--weights confidence.tsv] [--report report.md] [--wrong wrong.tsv] [--without signal,…] [--only-overview] [--jobs n] questions.json=databases ...");
    return 2;
}

// Databases of a set on which nothing may be fitted at all, wherever else they are asked.
var hidden = new HashSet<string>(StringComparer.Ordinal);
foreach (var other in (Option("--hidden") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
{
    hidden.UnionWith((await EvaluationSet.ReadAsync(other)).Select(question => question.DatabaseId!));
}

var answers = Option("--from") is { } kept ? File.ReadLines(kept).Select(line => JsonSerializer.Deserialize<JudgedAnswer>(line)!).ToList() : [];
var folds = new FoldModels(Option("--folds"));
foreach (var set in sets)
{
    answers.AddRange((await AnswerSet.AskAsync(set, folds, int.Parse(Option("--jobs") ?? "2", CultureInfo.InvariantCulture))).Select(answer => answer with { Unseen = answer.Unseen || hidden.Contains(answer.Database) }));
    Console.Error.WriteLine($"{set}: {answers.Count} answers so far");
}

if (Option("--answers") is { } keep)
{
    await File.WriteAllLinesAsync(keep, answers.Select(answer => JsonSerializer.Serialize(answer)));
}

if (Option("--wrong") is { } wrong)
{
    // What to look at next: the questions that went wrong, with what was answered.
    await File.WriteAllLinesAsync(wrong, answers.Where(answer => !answer.Right && answer.NonEmpty).Select(answer => string.Create(
        CultureInfo.InvariantCulture, $"{answer.Set}\t{answer.Database}\t{answer.Confidence:0.00}\t{answer.Question.Question}\t{answer.Sql ?? "-"}\t{answer.Question.Query}").ReplaceLineEndings(" ")));
}

Console.WriteLine("Questions whose right answer has rows, at the confidence in use:\n");
Console.Write(Overview.Of(answers, answer => answer.Confidence));
if (args.Contains("--only-overview"))
{
    return 0;
}

var given = answers.Where(answer => answer.Sql is not null).ToList();
var fit = ConfidenceFit.Of(given, (Option("--without") ?? "").Split(',').ToHashSet());
var report = "Questions whose right answer has rows, at the fitted weights:\n\n" + Overview.Of(answers, fit.Of) + FitReport.Of(given, fit);
Console.Write(report);
await WriteAsync("--report", report);
await WriteAsync("--weights", fit.ToFile());
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
