using FsCheck;
using FsCheck.Fluent;
using Memori.Recall;
using Memori.Storage;

namespace Memori.Tests.Recall;

/// <summary>What holds for every set of memories and every query.</summary>
public sealed class RankingPropertiesTests
{
    private static readonly string[] Words = ["river", "stone", "cloud", "why?", "Ann", "parrot", "yesterday", "河流", "苹果", "生日", "price", "价格", "when", "start"];

    private static readonly Gen<string> Sentence = Gen.Elements(Words).NonEmptyListOf().Select(words => string.Join(' ', words.Take(9)));

    private static readonly Arbitrary<(string[] Memories, string Query)> Worlds = (
        from memories in Sentence.ArrayOf(30)
        from query in Sentence
        select (memories, query)).ToArbitrary();

    [Fact]
    public void Explanation_Always_AddsUpToTheScore() => Check(async (engine, request) =>
    {
        foreach (var hit in await engine.RecallAsync(Scope.Create("ann"), request))
        {
            hit.Score.ShouldBeInRange(0, 1);
            var why = hit.Explanation;
            (why.Text + why.Conversation + why.Cues + why.Importance + why.Repetition).ShouldBe(hit.Score, 1e-6);
        }
    });

    [Fact]
    public void Limit_Smaller_GivesTheFirstOfTheLarger() => Check(async (engine, request) =>
    {
        var all = await engine.RecallAsync(Scope.Create("ann"), request with { Limit = 20 });
        var few = await engine.RecallAsync(Scope.Create("ann"), request with { Limit = 4 });
        few.Select(hit => (hit.Memory.Id, hit.Score)).ShouldBe(all.Take(4).Select(hit => (hit.Memory.Id, hit.Score)));
        all.Zip(all.Skip(1)).ShouldAllBe(pair => pair.First.Score >= pair.Second.Score);
    });

    [Fact]
    public void MinimumScore_Always_OnlyLeavesOut() => Check(async (engine, request) =>
    {
        var all = await engine.RecallAsync(Scope.Create("ann"), request);
        var good = await engine.RecallAsync(Scope.Create("ann"), request with { MinimumScore = 0.3 });
        good.Select(hit => hit.Memory.Id).ShouldBe(all.Where(hit => hit.Score >= 0.3).Select(hit => hit.Memory.Id));
    });

    [Fact]
    public void MinimumSureness_Always_GivesAllOrNone() => Check(async (engine, request) =>
    {
        var all = await engine.RecallAsync(Scope.Create("ann"), request);
        var sure = await engine.RecallAsync(Scope.Create("ann"), request with { MinimumSureness = 0.5 });
        sure.Count.ShouldBe(all.Count > 0 && all[0].Sureness >= 0.5 ? all.Count : 0);
        all.Select(hit => hit.Sureness).Distinct().Count().ShouldBeLessThanOrEqualTo(1);
        all.ShouldAllBe(hit => hit.Sureness > 0 && hit.Sureness < 1);
    });

    [Fact]
    public void Search_Again_IsTheSame() => Check(async (engine, request) =>
        (await engine.RecallAsync(Scope.Create("ann"), request)).Select(hit => (hit.Memory.Id, hit.Score))
            .ShouldBe((await engine.RecallAsync(Scope.Create("ann"), request)).Select(hit => (hit.Memory.Id, hit.Score))));

    private static void Check(Func<MemoryEngine, RecallRequest, Task> property) =>
        Prop.ForAll(Worlds, world =>
        {
            using var engine = new MemoryEngine(new InMemoryStore(), new FakeTime());
            Task.Run(async () =>
            {
                foreach (var (number, content) in world.Memories.Index())
                {
                    await engine.RememberAsync(
                        Scope.Create("ann", $"s{number % 3}"),
                        new NewMemory
                        {
                            Content = content,
                            Kind = number % 4 == 0 ? MemoryKind.Fact : MemoryKind.Conversation,
                            Speaker = (number % 3) switch { 0 => "Ann", 1 => "assistant", _ => "user" },
                            OccurredAt = new DateTimeOffset(2024, 5, 8, 14, number, 0, TimeSpan.Zero),
                            Importance = number / 30.0,
                        });
                }

                await property(engine, new RecallRequest { Query = world.Query });
            }).GetAwaiter().GetResult();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
}
