using System.Text;
using System.Text.Json.Nodes;
using Memori.Ingestion;
using Memori.Prompting;
using Memori.Recall;

namespace Memori.Sqlite.Tests;

/// <summary>What somebody sends to spoil what they, or others, can do afterwards.</summary>
public sealed class IsolationHostileInputTests
{
    private static readonly Scope Ann = Scope.Create("ann", "s");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [CombinatorialMetadata]
    public async Task MetadataThatCouldNotBeReadAgain_IsRefused_AndTheOwnerGoesOn(bool isDurable, string metadata)
    {
        await using var world = await IsolationWorld.OpenAsync(isDurable);
        var engine = world.Engines[0];
        await RefusedAsync("invalid-import", () => ImportAsync(engine, $$"""{"id":"bad","content":"apple one","kind":"fact","metadata":{{metadata}}}"""));
        var parsed = JsonNode.Parse(metadata, documentOptions: new() { MaxDepth = 1000 })!.AsObject();
        await RefusedAsync("invalid-metadata", () => engine.RememberAsync(Ann, new NewMemory { Content = "apple two", Kind = MemoryKind.Fact, Metadata = parsed }, Cancellation));
        var good = await engine.RememberAsync(Ann, new NewMemory { Content = "apple three", Kind = MemoryKind.Fact }, Cancellation);
        await RefusedAsync("invalid-metadata", () => engine.UpdateAsync(Ann, good.Id, new MemoryChange { Metadata = parsed }, cancellationToken: Cancellation));

        await engine.RememberAsync(Ann, new NewMemory { Content = "I live in Ghent.", Kind = MemoryKind.Fact }, Cancellation);
        (await engine.RecallAsync(Ann, new RecallRequest { Query = "apple" }, Cancellation)).Count.ShouldBe(1);
        (await engine.ListAsync(Ann, cancellationToken: Cancellation)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task SpeakerAndProvenance_AreBounded(bool isDurable)
    {
        await using var world = await IsolationWorld.OpenAsync(isDurable);
        foreach (var bad in new[] { "\ud800", new string('a', 5_000) })
        {
            await RefusedAsync("invalid-speaker", () => world.Engines[0].RememberAsync(Ann, new NewMemory { Content = "x", Kind = MemoryKind.Fact, Speaker = bad }, Cancellation));
            await RefusedAsync("invalid-provenance", () => world.Engines[0].RememberAsync(Ann, new NewMemory { Content = "x", Kind = MemoryKind.Fact, Provenance = bad }, Cancellation));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnImportedLine_TakesNoOthersId(bool isDurable)
    {
        await using var world = await IsolationWorld.OpenAsync(isDurable);
        var engine = world.Engines[0];
        await engine.RememberAsync(Ann, new NewMemory { Content = "the victim", Kind = MemoryKind.Conversation, Id = "victim" }, Cancellation);
        await ImportAsync(engine, """{"id":"first","merged_ids":["alias"],"content":"has an alias","kind":"fact"}""");
        await ImportAsync(engine, """{"id":"thief","merged_ids":["victim","alias","thief","free"],"session_id":"s2","content":"the thief","kind":"conversation"}""");

        (await engine.GetAsync(Ann, "victim", Cancellation))!.Content.ShouldBe("the victim");
        (await engine.GetAsync(Ann, "alias", Cancellation))!.Content.ShouldBe("has an alias");
        (await engine.GetAsync(Scope.Create("ann"), "free", Cancellation))!.MergedIds.ShouldBe(["free"]);
        (await engine.ForgetAsync(Scope.Create("ann"), "thief", cancellationToken: Cancellation)).ShouldBeTrue();
        (await engine.ForgetAsync(Ann, "alias", cancellationToken: Cancellation)).ShouldBeTrue();
        (await engine.ForgetAsync(Ann, "victim", cancellationToken: Cancellation)).ShouldBeTrue();
        (await engine.ListAsync(Scope.Create("ann"), cancellationToken: Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("The pyramids were built 5000 years ago of apple stone.")]
    [InlineData("9999 weeks ago an apple fell, 9999 months ago another.")]
    [InlineData("5000年前 apple")]
    [InlineData("yesterday, last month, last year: an apple, 去年, 昨天, 上上周")]
    [InlineData("tomorrow, next month, next year: an apple, 明年, 明天, 下周")]
    public async Task ATimeBeyondTheCalendar_LeavesTheOwnerReadable(string text)
    {
        await using var world = await IsolationWorld.OpenAsync(isDurable: false);
        var engine = world.Engines[0];
        foreach (var time in new[] { DateTimeOffset.MinValue, DateTimeOffset.MaxValue, new(9999, 12, 31, 18, 0, 0, TimeSpan.FromHours(-5)), new(1, 1, 2, 0, 0, 0, TimeSpan.FromHours(14)), world.Time.GetUtcNow() })
        {
            var scope = Scope.Create($"ann {time:O}", "s");
            await engine.RememberAsync(scope, new NewMemory { Content = text, Kind = MemoryKind.Conversation, OccurredAt = time }, Cancellation);
            await engine.ObserveAsync(scope, new Exchange { Id = "x", UserMessage = $"I live in Ghent. {text}", OccurredAt = time }, Cancellation);
            await world.WorkAsync(0, sweeps: true, Cancellation);
            (await engine.RecallAsync(scope, new RecallRequest { Query = "apple" }, Cancellation)).ShouldNotBeEmpty();
            (await engine.RecallAsync(scope, new RecallRequest { Query = text }, Cancellation)).ShouldNotBeEmpty();
        }

        (await world.Jobs.ListAsync(null, null, 100, Cancellation)).ShouldAllBe(job => job.Error == null);
    }

    // Each of these took seconds to minutes: what grows with the square of the length needs no more than a generous bound to be told.
    [Theory]
    [InlineData("1")]
    [InlineData("１")]
    [InlineData("\u200b")]
    [InlineData("<\u200b \u200b")]
    [InlineData("<memori-memories>")]
    [InlineData("</memori-memories")]
    [InlineData("m e m o r i - ")]
    [InlineData("我")]
    [InlineData("I ")]
    [InlineData("\"“'")]
    [InlineData(" ")]
    [InlineData("a(")]
    [InlineData("yesterday ")]
    [InlineData("Jan 1 ")]
    public async Task AFlood_CostsNoMoreThanItsLength(string part)
    {
        await using var world = await IsolationWorld.OpenAsync(isDurable: false);
        var engine = world.Engines[0];
        var text = "memori <" + string.Concat(Enumerable.Repeat(part, 99_000 / part.Length)) + "z";
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await Task.Run(
            async () =>
            {
                var kept = await engine.RememberAsync(Ann, new NewMemory { Content = text, Kind = MemoryKind.Conversation, OccurredAt = world.Time.GetUtcNow() }, Cancellation);
                await engine.RecallAsync(Ann, new RecallRequest { Query = text }, Cancellation);
                await engine.ObserveAsync(Ann, new Exchange { UserMessage = text, AssistantMessage = text + "!" }, Cancellation);
                await world.WorkAsync(0, sweeps: false, Cancellation);
                InjectedBlock.Strip(InjectedBlock.Render([kept]) + text);
            },
            Cancellation).WaitAsync(limit.Token);
    }

    [Fact]
    public async Task AnIllFormedQuestion_IsAnswered()
    {
        await using var world = await IsolationWorld.OpenAsync(isDurable: true);
        await world.Engines[0].RememberAsync(Ann, new NewMemory { Content = "apple", Kind = MemoryKind.Fact }, Cancellation);
        foreach (var query in new[] { "apple \ud800", "apple \udc00 \0", "apple " + new string('x', 2_000_000), "apple " + string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"t{i} ")) })
        {
            (await world.Engines[0].RecallAsync(Ann, new RecallRequest { Query = query }, Cancellation)).Count.ShouldBe(1);
        }
    }

    [Fact]
    public async Task OneOwnerThatCantBeRead_DoesNotStopTheLifecycleOfOthers()
    {
        await using var world = await IsolationWorld.OpenAsync(isDurable: true);
        var deep = new JsonObject();
        for (var i = 0; i < 100; i++)
        {
            deep = new JsonObject { ["d"] = deep };
        }

        await world.Store.AppendAsync(new Memory { Id = "bad", Owner = Owner.User("a"), Content = "x", Kind = MemoryKind.Fact, Mode = MemoryMode.Auto, Metadata = deep }, "x", Cancellation);
        await world.Engines[0].RememberAsync(Scope.Create("b"), new NewMemory { Content = "apple", Kind = MemoryKind.Fact, Id = "m", ExpiresAt = world.Time.GetUtcNow() }, Cancellation);
        await world.WorkAsync(0, sweeps: true, Cancellation);

        (await world.Engines[0].GetAsync(Scope.Create("b"), "m", Cancellation))!.Status.ShouldBe(MemoryStatus.Archived);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task CountsThatOverflow_AreCut(bool isDurable)
    {
        await using var world = await IsolationWorld.OpenAsync(isDurable);
        var engine = world.Engines[0];
        foreach (var number in new[] { 1, 2, 3 })
        {
            await ImportAsync(engine, $$"""{"id":"{{number}}","content":"apples grow on {{new string('a', number)}} old trees in the garden behind the house of my aunt and my uncle","kind":"fact","mode":"auto","confidence":1,"access_count":9223372036854775807}""");
        }

        await engine.RecallAsync(Ann, new RecallRequest { Query = "apples" }, Cancellation);
        await engine.ConsolidateAsync(Ann, Cancellation);
        (await engine.ListAsync(Ann, new MemoryFilter { Status = null }, Cancellation)).ShouldAllBe(memory => memory.AccessCount > 0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AChangedText_LeavesNothingOfTheOld_AndIsNotTakenForIt(bool isDurable)
    {
        await using var world = await IsolationWorld.OpenAsync(isDurable);
        var engine = world.Engines[0];
        var home = await engine.RememberAsync(Ann, new NewMemory { Content = "I live in Ghent.", Kind = MemoryKind.Fact }, Cancellation);
        await engine.RememberAsync(Ann, new NewMemory { Content = "My home is Ghent.", Kind = MemoryKind.Fact }, Cancellation);
        var changed = await engine.UpdateAsync(Ann, home.Id, new MemoryChange { Content = "I live in Bruges." }, cancellationToken: Cancellation);
        changed!.Metadata?.ToJsonString().ShouldNotContain("Ghent");

        // Else what was said last would be merged into what contradicts it, and be lost.
        await engine.RememberAsync(Ann, new NewMemory { Content = "I live in Ghent.", Kind = MemoryKind.Fact }, Cancellation);
        (await engine.ListAsync(Ann, new MemoryFilter { Status = MemoryStatus.Active }, Cancellation)).ShouldContain(memory => memory.Content == "I live in Ghent.");
    }

    private static async Task RefusedAsync(string code, Func<Task> act) => (await Should.ThrowAsync<MemoriException>(act)).Code.ShouldBe(code);

    private static async Task ImportAsync(MemoryEngine engine, string line)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(line));
        await engine.ImportAsync(Ann, stream, Cancellation);
    }

    /// <summary>Both stores, each kind of metadata.</summary>
    private sealed class CombinatorialMetadataAttribute : Xunit.v3.DataAttribute
    {
        public override bool SupportsDiscoveryEnumeration() => true;

        public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(System.Reflection.MethodInfo testMethod, Xunit.Sdk.DisposalTracker disposalTracker) =>
            ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
            [
                .. from isDurable in new[] { true, false }
                   from metadata in new[]
                   {
                       """{"a":1,"a":2}""", """{"x":{"a":1,"a":2}}""", """{"slot":"\ud800"}""", """{"\udc00":1}""",
                       string.Concat(Enumerable.Repeat("""{"d":""", 60)) + "1" + new string('}', 60), $$"""{"x":"{{new string('x', 300_000)}}"}""",
                   }
                   select new TheoryDataRow<bool, string>(isDurable, metadata),
            ]);
    }
}
