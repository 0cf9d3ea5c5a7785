using System.Diagnostics;
using Memori.Benchmarks;
using Memori.Recall;

namespace Memori.StoreBenchmarks;

/// <summary>What is done to each store, and how long it takes. The stores take turns, so that what else the machine does meets both.</summary>
internal sealed class Measurements(IReadOnlyList<MeasuredStore> stores, int owners, int memories)
{
    private const int Callers = 64;
    private const int Rounds = 5;
    private const int WritesOfRound = 200;
    private const int Questions = 3_000;

    private readonly List<Turn> _turns = new GeneratedTexts(2).Make(memories * 50).Turns;
    private readonly List<string> _questions = new GeneratedTexts(5).Questions(Questions);

    /// <summary>Memories acknowledged a second, each in a unit of its own: by one caller, by many for owners of their own, by many for one owner.</summary>
    public async Task<Dictionary<MeasuredStore, Writes>> RememberAsync()
    {
        var writes = stores.ToDictionary(store => store, _ => (One: new List<double>(), Many: new List<double>(), Same: new List<double>()));
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var store in stores)
            {
                var one = await RateAsync(store, 1, WritesOfRound, _ => $"writer{round}");
                var many = await RateAsync(store, Callers, WritesOfRound * 10, i => $"writer{round}-{i % Callers}");
                var same = await RateAsync(store, Callers, WritesOfRound * 10, _ => $"crowd{round}");
                if (round > 0)
                {
                    writes[store].One.Add(one);
                    writes[store].Many.Add(many);
                    writes[store].Same.Add(same);
                }
            }
        }

        return writes.ToDictionary(pair => pair.Key, pair => new Writes(Median(pair.Value.One), Median(pair.Value.Many), Median(pair.Value.Same)));
    }

    /// <summary>
    /// Fills the store in three steps — half of the owners with half of their memories, the other half likewise, the rest of all — which tell what an owner costs and what a memory.
    /// </summary>
    public async Task<Growth> GrowAsync(MeasuredStore store)
    {
        var half = memories / 2;
        var start = await store.BytesAsync();
        var (first, second, third) = (await FillAsync(store, 0, owners / 2, 0, half), await FillAsync(store, owners / 2, owners, 0, half), await FillAsync(store, 0, owners, half, memories));
        var ofMemory = (third.Bytes - second.Bytes) / ((double)owners * (memories - half));
        var ofOwner = ((second.Bytes - first.Bytes) / (owners - (owners / 2.0))) - (half * ofMemory);
        return new Growth(first.Milliseconds + second.Milliseconds + third.Milliseconds, third.Bytes - start, ofOwner, ofMemory);
    }

    /// <summary>Recalls of owners never asked before in this process, then of whoever comes, each after the check of the owner's version in the store.</summary>
    public async Task<Dictionary<MeasuredStore, Recalls>> RecallAsync()
    {
        var sizes = new Dictionary<MeasuredStore, double>();
        var first = stores.ToDictionary(store => store, _ => new double[owners]);
        foreach (var store in stores)
        {
            await store.OpenAsync();
            await AskAsync(store, owners - 1, _questions[0]);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            for (var owner = 0; owner < owners; owner++)
            {
                first[store][owner] = await AskAsync(store, owner, _questions[owner % Questions]);
            }

            sizes[store] = GC.GetTotalMemory(forceFullCollection: true) - before;
        }

        var warm = stores.ToDictionary(store => store, _ => new double[Questions]);
        var processor = stores.ToDictionary(store => store, _ => TimeSpan.Zero);
        var random = new Random(4);
        for (var i = 0; i < Questions * 2; i++)
        {
            var (owner, question) = (random.Next(owners), i % Questions);
            foreach (var store in i % 2 == 0 ? stores : stores.Reverse())
            {
                var used = Environment.CpuUsage.TotalTime;
                var took = await AskAsync(store, owner, _questions[question]);
                processor[store] += Environment.CpuUsage.TotalTime - used;
                warm[store][question] = i < Questions ? took : Math.Min(warm[store][question], took);
            }
        }

        return stores.ToDictionary(
            store => store,
            store => new Recalls(Quantiles.Of(first[store]), Quantiles.Of(warm[store]), processor[store].TotalMilliseconds / Questions / 2, sizes[store] / owners / memories));
    }

    private async Task<(double Milliseconds, long Bytes)> FillAsync(MeasuredStore store, int from, int to, int skip, int end)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(from, to - from), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (owner, token) => await store.Store.TransactAsync(
            async inner =>
            {
                foreach (var turn in _turns.Skip(owner % 50 * memories).Take(memories).Skip(skip).Take(end - skip))
                {
                    await store.Engine.RememberAsync(
                        Scope.Create(OwnerName(owner), turn.Session),
                        new NewMemory { Content = turn.Text, Kind = MemoryKind.Conversation, Speaker = turn.Speaker, OccurredAt = turn.Time },
                        inner);
                }

                return true;
            },
            token));
        return (Stopwatch.GetElapsedTime(started).TotalMilliseconds, await store.BytesAsync());
    }

    private async Task<double> RateAsync(MeasuredStore store, int callers, int count, Func<int, string> user)
    {
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = callers }, async (i, token) =>
        {
            var turn = _turns[i % _turns.Count];
            await store.Engine.RememberAsync(Scope.Create(user(i), turn.Session), new NewMemory { Content = turn.Text, Kind = MemoryKind.Conversation, OccurredAt = turn.Time }, token);
        });
        return count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public static string OwnerName(int owner) => $"user{owner}";

    private static async Task<double> AskAsync(MeasuredStore store, int owner, string question)
    {
        var started = Stopwatch.GetTimestamp();
        await store.Engine.RecallAsync(Scope.Create(OwnerName(owner)), new RecallRequest { Query = question });
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

/// <summary>Memories a second.</summary>
internal sealed record Writes(double OneCaller, double ManyOwners, double OneOwner);

/// <summary>How long the filling took (milliseconds), the bytes on disk, and those of one more owner and of one more memory.</summary>
internal sealed record Growth(double Milliseconds, long Bytes, double BytesOfOwner, double BytesOfMemory);

/// <summary>Milliseconds of a first and of a warm recall, processor time of a warm one in this process, bytes in memory for each memory.</summary>
internal sealed record Recalls(Quantiles First, Quantiles Warm, double Processor, double BytesInMemory);

/// <summary>Quantiles, in milliseconds.</summary>
internal readonly record struct Quantiles(double P50, double P99)
{
    public static Quantiles Of(double[] values)
    {
        var sorted = values.Order().ToArray();
        return new Quantiles(sorted[sorted.Length / 2], sorted[Math.Min(sorted.Length - 1, sorted.Length * 99 / 100)]);
    }
}
