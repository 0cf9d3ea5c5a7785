using Memori.Recall;
using Memori.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Tests.Recall;

public sealed class OwnerIndexesTests
{
    [Fact]
    public async Task Current_AboveTheLimit_LeastRecentlyUsedOwnersLeaveAndComeBack()
    {
        var store = new InMemoryStore();
        using var engine = new MemoryEngine(store, TimeProvider.System);
        foreach (var number in Enumerable.Range(0, 12))
        {
            await engine.RememberAsync(
                Scope.Create($"user{number % 4}"), new NewMemory { Content = $"apple {number}", Kind = MemoryKind.Fact }, TestContext.Current.CancellationToken);
        }

        long forOne;
        using (var roomy = new OwnerIndexes(store, TimeProvider.System, new RecallOptions(), NullLogger.Instance))
        {
            await ShouldFindAsync(roomy, 0);
            forOne = roomy.Bytes;
        }

        using var indexes = new OwnerIndexes(store, TimeProvider.System, new RecallOptions { IndexBytes = forOne * 5 / 2 }, NullLogger.Instance);
        foreach (var number in Enumerable.Range(0, 20))
        {
            await ShouldFindAsync(indexes, number * 7 % 4);
            indexes.Count.ShouldBeLessThanOrEqualTo(6);
            indexes.Bytes.ShouldBeInRange(1, forOne * 5 / 2);
        }

        static async Task ShouldFindAsync(OwnerIndexes indexes, int user)
        {
            var now = new Visibility { Now = DateTimeOffset.UnixEpoch.UtcTicks };
            var found = await indexes.SearchAsync(
                Owner.User($"user{user}"), RecallQuery.Parse("apple"), now, new RecallRequest { Query = "apple" }, TestContext.Current.CancellationToken);
            found.Count.ShouldBe(3);
        }
    }

    [Fact]
    public async Task Recall_OfManyOwnersAtOnce_WhileIndexesLeave_FindsEachTheirOwn()
    {
        using var engine = new MemoryEngine(new InMemoryStore(), TimeProvider.System, new MemoriOptions { Recall = new RecallOptions { IndexBytes = 100_000 } });
        await Parallel.ForEachAsync(Enumerable.Range(0, 1_000), TestContext.Current.CancellationToken, async (number, token) =>
        {
            var scope = Scope.Create($"user{number}");
            await engine.RememberAsync(scope, new NewMemory { Content = $"apple {number}", Kind = MemoryKind.Fact }, token);
            (await engine.RecallAsync(scope, new RecallRequest { Query = "apple" }, token)).ShouldHaveSingleItem().Memory.Content.ShouldBe($"apple {number}");
        });
    }
}
