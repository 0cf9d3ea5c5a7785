using Memori.DoorBenchmarks;

// Memori.DoorBenchmarks [--seconds 10] [--rates 50,200,500] [--out file]
// Memori.DoorBenchmarks --parts [BEGINNING OF ONE]
// Memori.DoorBenchmarks --serve UPSTREAM: the door in a process of its own, which the first form starts.
if (Option("--serve") is { } upstream)
{
    await DoorHost.RunAsync(new Uri(upstream));
    return;
}

if (args.Contains("--parts"))
{
    Console.Write(await Parts.RunAsync(Option("--parts")));
    return;
}

var seconds = int.Parse(Option("--seconds") ?? "10", System.Globalization.CultureInfo.InvariantCulture);
int[] rates = [.. (Option("--rates") ?? "50,200,500").Split(',').Select(rate => int.Parse(rate, System.Globalization.CultureInfo.InvariantCulture))];
var report = await DoorBenchmark.RunAsync(rates, TimeSpan.FromSeconds(seconds));
Console.Write(report);
if (Option("--out") is { } place)
{
    await File.WriteAllTextAsync(place, report);
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
