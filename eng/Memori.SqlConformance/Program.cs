using Memori.SqlConformance;

// Memori.SqlConformance [--list] [--rendered folder] set …
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: Memori.SqlConformance [--list] [--rendered FOLDER] SET...   a set is a folder with questions.json and databases/");
    return 2;
}

var rendered = Array.IndexOf(args, "--rendered") is >= 0 and var at ? args[at + 1] : null;
var sets = args.Where((argument, i) => argument != "--list" && argument != "--rendered" && (i == 0 || args[i - 1] != "--rendered")).ToList();
var all = new Tally();
foreach (var set in sets)
{
    if (!File.Exists(Path.Combine(set, "questions.json")))
    {
        Console.Error.WriteLine($"{Path.GetFileName(set)}: no questions.json there, skipped");
        continue;
    }

    var tally = await new QuestionSet(set, sets).RunAsync(rendered);
    Console.WriteLine(tally.Line(Path.GetFileName(set)));
    if (args.Contains("--list"))
    {
        tally.WriteFailures(Console.Out);
    }

    all.Add(tally);
}

Console.WriteLine(all.Line("all"));
all.WriteReasons(Console.Out);
return 0;
