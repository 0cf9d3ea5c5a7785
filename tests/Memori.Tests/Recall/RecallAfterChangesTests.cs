using Memori.Recall;
using Memori.Storage;

namespace Memori.Tests.Recall;

public sealed class RecallAfterChangesTests
{
    [Fact]
    public async Task Recall_AfterChangesInAnyOrder_IsThatOfAFreshIndex()
    {
        var random = new Random(7);
        var store = new InMemoryStore();
        using var living = new MemoryEngine(store, new FakeTime());
        string[] words = ["apple", "river", "stone", "cloud", "train", "苹果", "河流"];
        var kept = new List<(Scope Scope, string Id)>();
        foreach (var number in Enumerable.Range(0, 400))
        {
            var scope = Scope.Create("ann", $"s{random.Next(6)}");
            switch (random.Next(10))
            {
                case < 6 or 9:
                    var made = await living.RememberAsync(
                        scope,
                        new NewMemory
                        {
                            Content = $"{words[random.Next(7)]} {words[random.Next(7)]} number {number}",
                            Kind = random.Next(4) == 0 ? MemoryKind.Fact : MemoryKind.Conversation,
                            Speaker = random.Next(3) == 0 ? "Ben" : "Ann",
                            OccurredAt = new DateTimeOffset(2024, 5, 8, 14, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(300)),
                        },
                        TestContext.Current.CancellationToken);
                    kept.Add((scope, made.Id));
                    break;
                case < 8 when kept.Count > 0:
                    var (owner, id) = kept[random.Next(kept.Count)];
                    kept.RemoveAll(pair => pair.Id == id);
                    await living.ForgetAsync(owner, id, cancellationToken: TestContext.Current.CancellationToken);
                    break;
                case 8 when kept.Count > 0:
                    var (changer, target) = kept[random.Next(kept.Count)];
                    var change = random.Next(2) == 0 ? new MemoryChange { Importance = 0.9 } : new MemoryChange { Content = $"cloud river {number}" };
                    await living.UpdateAsync(changer, target, change, cancellationToken: TestContext.Current.CancellationToken);
                    break;
            }

            if (number % 20 == 19)
            {
                using var fresh = new MemoryEngine(store, new FakeTime());
                foreach (var query in new[] { "Which apple did Ann see at the river?", "苹果和河流?", "stone cloud train" })
                {
                    var (expected, actual) = (await Scores(fresh, query), await Scores(living, query));
                    actual.Select(hit => hit.Id).ShouldBe(expected.Select(hit => hit.Id), ignoreOrder: true);
                    actual.Zip(expected).ShouldAllBe(pair => Math.Abs(pair.First.Score - pair.Second.Score) < 1e-4);
                    var few = await Scores(living, query, 3);
                    few.Select(hit => hit.Score).ShouldBe(actual.Take(3).Select(hit => hit.Score), "what is passed over is not among the best");
                    few.Count.ShouldBe(Math.Min(3, actual.Count));
                }
            }
        }

        static async Task<List<(string Id, double Score)>> Scores(MemoryEngine engine, string query, int limit = 1000) =>
            [.. (await engine.RecallAsync(Scope.Create("ann"), new RecallRequest { Query = query, Limit = limit }, TestContext.Current.CancellationToken)).Select(hit => (hit.Memory.Id, hit.Score))];
    }

    [Fact]
    public async Task Recall_WhileOthersWrite_IsNeverHalfOfAWrite()
    {
        using var engine = new MemoryEngine(new InMemoryStore(), new FakeTime());
        var scope = Scope.Create("ann", "s");
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), TestContext.Current.CancellationToken, async (worker, token) =>
        {
            foreach (var number in Enumerable.Range(0, 60))
            {
                var content = $"pair{worker} twin{worker} number {number}";
                var made = await engine.RememberAsync(scope, new NewMemory { Content = content, Kind = MemoryKind.Conversation, Speaker = $"p{worker % 2}" }, token);
                var hits = await engine.RecallAsync(scope, new RecallRequest { Query = $"pair{worker} twin{worker}", Limit = 500 }, token);
                hits.Count(hit => hit.Memory.Content.StartsWith($"pair{worker} ", StringComparison.Ordinal)).ShouldBe(1);
                hits.ShouldAllBe(hit => hit.Score >= 0 && hit.Score <= 1);
                await engine.ForgetAsync(scope, made.Id, cancellationToken: token);
            }
        });

        (await engine.RecallAsync(scope, new RecallRequest { Query = "pair1 number 7" }, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }
}
