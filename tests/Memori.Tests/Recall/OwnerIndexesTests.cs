using Memori.Recall;
using Memori.Storage;

namespace Memori.Tests.Recall;

public sealed class OwnerIndexesTests
{
    [Fact]
    public async Task Current_AboveTheLimit_LeastRecentlyUsedOwnersLeaveAndComeBack()
    {
        var store = new InMemoryStore();
        using var engine = new MemoryEngine(store, TimeProvider.System);
        using var indexes = new OwnerIndexes(store, new RecallOptions { IndexedMemories = 10 });
        foreach (var number in Enumerable.Range(0, 12))
        {
            await engine.RememberAsync(
                Scope.Create($"user{number % 4}"), new NewMemory { Content = $"apple {number}", Kind = MemoryKind.Fact }, TestContext.Current.CancellationToken);
        }

        foreach (var number in Enumerable.Range(0, 20))
        {
            var index = await indexes.CurrentAsync(Owner.User($"user{number * 7 % 4}"), TestContext.Current.CancellationToken);
            index.Search(RecallQuery.Parse("apple"), _ => true, 10).Count.ShouldBe(3);
            indexes.Count.ShouldBeLessThanOrEqualTo(10);
        }
    }
}
