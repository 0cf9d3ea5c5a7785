using System.Globalization;
using Memori.FitGenerator;
using Memori.Text2Sql.Evaluation;
using Memori.Text2Sql.Generation.Embedded.Ranking;
using Memori.Text2Sql.Generation.Embedded.Roles;

// Memori.FitGenerator --show question database.sqlite … prints how questions are read.
// Memori.FitGenerator --time questions.json=databases … measures how long questions take.
// Memori.FitGenerator [--hidden questions.json] [--roles roles.tsv] [--ranker ranker.tsv] [--folds directory] [--most 3000] questions.json=databases …
// Memori.FitGenerator --failures out.jsonl [--hidden …] [--most 500] questions.json=databases … writes how questions are read, right or wrong.
// Fits the roles of names and the ranker of readings on the databases that may be seen; --hidden leaves out the databases of another set too.
// The ranker is fitted on readings by roles that were fitted without their databases. Prints figures on databases held out, but those of the ranker with --judge no.
// --folds keeps the models of each fold, for eng/Memori.FitConfidence: a directory for each with its databases, and the roles and the ranker that were fitted without them.
if (args is ["--show", .. var shown])
{
    await Shown.PrintAsync(shown);
    return 0;
}

if (args is ["--time", .. var timed])
{
    await Timed.PrintAsync(timed);
    return 0;
}

const int Folds = 4;
const double Least = 0.05;
var sets = args.Where((argument, i) => !IsOption(argument) && (i == 0 || !IsOption(args[i - 1]))).ToList();
if (sets.Count == 0)
{
    Console.Error.WriteLine("usage: Memori.FitGenerator [--hidden questions.json] [--roles roles.tsv] [--ranker ranker.tsv] [--folds directory] [--most 3000] questions.json=databases ...");
    return 2;
}

var hidden = Option("--hidden") is { } other ? (await EvaluationSet.ReadAsync(other)).Select(q => q.DatabaseId!).ToHashSet(StringComparer.Ordinal) : [];
var questions = new List<SeenQuestion>();
foreach (var set in sets)
{
    questions.AddRange(await ExampleSet.ReadAsync(set, hidden, translated: Option("--ranker") is not null || Option("--failures-zh") is not null));
    Console.Error.WriteLine($"{set}: {questions.Count} questions so far");
}

if (Option("--failures") is { } failures)
{
    var every = Math.Max(1, questions.Count / int.Parse(Option("--most") ?? "100000", CultureInfo.InvariantCulture));
    await Failures.WriteAsync([.. questions.Where((_, i) => i % every == 0)], failures);
    return 0;
}

var fold = questions.Select(q => q.Question.DatabaseId!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select((d, i) => (d, i)).ToDictionary(p => p.d, p => p.i % Folds, StringComparer.Ordinal);
var trials = Option("--ranker") is null ? 1 : Folds;
var ranked = new List<RankedQuestion>();
for (var f = 0; f < trials; f++)
{
    var held = questions.Where(q => fold[q.Question.DatabaseId!] == f).ToList();
    var fit = RoleFit.Of([.. questions.Where(q => fold[q.Question.DatabaseId!] != f).SelectMany(q => q.Roles)]);
    foreach (var set in held.GroupBy(q => q.Set))
    {
        RoleReport.Print(set.Key, [.. set.SelectMany(q => q.Roles)], fit);
    }

    if (Option("--ranker") is not null)
    {
        var rows = fit.Sequence.Weights(Least).Select(Row).ToList();
        var model = new RoleModel(rows.Select(row => row.Split('\t')));
        var some = held.Where((_, i) => i % Math.Max(1, questions.Count / int.Parse(Option("--most") ?? "3000", CultureInfo.InvariantCulture)) == 0).ToList();
        ranked.AddRange(Judged.Readings(some, model));
        if (Option("--folds") is { } folds)
        {
            var own = Directory.CreateDirectory(Path.Combine(folds, f.ToString(CultureInfo.InvariantCulture))).FullName;
            await File.WriteAllLinesAsync(Path.Combine(own, "databases.txt"), fold.Where(d => d.Value == f).Select(d => d.Key));
            await File.WriteAllLinesAsync(Path.Combine(own, "roles.tsv"), rows);
        }
    }
}

if (Option("--ranker") is { } rankerPath)
{
    foreach (var f in Enumerable.Range(0, Option("--judge") == "no" ? 0 : Folds))
    {
        var weights = RankerFit.Fit([.. ranked.Where(q => fold[q.Database] != f)]);
        if (Option("--folds") is { } folds)
        {
            await File.WriteAllTextAsync(Path.Combine(folds, f.ToString(CultureInfo.InvariantCulture), "ranker.tsv"), Lines(weights));
        }

        foreach (var set in ranked.Where(q => fold[q.Database] == f).GroupBy(q => q.Set))
        {
            var (first, any) = RankerFit.Judge([.. set], new Ranker(weights));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ranker {set.Key}: held out {set.Count()} questions; first reading right {first:0.000}, any {any:0.000}"));
        }
    }

    await File.WriteAllTextAsync(rankerPath, "# The weights of the ranker of readings, written by eng/Memori.FitGenerator; see docs/generator.md.\n" + Lines(RankerFit.Fit(ranked)));
}

if (Option("--roles") is { } path)
{
    await File.WriteAllTextAsync(path, "# The weights of the roles of names, written by eng/Memori.FitGenerator; see docs/generator.md.\n"
        + string.Concat(RoleFit.Of([.. questions.SelectMany(q => q.Roles)]).Sequence.Weights(Least).Select(w => Row(w) + "\n")));
}

return 0;

static string Row((string Feature, IReadOnlyList<(int Role, double Weight)> Weights) weight) =>
    weight.Feature + "\t" + string.Join(' ', weight.Weights.Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Role}:{w.Weight:0.##}")));

static string Lines(Dictionary<string, double> weights) =>
    string.Concat(weights.OrderBy(w => w.Key, StringComparer.Ordinal).Select(w => string.Create(CultureInfo.InvariantCulture, $"{w.Key}\t{w.Value}\n")));

static bool IsOption(string argument) => argument.StartsWith("--", StringComparison.Ordinal);

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
