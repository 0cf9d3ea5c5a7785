using Memori.Recall;
using Memori.Storage;

namespace Memori.Tests.Recall;

/// <summary>What a search passes over is not among the best: it answers as one that looks at everything.</summary>
public sealed class PruningTests
{
    private static readonly string[] Common = ["river", "stone", "cloud", "train", "苹果", "河流", "music", "letter"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Recall_OfAll_IsThatOfAScorerThatLooksAtEverything(int seed)
    {
        var random = new Random(seed);
        var rare = Enumerable.Range(0, 200).Select(number => $"zeb{(char)('a' + (number % 26))}{(char)('a' + (number / 26))}o").ToArray();
        using var engine = new MemoryEngine(new InMemoryStore(), new FakeTime());
        var ids = new List<string>();
        for (var number = 0; number < 1500; number++)
        {
            ids.Add((await engine.RememberAsync(
                Scope.Create("ann", $"s{random.Next(random.Next(2) == 0 ? 3 : 40)}"),
                new NewMemory
                {
                    Content = string.Join(' ', Enumerable.Range(0, 1 + random.Next(12)).Select(_ => Word())) + (random.Next(4) == 0 ? "?" : ""),
                    Kind = random.Next(12) == 0 ? MemoryKind.Fact : MemoryKind.Conversation,
                    Speaker = random.Next(20) == 0 ? null : number % 2 == 0 ? "Ann" : "Ben",
                    OccurredAt = new DateTimeOffset(2024, 5, 8, 14, 0, 0, TimeSpan.Zero).AddMinutes(random.Next(50) == 0 ? 7 * random.Next(number + 1) : 7 * number),
                    Importance = random.NextDouble(),
                },
                TestContext.Current.CancellationToken)).Id);
            if (number % 5 == 4)
            {
                var target = ids[random.Next(ids.Count)];
                if (random.Next(2) == 0)
                {
                    await engine.ForgetAsync(Scope.Create("ann"), target, cancellationToken: TestContext.Current.CancellationToken);
                }
                else
                {
                    await engine.UpdateAsync(Scope.Create("ann"), target, new MemoryChange { Content = $"{Word()} {Word()} {number}" }, cancellationToken: TestContext.Current.CancellationToken);
                }
            }

            if (number % 100 is 3 or 99)
            {
                await ShouldBeEqualAsync(engine, $"What did Ann say about {Word()} {Word()} {Word()} and {Word()} yesterday? Also, {Word()} {Word()}?", 1 + random.Next(12));
                await ShouldBeEqualAsync(engine, $"{Word()} {Word()}", 5);
                await ShouldBeEqualAsync(engine, $"When was the {Word()} of {Word()}, {Word()}?", 300);
            }
        }

        string Word() => random.Next(3) > 0 ? Common[random.Next(Common.Length)] : rare[random.Next(rare.Length)];
    }

    private static async Task ShouldBeEqualAsync(MemoryEngine engine, string query, int limit)
    {
        // A filter that lets everything through takes the way on which nothing is passed over.
        var request = new RecallRequest { Query = query, Limit = limit };
        var actual = await engine.RecallAsync(Scope.Create("ann"), request, TestContext.Current.CancellationToken);
        var expected = await engine.RecallAsync(Scope.Create("ann"), request with { Kinds = Enum.GetValues<MemoryKind>() }, TestContext.Current.CancellationToken);
        actual.Count.ShouldBe(expected.Count);
        foreach (var (one, other) in actual.Zip(expected))
        {
            one.Score.ShouldBe(other.Score, 1e-4);
            one.Explanation.Text.ShouldBe(other.Explanation.Text, one.Memory.Id == other.Memory.Id ? 1e-4 : 1);
        }

        var all = expected.Where(hit => hit.Score > expected[^1].Score + 1e-4).Select(hit => hit.Memory.Id);
        actual.Select(hit => hit.Memory.Id).ShouldBeSubsetOf(expected.Select(hit => hit.Memory.Id).Concat(actual.Where(hit => hit.Score <= expected[^1].Score + 1e-4).Select(hit => hit.Memory.Id)));
        all.ShouldBeSubsetOf(actual.Select(hit => hit.Memory.Id));
    }
}
