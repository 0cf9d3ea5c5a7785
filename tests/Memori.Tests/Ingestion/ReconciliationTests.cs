using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Memori.Ingestion;
using Memori.Storage;

namespace Memori.Tests.Ingestion;

public sealed class ReconciliationTests : IDisposable
{
    private readonly FakeTime _time = new();
    private readonly InMemoryStore _store = new();
    private readonly MemoryEngine _engine;
    private readonly Scope _ann = Scope.Create("ann");

    public ReconciliationTests() => _engine = new MemoryEngine(_store, _time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _engine.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData("I prefer bar charts.", "I really prefer bar charts!")]
    [InlineData("Please always show revenue in euros.", "Show revenue in euros, please")]
    [InlineData("User prefers dark mode", "The user prefers the dark mode.")]
    [InlineData("I have a favourite colour: grey", "I have a favorite color: gray")]
    [InlineData("我喜欢喝绿茶", "我非常喜欢喝绿茶。")]
    [InlineData("用户喜欢喝绿茶", "我很喜欢喝绿茶")]
    public async Task TheSameInOtherWords_Merges_KeepsAllIds_AndSaysWhy(string first, string second)
    {
        var one = await Remember(first, MemoryKind.Preference, "a");
        var two = await Remember(second, MemoryKind.Preference, "b");

        two.Id.ShouldBe(one.Id);
        two.Content.ShouldBe(first);
        two.MergedIds.ShouldBe(["b"]);
        var note = two.Metadata!["merges"]!.AsArray().Single()!.AsObject();
        note["id"]!.GetValue<string>().ShouldBe("b");
        note["why"]!.GetValue<string>().ShouldBe("same-wording");
        note["content"]!.GetValue<string>().ShouldBe(second);
        (await _engine.GetAsync(_ann, "b", Cancellation))!.Id.ShouldBe("a");
        (await Remember(second, MemoryKind.Preference, "b")).Id.ShouldBe("a");
        (await Active()).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("I like tea.", "I don't like tea.")]
    [InlineData("Always round to 2 decimals.", "Always round to 3 decimals.")]
    [InlineData("Ann reports to Bob.", "Bob reports to Ann.")]
    [InlineData("Show the report for Lyon.", "Show the report for Nice.")]
    [InlineData("I worked at Acme.", "I work at Acme.")]
    [InlineData("Include refunds before May.", "Include refunds after May.")]
    [InlineData("Count users with orders.", "Count users without orders.")]
    [InlineData("我喜欢茶", "我不喜欢茶")]
    [InlineData("统计用户时排除测试", "统计时排除测试")]
    [InlineData("保留两位小数", "保留三位小数")]
    public async Task WhatDiffersInMeaning_NeverMerges(string first, string second)
    {
        await Remember(first, MemoryKind.Rule, "a");

        (await Remember(second, MemoryKind.Rule, "b")).Id.ShouldBe("b");
    }

    [Fact]
    public async Task Turns_OtherKinds_OtherNamespacesAndOtherUsers_StayApart()
    {
        await Remember("I prefer bar charts.", MemoryKind.Preference, "a");

        (await Remember("I really prefer bar charts.", MemoryKind.Fact, "b")).Id.ShouldBe("b");
        (await _engine.RememberAsync(Scope.Create("ann", null, "n"), New("I really prefer bar charts.", MemoryKind.Preference, "c"), Cancellation)).Id.ShouldBe("c");
        (await _engine.RememberAsync(Scope.Create("bob"), New("I really prefer bar charts.", MemoryKind.Preference, "d"), Cancellation)).Id.ShouldBe("d");
        await Remember("I prefer bar charts.", MemoryKind.Conversation, "e");
        (await Remember("I really prefer bar charts.", MemoryKind.Conversation, "f")).Id.ShouldBe("f");
    }

    [Fact]
    public void AStatement_WithAnotherWordOrNumber_IsNeverTheSameWording()
    {
        var words = Gen.Elements("tea", "Lyon", "revenue", "two", "3", "not", "before", "客户", "不", "orders", "42", "Ann");
        var pairs = Gen.ListOf(words).Where(list => list.Count > 0).Zip(words);
        Check.QuickThrowOnFailure(Prop.ForAll(pairs.ToArbitrary(), pair =>
        {
            var text = string.Join(' ', pair.Item1);
            return !Wording.Of(text).SequenceEqual(Wording.Of(text + ' ' + pair.Item2)) && Wording.Of(text).SequenceEqual(Wording.Of($"Please, really {text} !"));
        }));
    }

    [Theory]
    [InlineData("I live in Rotterdam.", "I live in Ghent.", MemoryKind.Fact)]
    [InlineData("User lives in Rotterdam", "The user lives in Ghent", MemoryKind.Fact)]
    [InlineData("用户住在杭州", "用户住在上海", MemoryKind.Fact)]
    [InlineData("Active customer means ordered in the last 90 days.", "Active customer means ordered in the last 30 days.", MemoryKind.Rule)]
    [InlineData("活跃客户是指最近90天下过单的客户。", "活跃客户是指最近30天下过单的客户。", MemoryKind.Rule)]
    [InlineData("I like coriander.", "I don't like coriander any more.", MemoryKind.Preference)]
    [InlineData("My favourite color is green.", "My favourite color is blue.", MemoryKind.Preference)]
    [InlineData("I prefer tea to coffee.", "I prefer coffee to tea.", MemoryKind.Preference)]
    [InlineData("比起咖啡,我更喜欢茶", "比起茶,我更喜欢咖啡", MemoryKind.Preference)]
    [InlineData("I prefer short answers.", "I prefer detailed answers.", MemoryKind.Preference)]
    [InlineData("Always include refunds in revenue.", "Never include refunds in revenue.", MemoryKind.Rule)]
    [InlineData("始终包含退款订单", "始终不要包含退款订单", MemoryKind.Rule)]
    [InlineData("Show revenue in dollars", "Show revenue in euros", MemoryKind.Preference)]
    [InlineData("Please show amounts in euros.", "Always show amounts in yen.", MemoryKind.Preference)]
    [InlineData("用美元显示", "默认货币是欧元", MemoryKind.Preference)]
    [InlineData("The fiscal year starts in April.", "Our fiscal year starts in July.", MemoryKind.Fact)]
    public async Task AnotherValueInTheSlot_Supersedes_AndCanBeUndone(string first, string second, MemoryKind kind)
    {
        var old = await Remember(first, kind, "a");
        _time.Advance(TimeSpan.FromDays(10));
        var now = await Remember(second, kind, "b");

        (await Active()).Single().Id.ShouldBe("b");
        var retired = (await _engine.GetAsync(_ann, "a", Cancellation))!;
        (retired.Status, retired.SupersededBy, retired.SupersededAt, retired.ValidTo).ShouldBe((MemoryStatus.Superseded, "b", _time.GetUtcNow(), _time.GetUtcNow()));
        (await _engine.HistoryAsync(_ann, "b", cancellationToken: Cancellation)).Select(version => (version.Memory.Id, version.Reason)).ShouldBe([("a", "another-value"), ("b", null)]);

        var restored = await _engine.RestoreAsync(_ann, "a", cancellationToken: Cancellation);
        (restored!.Status, restored.SupersededBy, restored.SupersededAt, restored.ValidTo).ShouldBe((MemoryStatus.Active, null, null, old.ValidTo));
        var undone = (await _engine.GetAsync(_ann, now.Id, Cancellation))!;
        (undone.Status, undone.SupersededBy).ShouldBe((MemoryStatus.Superseded, "a"));
        (await Active()).Single().Id.ShouldBe("a");

        (await _engine.RestoreAsync(_ann, "b", cancellationToken: Cancellation))!.Status.ShouldBe(MemoryStatus.Active);
        (await Active()).Single().Id.ShouldBe("b");
        (await _engine.HistoryAsync(_ann, "a", cancellationToken: Cancellation)).Select(version => version.Memory.Id).ShouldBe(["a", "b"]);
    }

    [Theory]
    [InlineData("I like tea.", "I like coffee.")]
    [InlineData("I have a dog.", "I have a cat.")]
    [InlineData("I speak Dutch.", "I speak German.")]
    [InlineData("My dog is called Rex.", "My dog is called Max.")]
    [InlineData("My daughter is called Ann.", "My daughter is called Eva.")]
    [InlineData("I'm allergic to nuts.", "I'm allergic to eggs.")]
    [InlineData("我有一只猫", "我有一条狗")]
    [InlineData("I prefer tea to coffee.", "I prefer tea to water.")]
    [InlineData("Always include refunds in revenue.", "Never include refunds in orders.")]
    [InlineData("We consider a customer active if they bought.", "We consider a customer lost if they left.")]
    [InlineData("我在京东工作", "我在上海工作")]
    [InlineData("My birthday is on 3 May.", "I was born in 1988.")]
    [InlineData("Our fiscal year starts in April.", "Our fiscal year ends in March.")]
    [InlineData("My work email is a@example.org.", "My personal email is b@example.org.")]
    [InlineData("Churn means no login for 60 days.", "Active customer means no login gap of 60 days.")]
    public async Task WhatCanHaveManyValues_ExcludesNothing(string first, string second)
    {
        await Remember(first, MemoryKind.Fact, "a");
        await Remember(second, MemoryKind.Fact, "b");

        (await Active()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task TheSameValueInOtherWords_MergesInsteadOfReplacing()
    {
        await Remember("I live in Rotterdam.", MemoryKind.Fact, "a");
        var again = await Remember("I'm based in Rotterdam.", MemoryKind.Fact, "b");

        again.Id.ShouldBe("a");
        again.Metadata!["merges"]!.AsArray().Single()!["why"]!.GetValue<string>().ShouldBe("same-value");
    }

    [Fact]
    public async Task ATextThatWasChanged_HasTheSlotOfWhatItNowSays()
    {
        await Remember("I live in Rotterdam.", MemoryKind.Fact, "a");
        await _engine.UpdateAsync(_ann, "a", new MemoryChange { Content = "I live in Ghent." }, cancellationToken: Cancellation);
        await Remember("I'm based in Ghent.", MemoryKind.Fact, "b");
        (await Active()).Single().Id.ShouldBe("a");
        _time.Advance(TimeSpan.FromDays(1));
        await Remember("I live in Rotterdam.", MemoryKind.Fact, "c");

        (await Active()).Single().Id.ShouldBe("c");
    }

    [Fact]
    public async Task RetryingTheOldMemory_DoesNotBringItBack()
    {
        await Remember("I live in Rotterdam.", MemoryKind.Fact, "a");
        _time.Advance(TimeSpan.FromDays(1));
        await Remember("I live in Ghent.", MemoryKind.Fact, "b");
        _time.Advance(TimeSpan.FromDays(1));
        await Remember("I live in Rotterdam.", MemoryKind.Fact, "a");

        (await Active()).Single().Id.ShouldBe("b");
    }

    [Fact]
    public async Task Supersede_ByHand_Chains_AndForgettingTheMiddleKeepsTheChainWhole()
    {
        await Remember("The depot is in Porto.", MemoryKind.Fact, "a");
        _time.Advance(TimeSpan.FromDays(1));
        (await _engine.SupersedeAsync(_ann, "a", New("The depot is in Lisbon.", MemoryKind.Fact, "b"), cancellationToken: Cancellation))!.Id.ShouldBe("b");
        _time.Advance(TimeSpan.FromDays(1));
        (await _engine.SupersedeAsync(_ann, "a", New("The depot is in Faro.", MemoryKind.Fact, "c"), cancellationToken: Cancellation))!.Id.ShouldBe("c");

        (await _engine.HistoryAsync(_ann, "b", cancellationToken: Cancellation)).Select(version => version.Memory.Id).ShouldBe(["a", "b", "c"]);
        (await _engine.ForgetAsync(_ann, "b", cancellationToken: Cancellation)).ShouldBeTrue();
        (await _engine.HistoryAsync(_ann, "c", cancellationToken: Cancellation)).Select(version => (version.Memory.Id, version.Reason)).ShouldBe([("a", "told"), ("c", null)]);

        (await _engine.ForgetAsync(_ann, "c", cancellationToken: Cancellation)).ShouldBeTrue();
        (await Active()).ShouldBeEmpty("forgetting the new one does not make the old one true again");
        (await _engine.RestoreAsync(_ann, "a", cancellationToken: Cancellation))!.Status.ShouldBe(MemoryStatus.Active);
    }

    [Fact]
    public async Task Supersede_WithTheSameContent_OrOfAnothersMemory_DoesNothing()
    {
        await Remember("The depot is in Porto.", MemoryKind.Fact, "a");

        (await Should.ThrowAsync<MemoriException>(() => _engine.SupersedeAsync(_ann, "a", New("the depot is in  PORTO.", MemoryKind.Fact, null), cancellationToken: Cancellation)))
            .Code.ShouldBe("same-memory");
        (await _engine.SupersedeAsync(Scope.Create("bob"), "a", New("x y", MemoryKind.Fact, null), cancellationToken: Cancellation)).ShouldBeNull();
        (await _engine.RestoreAsync(Scope.Create("bob"), "a", cancellationToken: Cancellation)).ShouldBeNull();
        (await _engine.HistoryAsync(Scope.Create("bob"), "a", cancellationToken: Cancellation)).ShouldBeEmpty();
        (await _engine.ListAsync(Scope.Create("bob"), new MemoryFilter { Status = null }, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ManyAtOnceInOneSlot_LeaveOneInForce()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 60), Cancellation, async (number, token) =>
            await _engine.RememberAsync(_ann, New($"I live in Town{number}.", MemoryKind.Fact, null), token));

        (await Active()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task AnExport_ImportedElsewhere_KeepsTheChain()
    {
        await Remember("I live in Rotterdam.", MemoryKind.Fact, "a");
        _time.Advance(TimeSpan.FromDays(1));
        await Remember("I live in Ghent.", MemoryKind.Fact, "b");
        using var lines = new MemoryStream();
        await _engine.ExportAsync(_ann, lines, Cancellation);
        lines.Position = 0;
        using var store = new InMemoryStore();
        using var other = new MemoryEngine(store, _time);
        await other.ImportAsync(_ann, lines, Cancellation);

        (await other.HistoryAsync(_ann, "a", cancellationToken: Cancellation)).Select(version => version.Memory.Id).ShouldBe(["a", "b"]);
        (await other.RestoreAsync(_ann, "a", cancellationToken: Cancellation))!.Status.ShouldBe(MemoryStatus.Active);
    }

    [Fact]
    public async Task AQuery_NeedsItsProof_HoweverItComes()
    {
        var bare = New("How many orders?", MemoryKind.Query, "q");
        var proof = new JsonObject { ["sql"] = "SELECT count(*) FROM orders", ["proof"] = new JsonObject { ["verified_at"] = "2026-03-01T12:00:00+00:00" } };

        (await Should.ThrowAsync<MemoriException>(() => _engine.RememberAsync(_ann, bare, Cancellation))).Code.ShouldBe("query-without-proof");
        (await Should.ThrowAsync<MemoriException>(() => _engine.RememberAsync(_ann, bare with { Metadata = new JsonObject { ["sql"] = "SELECT 1" } }, Cancellation))).Code.ShouldBe("query-without-proof");
        (await _engine.RememberAsync(_ann, bare with { Metadata = proof }, Cancellation)).Id.ShouldBe("q");
        (await Should.ThrowAsync<MemoriException>(() => _engine.UpdateAsync(_ann, "q", new MemoryChange { Metadata = [] }, cancellationToken: Cancellation))).Code.ShouldBe("query-without-proof");
        using var line = new MemoryStream("""{"id":"z","content":"How many?","kind":"query"}"""u8.ToArray());
        (await Should.ThrowAsync<MemoriException>(() => _engine.ImportAsync(_ann, line, Cancellation))).Code.ShouldBe("query-without-proof");
        (await Active()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task AValidatorOfTheHost_IsAskedToo_AndWhatAPersonStatesIsNotJudgedAsCaptured()
    {
        using var strict = new MemoryEngine(_store, _time, validators: [new NoSecrets()]);
        (await Should.ThrowAsync<MemoriException>(() => strict.RememberAsync(_ann, New("The pass word is x", MemoryKind.Fact, null), Cancellation))).Code.ShouldBe("secret");
        (await strict.ObserveAsync(Scope.Create("ann", "s"), new Exchange { UserMessage = "my pass word is x" }, Cancellation)).UserTurn.ShouldBeNull();

        (await Remember("Error: connection refused", MemoryKind.Fact, null)).Mode.ShouldBe(MemoryMode.Conscious);
        var captured = New("Error: connection refused!", MemoryKind.Fact, null) with { Mode = MemoryMode.Auto };
        (await Should.ThrowAsync<MemoriException>(() => _engine.RememberAsync(_ann, captured, Cancellation))).Code.ShouldBe("failure-text");
        (await Should.ThrowAsync<MemoriException>(() => _engine.RememberAsync(_ann, captured with { Content = "Ann has a dog.", Confidence = 0.1 }, Cancellation))).Code.ShouldBe("confidence-too-low");
        (await Should.ThrowAsync<MemoriException>(() => _engine.RememberAsync(_ann, captured with { Content = new string('x', 5000) }, Cancellation))).Code.ShouldBe("content-too-long");
    }

    private static NewMemory New(string content, MemoryKind kind, string? id) => new() { Content = content, Kind = kind, Id = id };

    private Task<Memory> Remember(string content, MemoryKind kind, string? id) => _engine.RememberAsync(_ann, New(content, kind, id), Cancellation);

    private Task<IReadOnlyList<Memory>> Active() => _engine.ListAsync(_ann, new MemoryFilter { Limit = 1000 }, Cancellation);

    private sealed class NoSecrets : IMemoryValidator
    {
        public MemoryRefusal? Check(Memory memory) =>
            memory.Content.Contains("pass word", StringComparison.Ordinal) ? new MemoryRefusal("secret", new Memori.Text.LocalizedText("No secrets.", "不保存秘密。")) : null;
    }
}
