using Memori.Recall;
using Memori.Storage;

namespace Memori.Tests.Storage;

public sealed class PurgedDeletionsTests
{
    [Fact]
    public async Task Recall_ByAnIndexFurtherBehindThanTheNotesOfDeletions_SeesNothingDeleted()
    {
        using var store = new InMemoryStore();
        using var engine = new MemoryEngine(store, new FakeTime());
        var scope = Scope.Create("ann");
        foreach (var word in new[] { "tea", "coffee", "cocoa" })
        {
            await engine.RememberAsync(scope, new NewMemory { Id = word, Content = $"The guest drinks {word}.", Kind = MemoryKind.Fact });
        }

        (await engine.RecallAsync(scope, new RecallRequest { Query = "What does the guest drink?" })).Count.ShouldBe(3);
        await store.DeleteAsync(Owner.User("ann"), "tea", _ => true);
        await store.UpdateAsync(Owner.User("ann"), "coffee", memory => (memory with { Content = "The guest drinks water." }, "water"));
        (await store.PurgeDeletionsAsync(Owner.User("ann"), 0)).ShouldBe(1);

        (await engine.RecallAsync(scope, new RecallRequest { Query = "What does the guest drink?" })).Select(found => found.Memory.Content)
            .ShouldBe(["The guest drinks water.", "The guest drinks cocoa."], ignoreOrder: true);
    }
}
