using Memori.Recall;
using Memori.Storage;

namespace Memori.Tests.Recall;

/// <summary>What held, what was on record, and what is put aside.</summary>
public sealed class PastTests : IDisposable
{
    private static readonly Scope Ann = Scope.Create("ann");

    private readonly FakeTime _time = new();
    private readonly InMemoryStore _store = new();
    private readonly MemoryEngine _engine;

    public PastTests() => _engine = new MemoryEngine(_store, _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task Recall_Replaced_IsFoundAsOfItsTimeAndAsFarAsItWasOnRecord()
    {
        var begin = _time.GetUtcNow();
        var volvo = await Remember("Ann drives a Volvo car.");
        _time.Advance(TimeSpan.FromDays(30));
        var fiat = await Remember("Ann drives a Fiat car.");
        await Supersede(volvo, fiat.Id, validTo: begin.AddDays(10), recorded: _time.GetUtcNow());
        _time.Advance(TimeSpan.FromDays(30));

        (await Recall(new RecallRequest { Query = "car" })).ShouldBe([fiat.Id]);
        (await Recall(new RecallRequest { Query = "car", AsOf = begin.AddDays(5) })).ShouldBe([volvo.Id]);
        (await Recall(new RecallRequest { Query = "car", AsOf = begin.AddDays(20) })).ShouldBeEmpty("it had ended, and the other had not begun");
        (await Recall(new RecallRequest { Query = "car", AsOf = begin.AddDays(-1) })).ShouldBeEmpty();
        (await Recall(new RecallRequest { Query = "car", KnownAt = begin.AddDays(20) })).ShouldBe([volvo.Id]);
        (await Recall(new RecallRequest { Query = "car", KnownAt = begin.AddDays(31) })).ShouldBe([fiat.Id]);
        (await Recall(new RecallRequest { Query = "car", AsOf = begin.AddDays(5), KnownAt = begin.AddDays(31) })).ShouldBeEmpty("by then it was known to be replaced");
        (await Recall(new RecallRequest { Query = "car", IncludeArchived = true })).ShouldBe([fiat.Id]);
    }

    [Fact]
    public async Task Recall_ArchivedExpiredAndEnded_IsFoundOnlyWhenAskedFor()
    {
        var archived = await Remember("The archived apple.");
        var expiring = await Remember("The expiring apple.", expires: _time.GetUtcNow().AddHours(1));
        var ending = await Remember("The ending apple.", ends: _time.GetUtcNow().AddHours(2));
        var staying = await Remember("The staying apple.");
        await _engine.UpdateAsync(Ann, archived.Id, new MemoryChange { Status = MemoryStatus.Archived }, cancellationToken: Cancellation);

        (await Recall(new RecallRequest { Query = "apple" })).ShouldBe([expiring.Id, ending.Id, staying.Id], ignoreOrder: true);
        _time.Advance(TimeSpan.FromHours(1));
        (await Recall(new RecallRequest { Query = "apple" })).ShouldBe([ending.Id, staying.Id], ignoreOrder: true);
        _time.Advance(TimeSpan.FromHours(1));
        (await Recall(new RecallRequest { Query = "apple" })).ShouldBe([staying.Id]);
        (await Recall(new RecallRequest { Query = "apple", IncludeArchived = true })).ShouldBe([archived.Id, expiring.Id, staying.Id], ignoreOrder: true);
        (await Recall(new RecallRequest { Query = "apple", AsOf = _time.GetUtcNow().AddMinutes(-90) })).ShouldBe([ending.Id, staying.Id], ignoreOrder: true);

        await _engine.UpdateAsync(Ann, archived.Id, new MemoryChange { Status = MemoryStatus.Active }, cancellationToken: Cancellation);
        (await Recall(new RecallRequest { Query = "apple" })).ShouldBe([archived.Id, staying.Id], ignoreOrder: true);
        await _engine.ForgetAsync(Ann, expiring.Id, cancellationToken: Cancellation);
        (await Recall(new RecallRequest { Query = "apple", IncludeArchived = true })).ShouldBe([archived.Id, staying.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task Recall_ScoresAreNotBentByWhatIsPutAside()
    {
        await Remember("The harbour is cold in winter.");
        await Remember("The market opens at nine.");
        var before = await _engine.RecallAsync(Ann, new RecallRequest { Query = "cold harbour" }, Cancellation);
        foreach (var number in Enumerable.Range(0, 300))
        {
            var made = await Remember($"A cold harbour, {number}.");
            await _engine.UpdateAsync(Ann, made.Id, new MemoryChange { Status = MemoryStatus.Archived }, cancellationToken: Cancellation);
        }

        (await _engine.RecallAsync(Ann, new RecallRequest { Query = "cold harbour" }, Cancellation)).Select(hit => hit.Score).ShouldBe(before.Select(hit => hit.Score), 1e-6);
        (await _engine.RecallAsync(Ann, new RecallRequest { Query = "cold harbour", AsOf = _time.GetUtcNow() }, Cancellation)).Select(hit => hit.Score)
            .ShouldBe(before.Select(hit => hit.Score), 1e-6);
    }

    [Fact]
    public async Task Recall_WithStaleness_SeesOthersWritesAfterASecondAtMost()
    {
        using var tolerant = new MemoryEngine(_store, _time, new MemoriOptions { Recall = new RecallOptions { Staleness = TimeSpan.FromSeconds(1) } });
        await Remember("First apple.");
        (await tolerant.RecallAsync(Ann, new RecallRequest { Query = "apple" }, Cancellation)).Count.ShouldBe(1);
        await Remember("Second apple.");
        (await tolerant.RecallAsync(Ann, new RecallRequest { Query = "apple" }, Cancellation)).Count.ShouldBe(1);
        _time.Advance(TimeSpan.FromSeconds(1.1));
        (await tolerant.RecallAsync(Ann, new RecallRequest { Query = "apple" }, Cancellation)).Count.ShouldBe(2);
        Should.Throw<ArgumentOutOfRangeException>(() => new RecallOptions { Staleness = TimeSpan.FromSeconds(2) });
    }

    [Fact]
    public async Task WarmUp_ChangesNothing()
    {
        await Remember("An apple a day.");
        await _engine.WarmUpAsync(Cancellation);

        (await Recall(new RecallRequest { Query = "apple" })).Count.ShouldBe(1);
        (await _store.OwnersAsync(null, 10, Cancellation)).ShouldBe([Owner.User("ann")]);
    }

    private Task<Memory> Remember(string content, DateTimeOffset? ends = null, DateTimeOffset? expires = null) => _engine.RememberAsync(
        Ann, new NewMemory { Content = content, Kind = MemoryKind.Fact, ValidTo = ends, ExpiresAt = expires }, Cancellation);

    private Task<Memory?> Supersede(Memory memory, string by, DateTimeOffset validTo, DateTimeOffset recorded) => _store.UpdateAsync(
        memory.Owner,
        memory.Id,
        known => (known with { Status = MemoryStatus.Superseded, SupersededBy = by, SupersededAt = recorded, ValidTo = validTo }, "key " + memory.Id),
        Cancellation);

    private async Task<List<string>> Recall(RecallRequest request) => [.. (await _engine.RecallAsync(Ann, request, Cancellation)).Select(hit => hit.Memory.Id)];
}
