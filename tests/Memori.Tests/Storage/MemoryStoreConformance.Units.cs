using Memori.Storage;

namespace Memori.Tests.Storage;

public abstract partial class MemoryStoreConformance
{
    [Fact]
    public async Task Transact_ThatThrows_LeavesNothingOfIt()
    {
        await Append(Some("changed"), Some("deleted"), Some("touched"), Some("bobs") with { Owner = Bob });
        var version = await _store.VersionAsync(Ann, Cancellation);

        await Should.ThrowAsync<FormatException>(() => _store.TransactAsync<bool>(
            async token =>
            {
                await _store.AppendAsync(Some("new"), "new", token);
                await _store.AppendAsync(Some("merged"), "changed", token);
                await _store.UpdateAsync(Ann, "changed", memory => (memory with { Content = "changed" }, "changed"), token);
                await _store.DeleteAsync(Ann, "deleted", _ => true, token);
                await _store.DeleteAllAsync(Bob, null, null, token);
                await _store.TouchAsync(Ann, new Dictionary<string, int> { ["touched"] = 7 }, Noon, token);
                throw new FormatException();
            },
            Cancellation));

        (await _store.VersionAsync(Ann, Cancellation)).ShouldBe(version);
        (await Ids(Ann)).ShouldBe(["changed", "deleted", "touched"]);
        (await Ids(Bob)).ShouldBe(["bobs"]);
        (await _store.FindAsync(Ann, "merged", Cancellation)).ShouldBeNull();
        (await _store.FindAsync(Ann, "changed", Cancellation))!.Content.ShouldBe("text");
        (await _store.FindAsync(Ann, "touched", Cancellation))!.AccessCount.ShouldBe(0);
        (await _store.ChangesAsync(Ann, version, Cancellation)).Deleted.ShouldBeEmpty();
    }

    [Fact]
    public async Task Transact_WritesSeeTheUnit_ReadsSeeWhatWasCommitted()
    {
        await Append(Some("old"));

        var result = await _store.TransactAsync(
            async token =>
            {
                await _store.AppendAsync(Some("new"), "new", token);
                (await _store.AppendAsync(Some("again"), "new", token)).MergedIds.ShouldBe(["again"]);
                (await _store.UpdateAsync(Ann, "again", memory => (memory with { Content = memory.Content + "!" }, "new"), token))!.Content.ShouldBe("text!");
                (await _store.FindAsync(Ann, "new", token)).ShouldBeNull();
                (await _store.ListAsync(Ann, new MemoryQuery(), token)).Select(memory => memory.Id).ShouldBe(["old"]);
                (await _store.VersionAsync(Ann, token)).ShouldBe(1);
                return "done";
            },
            Cancellation);

        result.ShouldBe("done");
        (await _store.FindAsync(Ann, "again", Cancellation))!.Content.ShouldBe("text!");
    }

    [Fact]
    public async Task Transact_WithinAUnit_IsLostAlone_WhenItsFailureIsCaught()
    {
        await _store.TransactAsync(
            async token =>
            {
                await _store.AppendAsync(Some("before"), "before", token);
                await Should.ThrowAsync<FormatException>(() => _store.TransactAsync<bool>(
                    async inner =>
                    {
                        await _store.AppendAsync(Some("lost"), "lost", inner);
                        throw new FormatException();
                    },
                    token));
                await Should.ThrowAsync<FormatException>(() => _store.UpdateAsync(Ann, "before", _ => throw new FormatException(), token));
                return await _store.AppendAsync(Some("after"), "after", token);
            },
            Cancellation);

        (await Ids(Ann)).ShouldBe(["before", "after"]);
    }

    [Fact]
    public async Task Transact_FromManyAtOnce_TakesTurns()
    {
        await Append(Some("counter") with { AccessCount = 0 });

        await Parallel.ForEachAsync(
            Enumerable.Range(0, 50),
            Cancellation,
            async (i, token) => await _store.TransactAsync(
                async inside =>
                {
                    var seen = 0L;
                    await _store.UpdateAsync(Ann, "counter", memory => (memory with { AccessCount = seen = memory.AccessCount + 1 }, "counter"), inside);
                    await Task.Yield();
                    await _store.AppendAsync(Some($"{i}"), $"{i}", inside);
                    return await _store.UpdateAsync(Ann, "counter", memory => (memory with { AccessCount = memory.AccessCount == seen ? seen + 1 : -1000 }, "counter"), inside);
                },
                token));

        (await _store.FindAsync(Ann, "counter", Cancellation))!.AccessCount.ShouldBe(100);
        (await Ids(Ann)).Count().ShouldBe(51);
    }

    [Fact]
    public async Task PurgeDeletions_WhoIsFurtherBehind_StartsOver()
    {
        await Append(Some("1"), Some("2"), Some("3"), Some("4"));
        await _store.DeleteAsync(Ann, "1", _ => true, Cancellation);
        var between = await _store.VersionAsync(Ann, Cancellation);
        await _store.DeleteAsync(Ann, "2", _ => true, Cancellation);
        await _store.AppendAsync(Some("5"), "5", Cancellation);

        (await _store.PurgeDeletionsAsync(Ann, 2, Cancellation)).ShouldBe(1);
        (await _store.PurgeDeletionsAsync(Ann, 2, Cancellation)).ShouldBe(0);
        (await _store.PurgeDeletionsAsync(Bob, 0, Cancellation)).ShouldBe(0);

        var behind = await _store.ChangesAsync(Ann, between - 1, Cancellation);
        behind.Complete.ShouldBeTrue();
        (behind.Written.Select(memory => memory.Id), behind.Deleted.Count).ShouldSatisfyAllConditions(x => x.Item1.ShouldBe(["3", "4", "5"]), x => x.Count.ShouldBe(0));
        var follows = await _store.ChangesAsync(Ann, between, Cancellation);
        (follows.Complete, follows.Deleted.Single(), follows.Written.Single().Id).ShouldBe((false, "2", "5"));

        await _store.PurgeDeletionsAsync(Ann, 0, Cancellation);
        (await _store.ChangesAsync(Ann, between, Cancellation)).Complete.ShouldBeTrue();
        (await _store.ChangesAsync(Ann, behind.Version, Cancellation)).ShouldSatisfyAllConditions(c => c.Complete.ShouldBeFalse(), c => c.Written.ShouldBeEmpty());
        (await _store.ChangesAsync(Ann, 0, Cancellation)).Complete.ShouldBeTrue();
    }
}
