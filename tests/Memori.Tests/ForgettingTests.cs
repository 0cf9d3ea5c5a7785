using Memori.Extraction;
using Memori.Ingestion;
using Memori.Jobs;
using Memori.Storage;

namespace Memori.Tests;

public sealed class ForgettingTests : IDisposable
{
    private static readonly Scope Ann = Scope.Create("ann", "s1");

    private readonly FakeTime _time = new();
    private readonly InMemoryStore _store;
    private readonly MemoryEngine _engine;
    private readonly JobRunner _jobs;

    public ForgettingTests()
    {
        _store = new InMemoryStore(_time);
        _engine = new MemoryEngine(_store, _time);
        _jobs = new JobRunner(_store, [new ExtractionJob(_engine, _store, new RuleExtractor())], _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _engine.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task What_was_extracted_from_a_forgotten_turn_goes_with_it()
    {
        var turn = await Observe("x1", "Please always show revenue in euros. I work in finance.");
        (await Facts()).Count.ShouldBe(2);

        (await _engine.ForgetAsync(Ann, turn, cancellationToken: Cancellation)).ShouldBeTrue();

        (await Facts()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_another_turn_says_too_or_a_person_stated_stays()
    {
        var first = await Observe("x1", "Please always show revenue in euros. I work in finance.");
        var second = await Observe("x2", "Please always show revenue in euros!");
        await _engine.RememberAsync(Ann, new NewMemory { Content = "I work in finance.", Kind = MemoryKind.Fact }, Cancellation);

        await _engine.ForgetAsync(Ann, first, cancellationToken: Cancellation);
        (await Facts()).Select(memory => memory.Kind).ShouldBe([MemoryKind.Preference, MemoryKind.Fact], ignoreOrder: true);
        (await Facts()).Single(memory => memory.Kind == MemoryKind.Preference).Provenance.ShouldBe(second);

        await _engine.ForgetAsync(Ann, second, cancellationToken: Cancellation);
        (await Facts()).ShouldHaveSingleItem().Kind.ShouldBe(MemoryKind.Fact);
    }

    [Fact]
    public async Task A_session_that_is_cleared_leaves_what_belongs_to_the_user()
    {
        await Observe("x1", "Please always show revenue in euros.");

        await _engine.ClearAsync(Ann, Cancellation);

        (await Facts()).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Parts_of_a_forgotten_whole_go_with_it()
    {
        foreach (var content in new[] { "The orders table has three columns.", "So the orders table has three columns!" })
        {
            await _engine.RememberAsync(Ann, new NewMemory { Content = content, Kind = MemoryKind.Conversation, Mode = MemoryMode.Auto }, Cancellation);
        }

        (await _engine.ConsolidateAsync(Ann, Cancellation)).ShouldBe(1);
        var whole = (await _engine.ListAsync(Ann, cancellationToken: Cancellation)).ShouldHaveSingleItem();
        await _engine.ForgetAsync(Ann, whole.Id, cancellationToken: Cancellation);

        (await _engine.ListAsync(Ann, new MemoryFilter { Status = null }, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_old_version_that_was_put_aside_is_no_part_of_its_successor()
    {
        var old = await _engine.RememberAsync(Ann, new NewMemory { Content = "I live in Ghent.", Kind = MemoryKind.Fact }, Cancellation);
        _time.Advance(TimeSpan.FromDays(1));
        var now = await _engine.RememberAsync(Ann, new NewMemory { Content = "I live in Bruges.", Kind = MemoryKind.Fact }, Cancellation);
        await _engine.ArchiveAsync(Ann, old.Id, cancellationToken: Cancellation);

        await _engine.ForgetAsync(Ann, now.Id, cancellationToken: Cancellation);
        (await _engine.GetAsync(Ann, old.Id, Cancellation)).ShouldNotBeNull();

        (await _engine.PromoteAsync(Ann, old.Id, cancellationToken: Cancellation))!.ValidTo.ShouldBeNull();
        (await _engine.RecallAsync(Ann, new() { Query = "Where do I live?" }, Cancellation)).ShouldHaveSingleItem();
    }

    private async Task<string> Observe(string id, string said)
    {
        var observed = await _engine.ObserveAsync(Ann, new Exchange { Id = id, UserMessage = said }, Cancellation);
        await _jobs.RunDueAsync(Cancellation);
        return observed.UserTurn.ShouldNotBeNull().Id;
    }

    private async Task<IReadOnlyList<Memory>> Facts() => await _engine.ListAsync(
        Ann, new MemoryFilter { Kinds = [MemoryKind.Fact, MemoryKind.Preference, MemoryKind.Rule, MemoryKind.Skill], Status = null }, Cancellation);
}
