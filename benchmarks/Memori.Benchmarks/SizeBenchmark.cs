using Memori.Recall;
using Memori.Sqlite;

namespace Memori.Benchmarks;

/// <summary>Everything for an owner of one size, Memori and FTS5 on the same texts.</summary>
internal static class SizeBenchmark
{
    private const int SingleWrites = 300;
    private const int Callers = 64;

    private static readonly Scope Ann = Scope.Create("ann");

    public static async Task<SizeResult> RunAsync(string folder, int size)
    {
        var texts = new GeneratedTexts(1);
        var (turns, needles) = texts.Make(size);
        var queries = size < 1_000_000 ? 300 : 60;
        var questions = texts.Questions(queries);
        var mixed = needles.ToArray();
        new Random(3).Shuffle(mixed);
        needles = [.. mixed.Take(queries)];
        var path = Path.Combine(folder, $"memori-{size}.db");
        var (grouped, single) = await WriteAsync(path, turns);
        var withoutSnapshot = (double)new FileInfo(path).Length / size;
        var memori = await MemoriAsync(path, size, questions, needles);
        memori = memori with { BytesOnDisk = withoutSnapshot, BytesOfSnapshot = ((double)new FileInfo(path).Length / size) - withoutSnapshot };
        var cold = await ColdStart.MeasureAsync(path, 7, warmsUp: false);
        var warmed = await ColdStart.MeasureAsync(path, 7, warmsUp: true);
        var fts = await Fts5Benchmark.RunAsync(Path.Combine(folder, $"fts-{size}.db"), turns, questions, needles);
        return new SizeResult(size, memori, fts, grouped, single, cold, warmed);
    }

    private static async Task<(double Grouped, double Single)> WriteAsync(string path, List<Turn> turns)
    {
        await using var database = await SqliteDatabase.OpenAsync(path, TimeProvider.System);
        await using var engine = new MemoryEngine(new SqliteMemoryStore(database), TimeProvider.System);
        var grouped = await Timing.OnceAsync(() => Parallel.ForEachAsync(
            turns, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (turn, token) => await RememberAsync(engine, "ann", turn, token)));
        var single = await Timing.OnceAsync(async () =>
        {
            foreach (var turn in turns.Take(SingleWrites))
            {
                await RememberAsync(engine, "ben", turn, CancellationToken.None);
            }
        });
        await engine.EraseUserAsync("ben");
        return (turns.Count / grouped * 1000, Math.Min(SingleWrites, turns.Count) / single * 1000);
    }

    private static async Task<EngineResult> MemoriAsync(string path, int size, List<string> questions, List<Needle> needles)
    {
        var made = await FirstAsync(path, questions[0]);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var database = await SqliteDatabase.OpenAsync(path, TimeProvider.System);
        await using var engine = new MemoryEngine(new SqliteMemoryStore(database), TimeProvider.System);
        await Ask(questions[0]);
        var bytes = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / size;
        foreach (var question in questions.Concat(questions))
        {
            await Ask(question);
        }

        var common = await Timing.OfAsync(questions, Ask);
        var rare = await Timing.OfAsync(needles, needle => Ask(needle.Question));
        var found = new List<Needle>();
        foreach (var needle in needles)
        {
            var hits = await engine.RecallAsync(Ann, new RecallRequest { Query = needle.Question, Limit = 5 });
            found.AddRange(hits.Where(hit => hit.Memory.Id == needle.Answer).Select(_ => needle));
        }

        return new EngineResult(made, common, rare, NeedleShares.Of(needles, found), bytes, 0);

        Task Ask(string question) => engine.RecallAsync(Ann, new RecallRequest { Query = question });
    }

    /// <summary>The first recall of an owner ever: the index is made from the texts, and left in the file.</summary>
    private static async Task<double> FirstAsync(string path, string question)
    {
        await using var database = await SqliteDatabase.OpenAsync(path, TimeProvider.System);
        await using var engine = new MemoryEngine(new SqliteMemoryStore(database), TimeProvider.System);
        return await Timing.OnceAsync(() => engine.RecallAsync(Ann, new RecallRequest { Query = question }));
    }

    private static Task<Memory> RememberAsync(MemoryEngine engine, string user, Turn turn, CancellationToken cancellationToken) => engine.RememberAsync(
        Scope.Create(user, turn.Session),
        new NewMemory { Id = turn.Id, Content = turn.Text, Kind = MemoryKind.Conversation, Mode = MemoryMode.Auto, Speaker = turn.Speaker, OccurredAt = turn.Time },
        cancellationToken);
}

/// <summary>What was measured at one size.</summary>
internal sealed record SizeResult(int Size, EngineResult Memori, EngineResult Fts5, double GroupedWrites, double SingleWrites, ColdTimes Cold, ColdTimes WarmedUp);

/// <summary>What was measured of one engine: times in milliseconds, bytes for each memory.</summary>
internal sealed record EngineResult(double First, Timing Common, Timing Rare, NeedleShares Found, double BytesInMemory, double BytesOnDisk)
{
    /// <summary>Bytes on disk of the snapshot of the index, for each memory.</summary>
    public double BytesOfSnapshot { get; init; }
}

/// <summary>Shares of the needles found among the first five, 0–1.</summary>
internal sealed record NeedleShares(double Said, double Answered, double SaidInChinese, double AnsweredInChinese)
{
    public static NeedleShares Of(IReadOnlyList<Needle> needles, IReadOnlyList<Needle> found)
    {
        return new NeedleShares(Share(false, false), Share(true, false), Share(false, true), Share(true, true));

        double Share(bool isAsked, bool isChinese)
        {
            return (double)found.Count(IsMeant) / needles.Count(IsMeant);

            bool IsMeant(Needle needle) => needle.IsAsked == isAsked && needle.IsChinese == isChinese;
        }
    }
}
