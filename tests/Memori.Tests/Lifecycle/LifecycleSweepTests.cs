using Memori.Lifecycle;
using Memori.Storage;

namespace Memori.Tests.Lifecycle;

public sealed class LifecycleSweepTests : IDisposable
{
    private static readonly Scope Ann = Scope.Create("ann", "s1");

    private readonly FakeTime _time = new();
    private readonly InMemoryStore _store;
    private readonly MemoriOptions _options = new();
    private readonly MemoryEngine _engine;

    public LifecycleSweepTests()
    {
        _store = new InMemoryStore(_time);
        _engine = new MemoryEngine(_store, _time, _options);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData(0.3, MemoryLayer.Short, 59, 60)]
    [InlineData(0.6, MemoryLayer.Medium, (24 * 60) - 1, 24 * 60)]
    [InlineData(0.9, MemoryLayer.Long, (365 * 24 * 60) - 1, 365 * 24 * 60)]
    public async Task A_captured_memory_is_archived_when_its_layer_is_over(double importance, MemoryLayer layer, int stillMinutes, int overMinutes)
    {
        var memory = await Capture("The harbour was foggy.", importance: importance);
        memory.Layer.ShouldBe(layer);

        await PassAsync(TimeSpan.FromMinutes(stillMinutes));
        (await StatusAsync(memory)).ShouldBe(MemoryStatus.Active);
        await PassAsync(TimeSpan.FromMinutes(overMinutes - stillMinutes));
        (await StatusAsync(memory)).ShouldBe(MemoryStatus.Archived);
    }

    [Fact]
    public async Task A_recall_and_a_turn_in_the_session_keep_a_memory_awake()
    {
        var recalled = await Capture("The harbour was foggy.", session: "s1");
        var spoken = await Capture("A lantern swung.", session: "s2");
        var silent = await Capture("Nobody came.", session: "s3");
        await PassAsync(TimeSpan.FromMinutes(40));
        await _engine.RecallAsync(Ann, new() { Query = "harbour" }, Cancellation);
        await _engine.GetAsync(Ann, recalled.Id, Cancellation);
        await Capture("It went out.", session: "s2");
        await PassAsync(TimeSpan.FromMinutes(30));

        (await StatusAsync(recalled)).ShouldBe(MemoryStatus.Active);
        (await StatusAsync(spoken)).ShouldBe(MemoryStatus.Active);
        (await StatusAsync(silent)).ShouldBe(MemoryStatus.Archived);
    }

    [Fact]
    public async Task Blocks_of_old_conversations_are_let_go()
    {
        var rule = await Remember("Be brief.", MemoryKind.Rule, MemoryMode.Conscious, session: null);
        var block = new InjectedTurn { Owner = rule.Owner, Key = "k", Text = "text", Memories = [new QuotedMemory(rule.Owner, rule.Id)], CreatedAt = _time.GetUtcNow() };
        await _store.KeepBlockAsync(block, _time.GetUtcNow(), Cancellation);

        await PassAsync(TimeSpan.FromDays(30));
        (await _store.FindBlocksAsync(rule.Owner, null, null, ["k"], Cancellation)).ShouldHaveSingleItem();
        await PassAsync(TimeSpan.FromHours(2));
        (await _store.FindBlocksAsync(rule.Owner, null, null, ["k"], Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Conscious_memories_and_lasting_kinds_outlive_everything_but_their_own_expiry()
    {
        var conscious = await Remember("The harbour was foggy.", MemoryKind.Conversation, MemoryMode.Conscious, session: "s1");
        var told = await _engine.RememberAsync(
            Ann, new NewMemory { Content = "Parking is free today.", Kind = MemoryKind.Fact, ExpiresAt = _time.GetUtcNow().AddHours(5) }, Cancellation);
        await PassAsync(TimeSpan.FromHours(4));
        (await StatusAsync(told)).ShouldBe(MemoryStatus.Active);
        await PassAsync(TimeSpan.FromDays(4000));

        (await StatusAsync(conscious)).ShouldBe(MemoryStatus.Active);
        (await StatusAsync(told)).ShouldBe(MemoryStatus.Archived, "what was stated is put aside, never deleted");
    }

    [Fact]
    public async Task Archived_turns_are_deleted_in_the_end_and_archived_facts_are_not()
    {
        var turn = await Capture("The harbour was foggy.");
        var fact = await Remember("The pier is 80 metres long.", MemoryKind.Fact, MemoryMode.Auto);
        await PassAsync(TimeSpan.FromDays(366));
        (await StatusAsync(turn)).ShouldBe(MemoryStatus.Archived);
        (await StatusAsync(fact)).ShouldBe(MemoryStatus.Archived);
        await PassAsync(TimeSpan.FromDays(30));

        (await _engine.GetAsync(Ann, turn.Id, Cancellation)).ShouldBeNull();
        (await StatusAsync(fact)).ShouldBe(MemoryStatus.Archived);
    }

    [Fact]
    public async Task What_is_recalled_often_becomes_long_term_and_is_seen_in_other_sessions()
    {
        var memory = await Capture("The harbour was foggy.");
        for (var i = 0; i < _options.Lifecycle.PromotionAccesses; i++)
        {
            (await _engine.RecallAsync(Ann, new() { Query = "foggy harbour" }, Cancellation)).ShouldHaveSingleItem();
        }

        await _engine.GetAsync(Ann, memory.Id, Cancellation);
        await PassAsync(TimeSpan.FromMinutes(10));

        var seen = await _engine.GetAsync(Scope.Create("ann", "other"), memory.Id, Cancellation);
        seen.ShouldNotBeNull().Layer.ShouldBe(MemoryLayer.Long);
        seen.SessionId.ShouldBeNull();
        (await _engine.GetAsync(Scope.Create("bob", "other"), memory.Id, Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task The_cap_takes_the_least_important_captured_memories_of_users_only()
    {
        _options.Lifecycle.MaximumCaptured = 2;
        var least = await Remember("The pier is long.", MemoryKind.Fact, MemoryMode.Auto, importance: 0.1);
        var turn = await Capture("The harbour was foggy.", importance: 0.2);
        var better = await Remember("The tide turns at noon.", MemoryKind.Fact, MemoryMode.Auto, importance: 0.7);
        var best = await Remember("The ferry is blue.", MemoryKind.Fact, MemoryMode.Auto, importance: 0.9);
        var conscious = await Remember("Gulls nest here.", MemoryKind.Fact, MemoryMode.Conscious, importance: 0);
        var shared = Scope.Create("ann") with { Granted = [Owner.Datasource("1")] };
        for (var i = 0; i < 4; i++)
        {
            await _engine.RememberAsync(shared, new NewMemory { Content = $"Table {i}", Kind = MemoryKind.Schema, Mode = MemoryMode.Auto, Owner = Owner.Datasource("1") }, Cancellation);
        }

        await PassAsync(TimeSpan.FromMinutes(1));

        (await StatusAsync(least)).ShouldBe(MemoryStatus.Archived);
        (await _engine.GetAsync(Ann, turn.Id, Cancellation)).ShouldBeNull("a turn that must go is gone");
        (await StatusAsync(better)).ShouldBe(MemoryStatus.Active);
        (await StatusAsync(best)).ShouldBe(MemoryStatus.Active);
        (await StatusAsync(conscious)).ShouldBe(MemoryStatus.Active);
        (await _engine.ListAsync(shared, new MemoryFilter { Owner = Owner.Datasource("1") }, Cancellation)).Count.ShouldBe(4);
    }

    [Fact]
    public async Task Rounds_are_due_at_intervals_and_one_process_leads()
    {
        var first = Sweep();
        (await first.RunAsync(cancellationToken: Cancellation)).ShouldNotBeNull();
        (await Sweep().RunAsync(cancellationToken: Cancellation)).ShouldBeNull("the round was just finished, by whomever");
        (await Sweep().RunAsync(force: true, Cancellation)).ShouldNotBeNull();
        _time.Advance(_options.Lifecycle.Interval);

        (await _store.LeadAsync("lifecycle", "someone else", TimeSpan.FromMinutes(1), Cancellation)).ShouldNotBeNull();
        (await first.RunAsync(force: true, Cancellation)).ShouldBeNull("another leads");
        _time.Advance(TimeSpan.FromMinutes(2));
        (await first.RunAsync(cancellationToken: Cancellation)).ShouldNotBeNull("the other died");
    }

    [Fact]
    public async Task A_round_that_was_cut_off_goes_on_where_it_was()
    {
        foreach (var user in new[] { "a", "b c", "d" })
        {
            await _engine.RememberAsync(Scope.Create(user, "s"), new NewMemory { Content = "Hello.", Kind = MemoryKind.Conversation, Mode = MemoryMode.Auto }, Cancellation);
        }

        await _store.LeadAsync("lifecycle", "died", TimeSpan.Zero, Cancellation);
        await _store.NoteAsync("lifecycle", "died", $"{_time.GetUtcNow().ToUnixTimeMilliseconds()} 0 0 b c", Cancellation);
        _time.Advance(TimeSpan.FromMinutes(1));

        (await Sweep().RunAsync(cancellationToken: Cancellation)).ShouldNotBeNull().Owners.ShouldBe(1);
        (await Sweep().RunAsync(force: true, Cancellation)).ShouldNotBeNull().Owners.ShouldBe(3);
    }

    private LifecycleSweep Sweep() => new(_store, _store, _time, _options);

    private async Task PassAsync(TimeSpan time)
    {
        _time.Advance(time);
        await Sweep().RunAsync(force: true, Cancellation);
    }

    private async Task<MemoryStatus?> StatusAsync(Memory memory) => (await _engine.GetAsync(Scope.Create("ann"), memory.Id, Cancellation))?.Status;

    private Task<Memory> Capture(string content, double importance = 0.3, string session = "s1") =>
        Remember(content, MemoryKind.Conversation, MemoryMode.Auto, importance, session);

    private Task<Memory> Remember(string content, MemoryKind kind, MemoryMode mode, double? importance = null, string? session = "s1") =>
        _engine.RememberAsync(Scope.Create("ann", session), new NewMemory { Content = content, Kind = kind, Mode = mode, Importance = importance }, Cancellation);
}
