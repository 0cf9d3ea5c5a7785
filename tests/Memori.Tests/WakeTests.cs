using Memori.Recall;
using Memori.Storage;

namespace Memori.Tests;

public sealed class WakeTests : IDisposable
{
    private static readonly Scope Ann = Scope.Create("ann", "s1");

    private readonly FakeTime _time = new();
    private readonly MemoryEngine _engine;

    public WakeTests() => _engine = new MemoryEngine(new InMemoryStore(), _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _engine.Dispose();

    [Fact]
    public async Task Rules_and_preferences_come_first_then_facts_by_importance()
    {
        await Remember("The fiscal year starts in April.", MemoryKind.Fact, importance: 1);
        await Remember("Amounts in euros.", MemoryKind.Preference, importance: 0.5);
        await Remember("Ann leads the data team.", MemoryKind.Fact, importance: 0.3);
        await Remember("Revenue leaves out cancelled orders.", MemoryKind.Rule, importance: 0.9);
        await Remember("How many orders?", MemoryKind.Conversation);
        await Remember("orders(id, total)", MemoryKind.Schema);

        (await Wake()).ShouldBe(["Revenue leaves out cancelled orders.", "Amounts in euros.", "The fiscal year starts in April.", "Ann leads the data team."]);
    }

    [Fact]
    public async Task Captured_memories_belong_to_it_only_as_sure_rules_and_preferences()
    {
        await Remember("以后都用人民币。", MemoryKind.Preference, mode: MemoryMode.Auto, confidence: 0.9);
        await Remember("Perhaps charts.", MemoryKind.Preference, mode: MemoryMode.Auto, confidence: 0.6);
        await Remember("Ann has a dog.", MemoryKind.Fact, mode: MemoryMode.Auto, confidence: 0.9);

        (await Wake()).ShouldBe(["以后都用人民币。"]);
    }

    [Fact]
    public async Task Much_that_was_captured_does_not_crowd_out_what_was_stated()
    {
        await Remember("The fiscal year starts in April.", MemoryKind.Fact, importance: 0.1);
        for (var i = 0; i < 1_001; i++)
        {
            await Remember($"Parcel {i} went to shelf {i * 7}.", MemoryKind.Fact, importance: 0.9, mode: MemoryMode.Auto);
        }

        (await Wake()).ShouldBe(["The fiscal year starts in April."]);
    }

    [Fact]
    public async Task What_has_ended_expired_not_begun_or_belongs_elsewhere_is_left_out()
    {
        var now = _time.GetUtcNow();
        await Remember(new NewMemory { Content = "Ended.", Kind = MemoryKind.Rule, ValidFrom = now.AddDays(-9), ValidTo = now });
        await Remember(new NewMemory { Content = "Expired.", Kind = MemoryKind.Rule, ExpiresAt = now });
        await Remember(new NewMemory { Content = "Next month.", Kind = MemoryKind.Rule, ValidFrom = now.AddDays(30) });
        await Remember(new NewMemory { Content = "Session two only.", Kind = MemoryKind.Rule, SessionBound = true }, Scope.Create("ann", "s2"));
        await Remember(new NewMemory { Content = "Bob's.", Kind = MemoryKind.Rule }, Scope.Create("bob", "s1"));
        var archived = await Remember(new NewMemory { Content = "Put aside.", Kind = MemoryKind.Rule });
        await _engine.ArchiveAsync(Ann, archived.Id, cancellationToken: Cancellation);

        (await Wake()).ShouldBeEmpty();
        _time.Advance(TimeSpan.FromDays(31));
        (await Wake()).ShouldBe(["Next month."]);
    }

    [Fact]
    public async Task The_budget_is_kept_and_what_is_too_long_does_not_hold_up_the_rest()
    {
        await Remember(string.Join(' ', Enumerable.Repeat("very long rule", 100)), MemoryKind.Rule, importance: 1);
        await Remember("Short rule.", MemoryKind.Rule, importance: 0.1);

        (await Wake(new WakeRequest { TokenBudget = 10 })).ShouldBe(["Short rule."]);
        (await Wake(new WakeRequest { Limit = 1 }))[0].ShouldStartWith("very long");
        (await Should.ThrowAsync<MemoriException>(() => Wake(new WakeRequest { Limit = 0 }))).Code.ShouldBe("invalid-limit");
    }

    private async Task<IReadOnlyList<string>> Wake(WakeRequest? request = null) =>
        [.. (await _engine.WakeAsync(Ann, request, Cancellation)).Select(memory => memory.Content)];

    private Task<Memory> Remember(string content, MemoryKind kind, double? importance = null, MemoryMode mode = MemoryMode.Conscious, double confidence = 1) =>
        Remember(new NewMemory { Content = content, Kind = kind, Importance = importance, Mode = mode, Confidence = confidence });

    private Task<Memory> Remember(NewMemory memory, Scope? scope = null) => _engine.RememberAsync(scope ?? Ann, memory, Cancellation);
}
