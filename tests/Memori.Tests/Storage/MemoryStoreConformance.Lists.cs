using System.Globalization;
using Memori.Storage;

namespace Memori.Tests.Storage;

public abstract partial class MemoryStoreConformance
{
    [Fact]
    public async Task Update_EveryField_IsReplaced()
    {
        await _store.AppendAsync(Some("m1"), "key", Cancellation);

        var changed = await _store.UpdateAsync(
            Ann,
            "m1",
            memory => (memory with
            {
                SessionId = "s",
                Namespace = "n",
                Kind = MemoryKind.Rule,
                Layer = MemoryLayer.Long,
                Status = MemoryStatus.Superseded,
                Confidence = 0.5,
                Entities = ["Bob"],
                ValidFrom = Noon,
                ValidTo = Noon.AddDays(1),
                SupersededBy = "m2",
                SupersededAt = Noon.AddHours(1),
                ExpiresAt = Noon.AddYears(1),
            }, "key"),
            Cancellation);
        var found = await _store.FindAsync(Ann, "m1", Cancellation);

        (found! with { Entities = changed!.Entities, MergedIds = changed.MergedIds }).ShouldBe(changed);
        found.Entities.ShouldBe(["Bob"]);
        (found.SupersededBy, found.ValidTo, found.ExpiresAt, found.SessionId).ShouldBe(("m2", Noon.AddDays(1), Noon.AddYears(1), "s"));
        (await _store.UpdateAsync(Ann, "m1", memory => (memory with { SupersededBy = null, SupersededAt = null, ValidTo = null, Entities = [] }, "key"), Cancellation))!.SupersededBy.ShouldBeNull();
        (await _store.FindAsync(Ann, "m1", Cancellation)).ShouldSatisfyAllConditions(m => m!.ValidTo.ShouldBeNull(), m => m!.Entities.ShouldBeEmpty());
    }

    [Fact]
    public async Task Append_WhenTheEqualOneIsNoLongerActive_StaysApart()
    {
        await _store.AppendAsync(Some("m1") with { Status = MemoryStatus.Superseded }, "key", Cancellation);

        (await _store.AppendAsync(Some("m2"), "key", Cancellation)).Id.ShouldBe("m2");
    }

    [Fact]
    public async Task List_OfASessionAlone_LeavesOutThoseOfNone()
    {
        await Append(Some("1") with { SessionId = "s" }, Some("2"), Some("3") with { SessionId = "t" }, Some("4") with { SessionId = "s", Namespace = "n" });

        (await IdsAsync(new MemoryQuery { SessionId = "s" })).ShouldBe(["1", "2", "4"]);
        (await IdsAsync(new MemoryQuery { SessionId = "s", OnlySession = true })).ShouldBe(["1", "4"]);
        (await IdsAsync(new MemoryQuery { SessionId = "s", OnlySession = true, Namespace = "n" })).ShouldBe(["4"]);
        (await IdsAsync(new MemoryQuery { OnlySession = true })).ShouldBe(["1", "2", "3", "4"]);

        async Task<IEnumerable<string>> IdsAsync(MemoryQuery query) => (await _store.ListAsync(Ann, query, Cancellation)).Select(memory => memory.Id).Order();
    }

    [Fact]
    public async Task FindMany_ByIds_GivesThoseThatThereAre_AndFollowsNoMergedId()
    {
        await Append(Some("1"), Some("2"), Some("3"), Some("4") with { Owner = Bob });
        await _store.AppendAsync(Some("merged"), "1", Cancellation);

        (await _store.FindManyAsync(Ann, ["3", "1", "1", "4", "merged", "gone"], Cancellation)).Select(memory => memory.Id).Order().ShouldBe(["1", "3"]);
        (await _store.FindManyAsync(Ann, [], Cancellation)).ShouldBeEmpty();
        (await _store.FindManyAsync(Ann, [.. Enumerable.Range(0, 2000).Select(i => i.ToString(CultureInfo.InvariantCulture))], Cancellation)).Count.ShouldBe(3);
    }

    [Fact]
    public async Task List_IsTheNewestFirst_LaterAppendedFirstAmongEquals()
    {
        await Append(Some("2a") with { CreatedAt = Noon.AddHours(2) }, Some("1"), Some("2b") with { CreatedAt = Noon.AddHours(2) }, Some("0") with { CreatedAt = Noon.AddHours(-1) });

        (await List(new MemoryQuery())).ShouldBe(["2b", "2a", "1", "0"]);
        (await List(new MemoryQuery { Offset = 1, Limit = 2 })).ShouldBe(["2a", "1"]);
        (await List(new MemoryQuery { Offset = 4 })).ShouldBeEmpty();
        (await List(new MemoryQuery { Limit = 0 })).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_AfterAPosition_GoesThroughAllPageByPage_WhateverIsDeletedMeanwhile()
    {
        await Append([.. Enumerable.Range(0, 20).Select(i => Some($"{i:00}") with { CreatedAt = Noon.AddHours(i / 3), Status = i % 5 == 0 ? MemoryStatus.Archived : MemoryStatus.Active })]);
        var seen = new List<string>();
        var query = new MemoryQuery { Limit = 3, Status = MemoryStatus.Active };
        while (await _store.ListAsync(Ann, query, Cancellation) is { Count: > 0 } page)
        {
            seen.AddRange(page.Select(memory => memory.Id));
            await _store.DeleteAsync(Ann, page[^1].Id, _ => true, Cancellation);
            query = query with { After = MemoryPosition.Of(page[^1]) };
        }

        seen.ShouldBe(Enumerable.Range(0, 20).Where(i => i % 5 != 0).Select(i => $"{i:00}").Reverse());
    }

    [Fact]
    public async Task List_EveryFilter_AloneAndTogether()
    {
        await Append(
            Some("plain"),
            Some("session") with { SessionId = "s" },
            Some("elsewhere") with { SessionId = "t" },
            Some("namespace") with { Namespace = "n" },
            Some("rule") with { Kind = MemoryKind.Rule },
            Some("archived") with { Status = MemoryStatus.Archived },
            Some("replaced") with { Status = MemoryStatus.Superseded, SupersededBy = "plain" },
            Some("replaced in s") with { Status = MemoryStatus.Superseded, SupersededBy = "plain", SessionId = "s", Kind = MemoryKind.Rule, Namespace = "n" },
            Some("replaced by another") with { Status = MemoryStatus.Superseded, SupersededBy = "rule" });

        (await Sorted(new MemoryQuery { SessionId = "s" })).ShouldBe(["archived", "namespace", "plain", "replaced", "replaced by another", "replaced in s", "rule", "session"]);
        (await Sorted(new MemoryQuery { Namespace = "n" })).ShouldBe(["namespace", "replaced in s"]);
        (await Sorted(new MemoryQuery { Kinds = [MemoryKind.Rule, MemoryKind.Skill] })).ShouldBe(["replaced in s", "rule"]);
        (await Sorted(new MemoryQuery { Kinds = [] })).ShouldBeEmpty();
        (await Sorted(new MemoryQuery { Status = MemoryStatus.Archived })).ShouldBe(["archived"]);
        (await Sorted(new MemoryQuery { SupersededBy = "plain" })).ShouldBe(["replaced", "replaced in s"]);
        (await Sorted(new MemoryQuery { SupersededBy = "plain", SessionId = "t" })).ShouldBe(["replaced"]);
        (await Sorted(new MemoryQuery { SupersededBy = "plain", Limit = 1, Offset = 1 })).ShouldBe(["replaced"]);
        (await Sorted(new MemoryQuery { SessionId = "s", Namespace = "n", Kinds = [MemoryKind.Rule], Status = MemoryStatus.Superseded, SupersededBy = "plain" })).ShouldBe(["replaced in s"]);
        (await _store.ListAsync(Bob, new MemoryQuery { SupersededBy = "plain" }, Cancellation)).ShouldBeEmpty();
        (await _store.ListAsync(Owner.Datasource("ann"), new MemoryQuery(), Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Owners_AreAllThatEverHadAMemory_PageByPage()
    {
        Owner[] owners = [Ann, Bob, Owner.User("Ann"), Owner.User("安"), Owner.Datasource("ann"), Owner.Deployment, Owner.Datasource("1"), Owner.User("a b")];
        await Append([.. owners.Select(owner => Some("m") with { Owner = owner })]);
        await _store.VersionAsync(Owner.User("asked after only"), Cancellation);
        await _store.DeleteAsync(Bob, "m", _ => true, Cancellation);
        var seen = new List<Owner>();
        Owner? after = null;
        while (await _store.OwnersAsync(after, 3, Cancellation) is { Count: > 0 } page)
        {
            page.Count.ShouldBeLessThanOrEqualTo(3);
            seen.AddRange(page);
            after = page[^1];
        }

        seen.ShouldBe(owners, ignoreOrder: true);
    }

    [Fact]
    public async Task A_survey_counts_everybodys_memories_by_day_owner_and_status()
    {
        var first = Some("a") with { Content = "第一" };
        await Append(first, Some("b") with { Content = "second", Status = MemoryStatus.Archived });
        await _store.AppendAsync(Some("c") with { Owner = Bob, CreatedAt = first.CreatedAt.AddDays(-3) }, "c", Cancellation);
        var day = DateOnly.FromDateTime(first.CreatedAt.UtcDateTime);

        var seen = await _store.SurveyAsync(day.AddDays(-1), 1, Cancellation);

        seen.Owners.ShouldBe(2);
        seen.ByStatus[MemoryStatus.Active].Memories.ShouldBe(2);
        seen.ByStatus[MemoryStatus.Archived].Bytes.ShouldBe(6);
        seen.Largest[0].Size.Bytes.ShouldBe(12);
        seen.ByDay.ShouldHaveSingleItem().Key.ShouldBe(day);
        seen.ByDay[0].Value.Memories.ShouldBe(2);
        seen.Largest.ShouldHaveSingleItem().Owner.ShouldBe(Ann);
        seen.Largest[0].Size.Memories.ShouldBe(2);
        seen.ExactDuplicates.ShouldBe(0);
        (await _store.SurveyAsync(day.AddDays(-9), 0, Cancellation)).ByDay.Count.ShouldBe(2);
    }

    private async Task Append(params Memory[] memories)
    {
        foreach (var memory in memories)
        {
            await _store.AppendAsync(memory, memory.Id, Cancellation);
        }
    }

    private async Task<IEnumerable<string>> List(MemoryQuery query) => (await _store.ListAsync(Ann, query, Cancellation)).Select(memory => memory.Id);

    private async Task<IEnumerable<string>> Sorted(MemoryQuery query) => (await List(query)).Order(StringComparer.Ordinal);
}
