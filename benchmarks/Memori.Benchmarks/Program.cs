using System.Globalization;
using Memori.Benchmarks;

if (Option(ColdStart.Option) is { } file)
{
    await ColdStart.RunAsync(file, args.Contains(ColdStart.WarmUp));
    return;
}

if ((args.Contains("--sql") ? SqlBenchmark.Run() : Option(GroundingBenchmark.Option) is { } sets ? await GroundingBenchmark.RunAsync(sets) : null) is { } measured)
{
    Console.Write(measured);
    if (Option("--out") is { } place)
    {
        await File.WriteAllTextAsync(place, measured);
    }

    return;
}

// Memori.Benchmarks --sql [--out file]
// Memori.Benchmarks --grounding evaluation/grounding [--out file]
// Memori.Benchmarks [--keep folder] [--sizes 1000,10000,100000] [--million] [--owners] [--out file]
var sizes = Option("--sizes")?.Split(',').Select(size => int.Parse(size, CultureInfo.InvariantCulture)).ToList() ?? [1_000, 10_000, 100_000];
if (args.Contains("--million"))
{
    sizes.Add(1_000_000);
}

var folder = Option("--keep") is { } kept ? Directory.CreateDirectory(kept) : Directory.CreateTempSubdirectory("memori-benchmarks-");
try
{
    var results = new List<SizeResult>();
    foreach (var size in sizes)
    {
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{size} memories …"));
        results.Add(await SizeBenchmark.RunAsync(folder.FullName, size));
    }

    OwnersResult? owners = null;
    if (args.Contains("--owners"))
    {
        Console.Error.WriteLine("10,000 owners …");
        owners = await OwnersBenchmark.RunAsync(folder.FullName);
    }

    var report = Report.Of(results, owners);
    Console.Write(report);
    if (Option("--out") is { } output)
    {
        await File.WriteAllTextAsync(output, report);
    }
}
finally
{
    if (Option("--keep") is null)
    {
        folder.Delete(recursive: true);
    }
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
