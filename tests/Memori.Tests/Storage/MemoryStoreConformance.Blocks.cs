using Memori.Storage;

namespace Memori.Tests.Storage;

public abstract partial class MemoryStoreConformance
{
    private IInjectedBlockStore Blocks => _store.ShouldBeAssignableTo<IInjectedBlockStore>()!;

    [Fact]
    public async Task Block_ThatWasKept_ComesBack_InItsPlaceAlone()
    {
        await Append(Some("m1"), Some("m2") with { Owner = Owner.Datasource("7") });
        var block = Block("k", "a 块\n\"x\"", "m1") with { SessionId = "s", Namespace = "n" };
        block = block with { Memories = [.. block.Memories, new QuotedMemory(Owner.Datasource("7"), "m2")] };

        (await Blocks.KeepBlockAsync(block, Noon, Cancellation)).ShouldBe(block);

        var found = (await Blocks.FindBlocksAsync(Ann, "s", "n", ["other", "k"], Cancellation)).ShouldHaveSingleItem();
        (found with { Memories = block.Memories }).ShouldBe(block);
        found.Memories.ShouldBe(block.Memories, ignoreOrder: true);
        foreach (var (owner, session, part, key) in new[] { (Bob, "s", "n", "k"), (Ann, "t", "n", "k"), (Ann, null, "n", "k"), (Ann, "s", null, "k"), (Ann, "s", "m", "k"), (Ann, "s", "n", "K") })
        {
            (await Blocks.FindBlocksAsync(owner, session, part, [key], Cancellation)).ShouldBeEmpty();
        }

        (await Blocks.FindBlocksAsync(Ann, "s", "n", [], Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Block_OfTheSamePlace_StaysUnlessOldOrWiped()
    {
        await Append(Some("m1"));
        var first = await Blocks.KeepBlockAsync(Block("k", "first", "m1"), Noon, Cancellation);

        (await Blocks.KeepBlockAsync(Block("k", "second", "m1"), Noon, Cancellation)).Text.ShouldBe("first");
        (await Find("k")).ShouldBe("first");
        (await Blocks.KeepBlockAsync(Block("k", "third", "m1") with { CreatedAt = Noon.AddHours(2) }, first.CreatedAt.AddMilliseconds(1), Cancellation)).Text.ShouldBe("third");
        (await Find("k")).ShouldBe("third");
        await _store.DeleteAsync(Ann, "m1", _ => true, Cancellation);
        await Append(Some("m1"));
        (await Blocks.KeepBlockAsync(Block("k", "fourth", "m1"), Noon, Cancellation)).Text.ShouldBe("fourth");
        (await Find("k")).ShouldBe("fourth");
    }

    [Fact]
    public async Task Block_OfManyAtOnce_OneWins()
    {
        await Append(Some("m1"));
        var kept = new System.Collections.Concurrent.ConcurrentBag<string?>();

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 50),
            Cancellation,
            async (i, token) => kept.Add((await Blocks.KeepBlockAsync(Block("k", $"text {i}", "m1"), Noon, token)).Text));

        kept.Distinct().ShouldBe([await Find("k")]);
    }

    [Fact]
    public async Task Block_OfAMemoryThatIsGone_IsNotKept()
    {
        await Append(Some("m1"));

        (await Blocks.KeepBlockAsync(Block("k", "text", "m1", "gone"), Noon, Cancellation)).Text.ShouldBeNull();

        (await Blocks.FindBlocksAsync(Ann, null, null, ["k"], Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Block_OfAMemoryThatSaysSomethingElse_IsNotKept()
    {
        await Append(Some("m1"));

        (await Blocks.KeepBlockAsync(Block("k", "text") with { Memories = [new QuotedMemory(Ann, "m1", "other")] }, Noon, Cancellation)).Text.ShouldBeNull();
        (await Blocks.FindBlocksAsync(Ann, null, null, ["k"], Cancellation)).ShouldBeEmpty();

        (await Blocks.KeepBlockAsync(Block("k", "text") with { Memories = [new QuotedMemory(Ann, "m1", "text")] }, Noon, Cancellation)).Text.ShouldBe("text");
        (await Blocks.FindBlocksAsync(Ann, null, null, ["k"], Cancellation)).ShouldHaveSingleItem().Memories.ShouldBe([new QuotedMemory(Ann, "m1")]);
    }

    [Fact]
    public async Task Deleting_ByAnyWay_TakesTheTextOfEveryBlockThatQuotes_AndOfNoOther()
    {
        await Append(
            Some("single"), Some("merged"), Some("rewritten"), Some("kept"), Some("shared") with { Owner = Owner.Datasource("7") }, Some("session") with { SessionId = "s" });
        await _store.AppendAsync(Some("alias"), "merged", Cancellation);
        await Keep("single", "merged", "rewritten", "session");
        await Blocks.KeepBlockAsync(Block("shared", "text") with { Memories = [new QuotedMemory(Owner.Datasource("7"), "shared")] }, Noon, Cancellation);
        await Blocks.KeepBlockAsync(Block("kept", "text", "kept"), Noon, Cancellation);
        await Blocks.KeepBlockAsync(Block("both", "text", "kept", "single"), Noon, Cancellation);
        await Blocks.KeepBlockAsync(Block("bobs", "text") with { Owner = Bob, Memories = [new QuotedMemory(Owner.Datasource("7"), "shared")] }, Noon, Cancellation);

        await _store.DeleteAsync(Ann, "single", _ => true, Cancellation);
        await _store.DeleteAsync(Ann, "alias", _ => true, Cancellation);
        await _store.UpdateAsync(Ann, "rewritten", memory => (memory with { Content = "other" }, "other"), Cancellation);
        await _store.DeleteAllAsync(Ann, "s", null, Cancellation);
        await _store.DeleteAllAsync(Owner.Datasource("7"), null, null, Cancellation);

        foreach (var key in new[] { "single", "merged", "rewritten", "session", "shared", "both" })
        {
            var wiped = (await Blocks.FindBlocksAsync(Ann, null, null, [key], Cancellation)).ShouldHaveSingleItem();
            wiped.Text.ShouldBeNull(key);
            wiped.Memories.ShouldBeEmpty();
        }

        (await Blocks.FindBlocksAsync(Bob, null, null, ["bobs"], Cancellation)).ShouldHaveSingleItem().Text.ShouldBeNull();
        (await Find("kept")).ShouldBe("text");
    }

    [Fact]
    public async Task Changing_WhatIsNotItsText_LeavesTheBlock()
    {
        await Append(Some("m1"));
        await Keep("m1");

        await _store.UpdateAsync(Ann, "m1", memory => (memory with { Importance = 1, Status = MemoryStatus.Archived }, "m1"), Cancellation);
        await _store.TouchAsync(Ann, new Dictionary<string, int> { ["m1"] = 1 }, Noon, Cancellation);
        await _store.DeleteAsync(Ann, "m1", _ => false, Cancellation);

        (await Find("m1")).ShouldBe("text");
    }

    [Fact]
    public async Task DeleteAll_TakesTheBlocksOfTheSameSession()
    {
        await Append(Some("of datasource") with { Owner = Owner.Datasource("7") });
        foreach (var (owner, session, part) in new[] { (Ann, null, null), (Ann, "s", null), (Ann, "s", "n"), (Ann, "t", "n"), (Bob, "s", (string?)null) })
        {
            await Blocks.KeepBlockAsync(
                Block("k", "text") with { Owner = owner, SessionId = session, Namespace = part, Memories = [new QuotedMemory(Owner.Datasource("7"), "of datasource")] },
                Noon,
                Cancellation);
        }

        await _store.DeleteAllAsync(Ann, "s", "n", Cancellation);
        (await Places()).ShouldBe("Ann, Ann s, Ann t n, Bob s");
        await _store.DeleteAllAsync(Ann, "s", null, Cancellation);
        (await Places()).ShouldBe("Ann, Ann t n, Bob s");
        await _store.DeleteAllAsync(Ann, null, null, Cancellation);
        (await Places()).ShouldBe("Bob s");

        async Task<string> Places()
        {
            var places = new List<string>();
            foreach (var (name, owner, session, part) in new[]
            {
                ("Ann", Ann, null, null), ("Ann s", Ann, "s", null), ("Ann s n", Ann, "s", "n"), ("Ann t n", Ann, "t", "n"), ("Bob s", Bob, "s", (string?)null),
            })
            {
                places.AddRange((await Blocks.FindBlocksAsync(owner, session, part, ["k"], Cancellation)).Select(_ => name));
            }

            return string.Join(", ", places);
        }
    }

    [Fact]
    public async Task Block_InAUnitThatThrows_LeavesNothing()
    {
        await Append(Some("m1"));
        await Keep("m1");

        await Should.ThrowAsync<FormatException>(() => _store.TransactAsync<bool>(
            async token =>
            {
                await Blocks.KeepBlockAsync(Block("k", "text", "m1"), Noon, token);
                await _store.DeleteAsync(Ann, "m1", _ => true, token);
                throw new FormatException();
            },
            Cancellation));

        (await Find("m1")).ShouldBe("text");
        (await Blocks.FindBlocksAsync(Ann, null, null, ["k"], Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task PurgeBlocks_TakesTheOld()
    {
        await Append(Some("m1"));
        await Blocks.KeepBlockAsync(Block("old", "text", "m1"), Noon, Cancellation);
        await Blocks.KeepBlockAsync(Block("new", "text", "m1") with { CreatedAt = Noon.AddDays(1) }, Noon, Cancellation);

        (await Blocks.PurgeBlocksAsync(Noon.AddDays(1), Cancellation)).ShouldBe(1);

        (await Blocks.FindBlocksAsync(Ann, null, null, ["old", "new"], Cancellation)).ShouldHaveSingleItem().Key.ShouldBe("new");
    }

    private static InjectedTurn Block(string key, string text, params string[] memories) =>
        new() { Owner = Ann, Key = key, Text = text, CreatedAt = Noon, Memories = [.. memories.Select(id => new QuotedMemory(Ann, id))] };

    private async Task Keep(params string[] ids)
    {
        foreach (var id in ids)
        {
            (await Blocks.KeepBlockAsync(Block(id, "text", id), Noon, Cancellation)).Text.ShouldNotBeNull();
        }
    }

    private async Task<string?> Find(string key) => (await Blocks.FindBlocksAsync(Ann, null, null, [key], Cancellation)).ShouldHaveSingleItem().Text;
}
