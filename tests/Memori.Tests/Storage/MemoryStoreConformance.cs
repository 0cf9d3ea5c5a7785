using System.Text.Json.Nodes;
using Memori.Storage;

namespace Memori.Tests.Storage;

/// <summary>What every store of memories must do. Each store's test project derives from it.</summary>
public abstract partial class MemoryStoreConformance : IAsyncLifetime
{
    private static readonly Owner Ann = Owner.User("ann");
    private static readonly Owner Bob = Owner.User("bob");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private IMemoryStore _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _store = await CreateAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task Append_WhatStandsAside_MergesWithNothing()
    {
        await _store.AppendAsync(Some("m1"), "key", Cancellation);
        (await _store.AppendAsync(Some("m2") with { Status = MemoryStatus.Archived }, "key", Cancellation)).Id.ShouldBe("m2");
        (await _store.FindAsync(Ann, "m1", Cancellation))!.Status.ShouldBe(MemoryStatus.Active);
        (await _store.FindAsync(Ann, "m1", Cancellation))!.MergedIds.ShouldBeEmpty();
        (await _store.AppendAsync(Some("m3"), "key", Cancellation)).Id.ShouldBe("m1");
    }

    [Fact]
    public async Task Append_EveryField_ComesBack()
    {
        var memory = Some("m1") with
        {
            SessionId = "s",
            Namespace = "n",
            Kind = MemoryKind.Query,
            Mode = MemoryMode.Auto,
            Layer = MemoryLayer.Medium,
            Importance = 0.25,
            Metadata = new JsonObject { ["sql"] = "SELECT '汉字' -- \"x\"", ["list"] = new JsonArray(1, 2) },
            Provenance = "message 7",
            TokenCount = 12,
            AccessCount = 3,
            Feedback = 0.75,
            UpdatedAt = Noon.AddHours(1),
            AccessedAt = Noon.AddHours(2),
            Status = MemoryStatus.Archived,
            Speaker = "Ann",
            OccurredAt = Noon.AddDays(-1),
            Confidence = 0.625,
            Entities = ["Ann", "销售部", "a \"b\""],
            ValidFrom = Noon.AddDays(-2),
            ValidTo = Noon.AddDays(2),
            SupersededBy = "m0",
            SupersededAt = Noon.AddHours(3),
            ExpiresAt = Noon.AddDays(9),
        };

        var stored = await _store.AppendAsync(memory, "key", Cancellation);
        var found = await _store.FindAsync(Ann, "m1", Cancellation);

        found.ShouldNotBeNull();
        (found with { Metadata = null, MergedIds = stored.MergedIds, Entities = stored.Entities }).ShouldBe(stored with { Metadata = null });
        found.Entities.ShouldBe(memory.Entities);
        JsonNode.DeepEquals(found.Metadata, memory.Metadata).ShouldBeTrue();
        (stored with { Sequence = 0 }).ShouldBe(memory);
    }

    [Fact]
    public async Task Append_SameIdAgain_HasTheEffectOfOnce()
    {
        await _store.AppendAsync(Some("m1"), "key", Cancellation);
        var version = await _store.VersionAsync(Ann, Cancellation);

        var again = await _store.AppendAsync(Some("m1") with { Content = "other" }, "other key", Cancellation);

        again.Content.ShouldBe("text");
        (await _store.VersionAsync(Ann, Cancellation)).ShouldBe(version);
    }

    [Fact]
    public async Task Append_EqualContent_MergesAndKeepsAllIds()
    {
        await _store.AppendAsync(Some("m1") with { Importance = 0.9 }, "key", Cancellation);
        await _store.AppendAsync(Some("m2") with { Importance = 0.2, Metadata = new JsonObject { ["a"] = 1 } }, "key", Cancellation);
        var merged = await _store.AppendAsync(Some("m3"), "key", Cancellation);
        var retried = await _store.AppendAsync(Some("m2"), "key", Cancellation);

        merged.Id.ShouldBe("m1");
        merged.MergedIds.ShouldBe(["m2", "m3"]);
        merged.Importance.ShouldBe(0.9);
        retried.MergedIds.ShouldBe(["m2", "m3"]);
        (await _store.FindAsync(Ann, "m3", Cancellation))!.Id.ShouldBe("m1");
        (await _store.ChangesAsync(Ann, 0, Cancellation)).Written.Single().Metadata!["a"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Append_WithMergedIds_EachFindsIt()
    {
        await _store.AppendAsync(Some("m1") with { MergedIds = ["a", "b"] }, "key", Cancellation);
        var merged = await _store.AppendAsync(Some("m2") with { MergedIds = ["c"] }, "key", Cancellation);

        merged.MergedIds.ShouldBe(["a", "b", "m2", "c"]);
        foreach (var id in merged.MergedIds)
        {
            (await _store.AppendAsync(Some(id), "another key", Cancellation)).Id.ShouldBe("m1");
        }
    }

    [Fact]
    public async Task Append_EqualContentElsewhere_StaysApart()
    {
        Memory[] memories =
        [
            Some("1"), Some("2") with { SessionId = "s" }, Some("3") with { Namespace = "n" }, Some("4") with { Kind = MemoryKind.Rule },
            Some("5") with { Owner = Bob }, Some("6") with { Owner = Owner.Datasource("ann") },
        ];
        foreach (var memory in memories)
        {
            (await _store.AppendAsync(memory, "key", Cancellation)).Id.ShouldBe(memory.Id);
        }
    }

    [Fact]
    public async Task Find_OfAnotherOwner_IsNull()
    {
        await _store.AppendAsync(Some("m1"), "key", Cancellation);

        (await _store.FindAsync(Bob, "m1", Cancellation)).ShouldBeNull();
        (await _store.FindAsync(Owner.Datasource("ann"), "m1", Cancellation)).ShouldBeNull();
        (await _store.DeleteAsync(Bob, "m1", _ => true, Cancellation)).ShouldBeFalse();
        (await _store.UpdateAsync(Bob, "m1", memory => (memory with { Content = "stolen" }, "k"), Cancellation)).ShouldBeNull();
        (await _store.FindAsync(Ann, "m1", Cancellation))!.Content.ShouldBe("text");
    }

    [Fact]
    public async Task Update_ByMergedId_ChangesAndKeepsIdentity()
    {
        await _store.AppendAsync(Some("m1"), "key", Cancellation);
        await _store.AppendAsync(Some("m2"), "key", Cancellation);

        var changed = await _store.UpdateAsync(Ann, "m2", memory => (memory with { Id = "x", Content = "new", MergedIds = [] }, "new key"), Cancellation);

        changed!.Id.ShouldBe("m1");
        changed.Content.ShouldBe("new");
        changed.MergedIds.ShouldBe(["m2"]);
        (await _store.AppendAsync(Some("m3"), "key", Cancellation)).Id.ShouldBe("m3", "the old content is free again");
        (await _store.AppendAsync(Some("m4"), "new key", Cancellation)).Id.ShouldBe("m1");
    }

    [Fact]
    public async Task Update_NothingToChange_LeavesTheVersion()
    {
        await _store.AppendAsync(Some("m1"), "key", Cancellation);
        var version = await _store.VersionAsync(Ann, Cancellation);

        (await _store.UpdateAsync(Ann, "m1", _ => null, Cancellation)).ShouldBeNull();
        (await _store.DeleteAsync(Ann, "m1", _ => false, Cancellation)).ShouldBeFalse();

        (await _store.VersionAsync(Ann, Cancellation)).ShouldBe(version);
    }

    [Fact]
    public async Task Update_ChangeThrows_NothingHappens()
    {
        await _store.AppendAsync(Some("m1"), "key", Cancellation);
        var version = await _store.VersionAsync(Ann, Cancellation);

        await Should.ThrowAsync<FormatException>(() => _store.UpdateAsync(Ann, "m1", _ => throw new FormatException(), Cancellation));

        (await _store.VersionAsync(Ann, Cancellation)).ShouldBe(version);
    }

    [Fact]
    public async Task Delete_TakesEveryMergedId()
    {
        await _store.AppendAsync(Some("m1"), "key", Cancellation);
        await _store.AppendAsync(Some("m2"), "key", Cancellation);

        (await _store.DeleteAsync(Ann, "m2", _ => true, Cancellation)).ShouldBeTrue();

        (await _store.FindAsync(Ann, "m1", Cancellation)).ShouldBeNull();
        (await _store.FindAsync(Ann, "m2", Cancellation)).ShouldBeNull();
        (await _store.DeleteAsync(Ann, "m1", _ => true, Cancellation)).ShouldBeFalse();
        (await _store.AppendAsync(Some("m2"), "key", Cancellation)).Id.ShouldBe("m2");
    }

    [Fact]
    public async Task DeleteAll_OfASession_LeavesTheRest()
    {
        await _store.AppendAsync(Some("1"), "a", Cancellation);
        await _store.AppendAsync(Some("2") with { SessionId = "s" }, "b", Cancellation);
        await _store.AppendAsync(Some("3") with { SessionId = "s", Namespace = "n" }, "c", Cancellation);
        await _store.AppendAsync(Some("4") with { SessionId = "t", Namespace = "n" }, "d", Cancellation);
        await _store.AppendAsync(Some("5") with { SessionId = "s", Owner = Bob }, "e", Cancellation);

        (await _store.DeleteAllAsync(Ann, "s", "n", Cancellation)).ShouldBe(1);
        (await _store.DeleteAllAsync(Ann, "s", null, Cancellation)).ShouldBe(1);
        (await Ids(Ann)).ShouldBe(["1", "4"]);
        (await _store.DeleteAllAsync(Ann, null, null, Cancellation)).ShouldBe(2);
        (await Ids(Ann)).ShouldBeEmpty();
        (await Ids(Bob)).ShouldBe(["5"]);
    }

    [Fact]
    public async Task Changes_SinceAVersion_AreWhatHappenedAfterIt()
    {
        (await _store.VersionAsync(Ann, Cancellation)).ShouldBe(0);
        await _store.AppendAsync(Some("1"), "a", Cancellation);
        await _store.AppendAsync(Some("2"), "b", Cancellation);
        var since = await _store.VersionAsync(Ann, Cancellation);
        await _store.AppendAsync(Some("3"), "c", Cancellation);
        await _store.UpdateAsync(Ann, "1", memory => (memory with { Content = "new" }, "a2"), Cancellation);
        await _store.DeleteAsync(Ann, "2", _ => true, Cancellation);

        var changes = await _store.ChangesAsync(Ann, since, Cancellation);

        changes.Version.ShouldBe(await _store.VersionAsync(Ann, Cancellation));
        changes.Written.Select(memory => memory.Id).ShouldBe(["1", "3"]);
        changes.Deleted.ShouldBe(["2"]);
        (await _store.ChangesAsync(Ann, changes.Version, Cancellation)).Written.ShouldBeEmpty();
        (await _store.VersionAsync(Bob, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Erase_LeavesNothingAndVersionsGoOn()
    {
        foreach (var id in (string[])["1", "2", "3"])
        {
            await _store.AppendAsync(Some(id), id, Cancellation);
        }

        await _store.DeleteAsync(Ann, "2", _ => true, Cancellation);
        var before = await _store.VersionAsync(Ann, Cancellation);
        (await _store.EraseAsync(Ann, Cancellation)).ShouldBe(2);
        var erased = await _store.VersionAsync(Ann, Cancellation);
        erased.ShouldBeGreaterThan(before);
        var changes = await _store.ChangesAsync(Ann, before, Cancellation);
        changes.Version.ShouldBe(erased);
        changes.Written.ShouldBeEmpty();
        (changes.Complete || changes.Deleted.Count == 2).ShouldBeTrue("a reader drops what it knew");

        // Who comes back under that id is somebody new, also to a reader that slept meanwhile.
        for (var number = 0; number < 10; number++)
        {
            await _store.AppendAsync(Some($"new {number}"), $"new {number}", Cancellation);
        }

        changes = await _store.ChangesAsync(Ann, before, Cancellation);
        changes.Version.ShouldBeGreaterThan(erased);
        changes.Written.Count.ShouldBe(10);
        (changes.Complete || changes.Deleted.Count == 2).ShouldBeTrue();
        (await _store.EraseAsync(Bob, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task Touch_CountsWithoutANewVersion()
    {
        await _store.AppendAsync(Some("1"), "a", Cancellation);
        var version = await _store.VersionAsync(Ann, Cancellation);

        await _store.TouchAsync(Ann, new Dictionary<string, int> { ["1"] = 2, ["gone"] = 1 }, Noon.AddDays(1), Cancellation);
        await _store.TouchAsync(Ann, new Dictionary<string, int> { ["1"] = 1 }, Noon, Cancellation);

        var touched = await _store.FindAsync(Ann, "1", Cancellation);
        touched!.AccessCount.ShouldBe(3);
        touched.AccessedAt.ShouldBe(Noon.AddDays(1));
        (await _store.VersionAsync(Ann, Cancellation)).ShouldBe(version);
    }

    [Fact]
    public async Task Append_FromManyAtOnce_LosesNothing()
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 200),
            Cancellation,
            async (i, token) => await _store.AppendAsync(Some($"m{i}"), $"key {i % 50}", token));

        var changes = await _store.ChangesAsync(Ann, 0, Cancellation);
        changes.Written.Count.ShouldBe(50);
        changes.Written.Sum(memory => 1 + memory.MergedIds.Count).ShouldBe(200);
        changes.Version.ShouldBe(200);
    }

    /// <summary>A new, empty store.</summary>
    protected abstract ValueTask<IMemoryStore> CreateAsync();

    private static Memory Some(string id) =>
        new() { Id = id, Owner = Ann, Content = "text", Kind = MemoryKind.Fact, CreatedAt = Noon, UpdatedAt = Noon };

    private async Task<IEnumerable<string>> Ids(Owner owner) =>
        (await _store.ChangesAsync(owner, 0, Cancellation)).Written.Select(memory => memory.Id);
}
