using System.Globalization;
using Memori.DoorBenchmarks;
using Memori.StoreBenchmarks;

// Memori.StoreBenchmarks --server postgres://… [--owners 10000] [--memories 100] [--out file]
// Memori.StoreBenchmarks --serve STATE UPSTREAM: the service in a process of its own, which the first form starts.
if (Array.IndexOf(args, "--serve") is >= 0 and var serve)
{
    await ChatHost.RunAsync(args[serve + 1], new Uri(args[serve + 2]));
    return;
}

var server = Option("--server") ?? throw new InvalidOperationException("--server postgres://… names the PostgreSQL to measure.");
var owners = int.Parse(Option("--owners") ?? "10000", CultureInfo.InvariantCulture);
var memories = int.Parse(Option("--memories") ?? "100", CultureInfo.InvariantCulture);
var folder = Directory.CreateTempSubdirectory("memori-store-benchmarks-");
try
{
    await using var embedded = MeasuredStore.Embedded(folder.FullName);
    await using var postgres = await MeasuredStore.PostgresAsync(server);
    MeasuredStore[] stores = [embedded, postgres];
    var measurements = new Measurements(stores, owners, memories);
    foreach (var store in stores)
    {
        await store.OpenAsync();
    }

    Say("remember …");
    var writes = await measurements.RememberAsync();
    var growth = new Dictionary<MeasuredStore, Growth>();
    foreach (var store in stores)
    {
        Say($"{owners} owners in {store.Name} …");
        growth[store] = await measurements.GrowAsync(store);
    }

    Say("recall …");
    var recalls = await measurements.RecallAsync();
    var chats = new Dictionary<MeasuredStore, Chats>();
    using var emulator = await ChildProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "Memori.Claude.Emulator.dll"), "--tokens-per-reply", "64");
    foreach (var store in stores)
    {
        Say($"chat over {store.Name} …");
        await store.CloseAsync();
        chats[store] = await ChatLoad.RunAsync(store.Url, emulator.Address, owners);
    }

    var report = new StoreReport(stores, owners, memories).Of(writes, growth, recalls, chats);
    Console.Write(report);
    if (Option("--out") is { } place)
    {
        await File.WriteAllTextAsync(place, report);
    }
}
finally
{
    folder.Delete(recursive: true);
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;

static void Say(string what) => Console.Error.WriteLine(what);
