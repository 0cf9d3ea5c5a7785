using System.Text.Json.Nodes;
using Memori.Recall;
using Memori.Storage;

namespace Memori.Tests;

public sealed class MemoryEngineTests : IDisposable
{
    private readonly FakeTime _time = new();
    private readonly MemoryEngine _engine;

    public MemoryEngineTests() => _engine = new MemoryEngine(new InMemoryStore(), _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task Remember_WithoutDetails_FillsThemIn()
    {
        var memory = await Remember(Scope.Create("ann", "s1", "n"), "I prefer tables to charts.", MemoryKind.Preference);

        memory.Owner.ShouldBe(Owner.User("ann"));
        memory.SessionId.ShouldBeNull("a preference is the user's");
        memory.Namespace.ShouldBe("n");
        memory.Layer.ShouldBe(MemoryLayer.Long);
        memory.Importance.ShouldBe(0.8);
        memory.CreatedAt.ShouldBe(_time.GetUtcNow());
        memory.TokenCount.ShouldBeInRange(5, 9);
        Guid.Parse(memory.Id).Version.ShouldBe(7);
    }

    [Theory]
    [InlineData(MemoryKind.Conversation, true)]
    [InlineData(MemoryKind.Result, true)]
    [InlineData(MemoryKind.Context, true)]
    [InlineData(MemoryKind.Fact, false)]
    [InlineData(MemoryKind.Rule, false)]
    [InlineData(MemoryKind.Schema, false)]
    public async Task Remember_ByKind_StaysInTheSessionOrBelongsToTheUser(MemoryKind kind, bool isSessionBound) =>
        (await Remember(Scope.Create("ann", "s1"), "text", kind)).SessionId.ShouldBe(isSessionBound ? "s1" : null);

    [Fact]
    public async Task Remember_ForAnOwnerNotGranted_IsForbidden()
    {
        var failure = await Should.ThrowAsync<MemoriException>(() => _engine.RememberAsync(
            Scope.Create("ann"), new NewMemory { Content = "x", Kind = MemoryKind.Schema, Owner = Owner.Datasource("1") }, Cancellation));

        failure.Code.ShouldBe("owner-not-granted");
        (await Should.ThrowAsync<MemoriException>(() => _engine.RememberAsync(
            Scope.Create("ann"), new NewMemory { Content = "x", Kind = MemoryKind.Schema, Owner = Owner.User("bob") }, Cancellation)))
            .Kind.ShouldBe(FaultKind.Forbidden);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\t　")]
    public async Task Remember_BadContent_IsRefused(string content) =>
        (await Should.ThrowAsync<MemoriException>(() => Remember(Scope.Create("ann"), content))).Code.ShouldBe("invalid-content");

    [Theory]
    [InlineData(0xd800)]
    [InlineData(0)]
    public async Task Remember_WhatIsNoText_IsRefused(int character) =>
        (await Should.ThrowAsync<MemoriException>(() => Remember(Scope.Create("ann"), "lone " + (char)character))).Code.ShouldBe("invalid-content");

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public async Task Remember_BadImportance_IsRefused(double importance) =>
        (await Should.ThrowAsync<MemoriException>(() => _engine.RememberAsync(
            Scope.Create("ann"), new NewMemory { Content = "x", Kind = MemoryKind.Fact, Importance = importance }, Cancellation)))
            .Code.ShouldBe("invalid-importance");

    [Fact]
    public async Task Remember_SameTextInAnotherForm_Merges()
    {
        var first = await Remember(Scope.Create("ann"), "活跃客户 means 90 days");
        var second = await Remember(Scope.Create("ann"), "  活跃客户   ＭＥＡＮＳ ９０ days ");

        second.Id.ShouldBe(first.Id);
        second.MergedIds.Count.ShouldBe(1);
        (await Remember(Scope.Create("ann"), "活跃顾客 means 90 days")).Id.ShouldNotBe(first.Id, "different Chinese is different");
        (await Recall(Scope.Create("ann"), "活跃客户")).Count(hit => hit.Memory.Id == first.Id).ShouldBe(1);
    }

    [Fact]
    public async Task Remember_MetadataChangedAfterwards_IsNotTouched()
    {
        var metadata = new JsonObject { ["a"] = 1 };
        var memory = await _engine.RememberAsync(Scope.Create("ann"), new NewMemory { Content = "sky", Kind = MemoryKind.Fact, Metadata = metadata }, Cancellation);
        metadata["a"] = 2;
        (await Recall(Scope.Create("ann"), "sky")).Single().Memory.Metadata!["a"] = 3;

        (await _engine.GetAsync(Scope.Create("ann"), memory.Id, Cancellation))!.Metadata!["a"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Recall_SharedOwner_OnlyWhenGranted()
    {
        var granted = Scope.Create("ann") with { Granted = [Owner.Datasource("1")] };
        await _engine.RememberAsync(granted, new NewMemory { Content = "orders has a column total", Kind = MemoryKind.Schema, Owner = Owner.Datasource("1") }, Cancellation);

        (await Recall(Scope.Create("bob") with { Granted = [Owner.Datasource("1")] }, "orders total")).Count.ShouldBe(1);
        (await Recall(Scope.Create("ann"), "orders total")).ShouldBeEmpty();
        (await Recall(Scope.Create("bob") with { Granted = [Owner.Datasource("2"), Owner.User("ann")] }, "orders total")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Update_NewContent_IsFoundInPlaceOfTheOld()
    {
        var scope = Scope.Create("ann");
        var memory = await Remember(scope, "The warehouse is in Lisbon.");
        await Recall(scope, "warehouse");
        await _engine.UpdateAsync(scope, memory.Id, new MemoryChange { Content = "The depot is in Porto." }, cancellationToken: Cancellation);

        (await Recall(scope, "Lisbon")).ShouldBeEmpty();
        (await Recall(scope, "Porto")).Single().Memory.Id.ShouldBe(memory.Id);
    }

    [Fact]
    public async Task Update_Archived_IsNoLongerRecalled()
    {
        var memory = await Remember(Scope.Create("ann"), "The warehouse is in Lisbon.");
        await _engine.UpdateAsync(Scope.Create("ann"), memory.Id, new MemoryChange { Status = MemoryStatus.Archived }, cancellationToken: Cancellation);

        (await Recall(Scope.Create("ann"), "Lisbon")).ShouldBeEmpty();
        (await _engine.ListAsync(Scope.Create("ann"), new MemoryFilter { Status = MemoryStatus.Archived }, Cancellation)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Clear_DeletesTheSessionsOwn_AndNothingElse()
    {
        var scope = Scope.Create("ann", "s1");
        await Remember(scope, "turn one", MemoryKind.Conversation);
        await Remember(Scope.Create("ann", "s2"), "turn two", MemoryKind.Conversation);
        await Remember(scope, "likes tea", MemoryKind.Preference);

        (await _engine.ClearAsync(scope, Cancellation)).ShouldBe(1);

        (await _engine.ListAsync(Scope.Create("ann"), cancellationToken: Cancellation)).Select(memory => memory.Content).ShouldBe(["likes tea", "turn two"]);
        (await Should.ThrowAsync<MemoriException>(() => _engine.ClearAsync(Scope.Create("ann"), Cancellation))).Code.ShouldBe("session-required");
    }

    [Fact]
    public async Task EraseUser_LeavesNothingInRecallOrStatistics()
    {
        await Remember(Scope.Create("ann", "s1"), "turn one", MemoryKind.Conversation);
        await Remember(Scope.Create("ann"), "likes tea", MemoryKind.Preference);
        await Recall(Scope.Create("ann"), "tea");

        (await _engine.EraseUserAsync("ann", Cancellation)).ShouldBe(2);

        (await Recall(Scope.Create("ann"), "tea one")).ShouldBeEmpty();
        (await _engine.StatisticsAsync(Scope.Create("ann"), Cancellation)).Total.ShouldBe(0);
    }

    [Fact]
    public async Task Feedback_MovesHalfWay()
    {
        var memory = await Remember(Scope.Create("ann"), "x");

        (await _engine.FeedbackAsync(Scope.Create("ann"), memory.Id, 1, cancellationToken: Cancellation))!.Feedback.ShouldBe(0.75);
        (await _engine.FeedbackAsync(Scope.Create("bob"), memory.Id, 0, cancellationToken: Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Statistics_CountWhatTheScopeSees()
    {
        await Remember(Scope.Create("ann", "s1"), "turn one", MemoryKind.Conversation);
        _time.Advance(TimeSpan.FromDays(2));
        await Remember(Scope.Create("ann", "s2"), "turn two", MemoryKind.Conversation);
        await Remember(Scope.Create("ann"), "likes tea", MemoryKind.Preference);

        var all = await _engine.StatisticsAsync(Scope.Create("ann"), Cancellation);
        var session = await _engine.StatisticsAsync(Scope.Create("ann", "s2"), Cancellation);

        (all.Total, session.Total).ShouldBe((3, 2));
        all.Newest.ShouldBe(_time.GetUtcNow());
        all.Oldest.ShouldBe(_time.GetUtcNow().AddDays(-2));
        all.ByKind.ShouldBe(new Dictionary<MemoryKind, int> { [MemoryKind.Conversation] = 2, [MemoryKind.Preference] = 1 }, ignoreOrder: true);
        all.AverageImportance.ShouldBeInRange(0.4, 0.8);
        all.Tokens.ShouldBe(7);
    }

    [Fact]
    public async Task Recall_CountsAccesses()
    {
        var memory = await Remember(Scope.Create("ann"), "likes tea");
        await Recall(Scope.Create("ann"), "tea");
        await Recall(Scope.Create("ann"), "tea");
        await Recall(Scope.Create("ann"), "coffee");

        (await _engine.GetAsync(Scope.Create("ann"), memory.Id, Cancellation))!.AccessCount.ShouldBe(2);
    }

    private Task<Memory> Remember(Scope scope, string content, MemoryKind kind = MemoryKind.Fact) =>
        _engine.RememberAsync(scope, new NewMemory { Content = content, Kind = kind }, Cancellation);

    private Task<IReadOnlyList<RecalledMemory>> Recall(Scope scope, string query) =>
        _engine.RecallAsync(scope, new RecallRequest { Query = query }, Cancellation);
}
