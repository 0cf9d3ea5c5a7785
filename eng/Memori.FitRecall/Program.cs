using System.Globalization;
using Memori.FitRecall;

// Memori.FitRecall [--rounds n] [--weights name,name…] [--out report.md] set.json[=unseen spaces|=all] …
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: Memori.FitRecall [--rounds n] [--weights name,name...] [--out report.md] set.json[=unseen spaces|=all] ...");
    return 2;
}

var rounds = int.Parse(Option("--rounds") ?? "0", CultureInfo.InvariantCulture);
var sets = new List<FitSet>();
foreach (var argument in args.Where((argument, i) => !IsOption(argument) && (i == 0 || !IsOption(args[i - 1]))))
{
    sets.Add(await FitSet.ReadAsync(argument));
}

var fit = new Fit(sets, Console.Error);
var weights = Option("--weights")?.Split(',') is { } names ? [.. Weight.All.Where(weight => names.Contains(weight.Name))] : Weight.All;
var found = await fit.SearchAsync(WeightSet.Default, weights, rounds);
var report = await FitReport.OfAsync(fit, found);
Console.Write(report);
if (Option("--out") is { } output)
{
    await File.WriteAllTextAsync(output, report);
}

return 0;

static bool IsOption(string argument) => argument.StartsWith("--", StringComparison.Ordinal);

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
