using Memori.Recall;
using Memori.Sqlite;

namespace Memori.Benchmarks;

/// <summary>Many owners with few memories each: the first recall of an owner, and recalls of whoever comes.</summary>
internal static class OwnersBenchmark
{
    private const int Owners = 10_000;
    private const int Memories = 100;
    private const int Questions = 3_000;

    public static async Task<OwnersResult> RunAsync(string folder)
    {
        var path = Path.Combine(folder, "owners.db");
        var texts = new GeneratedTexts(2);
        var turns = texts.Make(Memories * 50).Turns;
        var questions = texts.Questions(Questions);
        await using (var database = await SqliteDatabase.OpenAsync(path, TimeProvider.System))
        {
            var store = new SqliteMemoryStore(database);
            await using var writer = new MemoryEngine(store, TimeProvider.System);
            await Parallel.ForEachAsync(Enumerable.Range(0, Owners), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (owner, token) => await store.TransactAsync(
                async inner =>
                {
                    foreach (var turn in turns.Skip(owner % 50 * Memories).Take(Memories))
                    {
                        await writer.RememberAsync(
                            Scope.Create($"user{owner}", turn.Session),
                            new NewMemory { Content = turn.Text, Kind = MemoryKind.Conversation, Speaker = turn.Speaker, OccurredAt = turn.Time },
                            inner);
                    }

                    return true;
                },
                token));
        }

        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var reopened = await SqliteDatabase.OpenAsync(path, TimeProvider.System);
        await using var engine = new MemoryEngine(new SqliteMemoryStore(reopened), TimeProvider.System);
        var random = new Random(4);
        var first = await Timing.OfAsync(Enumerable.Range(0, Owners).ToList(), owner => AskAsync(owner, questions[owner % Questions]), rounds: 1);
        var bytes = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / Owners / Memories;
        var warm = await Timing.OfAsync(questions, question => AskAsync(random.Next(Owners), question), rounds: 1);
        return new OwnersResult(first, warm, bytes);

        Task AskAsync(int owner, string question) => engine.RecallAsync(Scope.Create($"user{owner}"), new RecallRequest { Query = question });
    }
}

/// <summary>What was measured with many owners.</summary>
internal sealed record OwnersResult(Timing First, Timing Warm, double BytesInMemory);
