using Memori.Chat;
using Memori.Injection;
using Memori.Prompting;
using Memori.Storage;
using Microsoft.Extensions.AI;

namespace Memori.Tests.Chat;

public sealed class MemoriChatClientTests : IDisposable
{
    private static readonly Scope Ann = Scope.Create("ann", "s");

    private readonly FakeTime _time = new();
    private readonly InMemoryStore _store;
    private readonly MemoryEngine _engine;
    private readonly MemoryInjector _injector;
    private readonly LocalChatClient _model = new(_ => new ChatMessage(ChatRole.Assistant, "Rex, of course."));
    private readonly IChatClient _client;

    public MemoriChatClientTests()
    {
        _store = new InMemoryStore(_time);
        _engine = new MemoryEngine(_store, _time);
        _injector = new MemoryInjector(_engine, _store, _time);
        _client = _model.UseMemori(_injector, new MemoriChatOptions { Timeout = TimeSpan.FromMinutes(5) });
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _engine.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Block_StandsFirstInTheUsersTurn_NeverInTheInstructions()
    {
        var dog = await Remember("The dog of Ann is called Rex.");
        ChatMessage[] messages = [new(ChatRole.System, "Be kind."), new(ChatRole.User, [new TextContent("What is"), new TextContent(" my dog called?")])];

        var response = await _client.GetResponseAsync(messages, Options(), Cancellation);

        var sent = _model.Requests.ShouldHaveSingleItem();
        sent[0].Text.ShouldBe("Be kind.");
        sent[1].Contents.Select(content => ((TextContent)content).Text).ShouldBe([InjectedBlock.Render([dog]), "What is", " my dog called?"]);
        response.MemoriesUsed().ShouldHaveSingleItem().Id.ShouldBe(dog.Id);
        messages[1].Contents.Count.ShouldBe(2);
        messages.SelectMany(message => message.Contents).ShouldAllBe(content => CacheBreakpoint.Of(content) == null);
        _model.Options!.AdditionalProperties!.ShouldBeEmpty();
    }

    [Fact]
    public async Task WithoutScope_OrWithModeNone_PassesThroughUntouched()
    {
        await Remember("The dog of Ann is called Rex.");
        var message = new ChatMessage(ChatRole.User, "What is my dog called?");

        await _client.GetResponseAsync([message], cancellationToken: Cancellation);
        await _client.GetResponseAsync([message], new ChatOptions().WithScope(Ann, new InjectionRequest { Mode = InjectionMode.None }), Cancellation);

        _model.Requests.ShouldAllBe(sent => ReferenceEquals(sent[0], message));
        message.Contents.ShouldHaveSingleItem();
        (await _engine.ListAsync(Ann, cancellationToken: Cancellation)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Conversation_PrefixStaysTheSame_HoweverAnswersComeBack()
    {
        await Remember("The dog of Ann is called Rex.");
        var history = new List<ChatMessage> { new(ChatRole.User, "What is my dog called?") };
        await _client.GetResponseAsync(history, Options(), Cancellation);
        ChatMessage[] forms =
        [
            new(ChatRole.Assistant, "Rex, of course."),
            new(ChatRole.Assistant, "Rex, of course.\n"),
            new(ChatRole.Assistant, [new TextContent("Rex, "), new TextContent("of course.").WithCacheBreakpoint(CacheLifetime.OneHour)]),
            new(ChatRole.Assistant, [new TextReasoningContent("hm"), new TextContent("Rex, of course."), new UsageContent(new UsageDetails())]),
        ];
        await Remember("The dog of Ann likes to swim.");

        foreach (var form in forms)
        {
            await _client.GetResponseAsync([.. history, form, new(ChatRole.User, "Thank you!")], Options(), Cancellation);
        }

        await _client.GetResponseAsync(
            [.. history, new(ChatRole.Assistant, "Rex, "), new(ChatRole.Assistant, "of course."), new(ChatRole.User, "Does my dog like to swim?")], Options(), Cancellation);
        var sure = "Sure?";
        await _client.GetResponseAsync(
            [.. history, forms[0], new(ChatRole.User, "Does my dog like to swim?"), forms[0], new(ChatRole.User, sure)], Options(), Cancellation);

        _model.Requests.ShouldAllBe(sent => sent[0].Text == _model.Requests[0][0].Text);
        _model.Requests[^1][2].Text.ShouldBe(_model.Requests[^2][3].Text);
        _model.Requests[^1][2].Text.ShouldContain("likes to swim");
    }

    [Fact]
    public async Task Answer_IsObserved_Once_WithoutOurBlock()
    {
        await Remember("The dog of Ann is called Rex.");
        ChatMessage[] messages = [new(ChatRole.User, "What is the name of my dog?")];

        await _client.GetResponseAsync(messages, Options(), Cancellation);
        await _client.GetResponseAsync(messages, Options(), Cancellation);

        var turns = await Turns();
        turns.ShouldBe(["user: What is the name of my dog?", "assistant: Rex, of course."], ignoreOrder: true);
        (await _engine.ListAsync(Ann, new MemoryFilter { Kinds = [MemoryKind.Conversation] }, Cancellation)).Single(turn => turn.Speaker == "assistant").Provenance.ShouldBe("local");
    }

    [Fact]
    public async Task Streamed_IsTheSame_AndTheFirstUpdateNamesTheMemories()
    {
        var dog = await Remember("The dog of Ann is called Rex.");

        var updates = await _client.GetStreamingResponseAsync("What is my dog called?", Options(), Cancellation).ToListAsync(Cancellation);

        string.Concat(updates).ShouldBe("Rex, of course.");
        updates[0].MemoriesUsed().ShouldHaveSingleItem().Id.ShouldBe(dog.Id);
        updates.Skip(1).ShouldAllBe(update => update.MemoriesUsed().Count == 0);
        updates.ToChatResponse().MemoriesUsed().ShouldHaveSingleItem();
        (await Turns()).ShouldContain("assistant: Rex, of course.");
    }

    [Fact]
    public async Task Streamed_AndLeftEarly_WhatWasHeardIsObserved()
    {
        await foreach (var update in _client.GetStreamingResponseAsync("What is my dog called?", Options(), Cancellation))
        {
            if (update.Text == ", o")
            {
                break;
            }
        }

        (await Turns()).ShouldBe(["user: What is my dog called?", "assistant: Rex, o"], ignoreOrder: true);
    }

    [Fact]
    public async Task Streamed_AndFailed_NothingIsObserved_UntilItIsAskedAgain()
    {
        _model.FailsAfter = 2;
        await Should.ThrowAsync<HttpRequestException>(async () => await _client.GetStreamingResponseAsync("What is my dog called?", Options(), Cancellation).ToListAsync(Cancellation));
        (await Turns()).ShouldBeEmpty();

        _model.FailsAfter = null;
        await _client.GetStreamingResponseAsync("What is my dog called?", Options(), Cancellation).ToListAsync(Cancellation);

        (await Turns()).ShouldBe(["user: What is my dog called?", "assistant: Rex, of course."], ignoreOrder: true);
    }

    [Fact]
    public async Task ConsciousAlone_ObservesNothing()
    {
        await _client.GetResponseAsync("What is my dog called?", new ChatOptions().WithScope(Ann, new InjectionRequest { Mode = InjectionMode.Conscious }), Cancellation);

        (await Turns()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RoundsOfTools_OneBlock_OneExchange(bool streamed)
    {
        await Remember("The dog of Ann is called Rex.");
        var model = new LocalChatClient(messages => messages[^1].Role == ChatRole.Tool
            ? new ChatMessage(ChatRole.Assistant, "Rex is eating.")
            : new ChatMessage(ChatRole.Assistant, [new TextContent("Let me look."), new FunctionCallContent("c1", "look", new Dictionary<string, object?> { ["dog"] = "Rex" })]));
        using var client = model.UseMemori(_injector, new MemoriChatOptions { Timeout = TimeSpan.FromMinutes(5) });
        var history = new List<ChatMessage> { new(ChatRole.User, "What does my dog Rex do?") };

        history.AddRange(await Ask(history));
        (await Turns()).ShouldBeEmpty();
        history.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c1", "What does my dog Rex do? He eats.")]));
        var answer = await Ask(history);

        model.Requests[1][0].Text.ShouldBe(model.Requests[0][0].Text);
        model.Requests[1][2].Contents.ShouldHaveSingleItem().ShouldBeOfType<FunctionResultContent>();
        answer[0].Text.ShouldBe("Rex is eating.");
        (await Turns()).ShouldBe(["user: What does my dog Rex do?", "assistant: Rex is eating."], ignoreOrder: true);

        async Task<IList<ChatMessage>> Ask(List<ChatMessage> messages) => streamed
            ? (await client.GetStreamingResponseAsync(messages, Options(), Cancellation).ToListAsync(Cancellation)).ToChatResponse().Messages
            : (await client.GetResponseAsync(messages, Options(), Cancellation)).Messages;
    }

    [Fact]
    public async Task DeletedMemory_ThinkingAfterItIsTakenOut()
    {
        var dog = await Remember("The dog of Ann is called Rex.");
        List<ChatMessage> history =
        [
            new(ChatRole.User, "What is my dog called?"),
            new(ChatRole.Assistant, [new TextReasoningContent("It is in memory.") { ProtectedData = "signed" }, new TextContent("Rex")]),
            new(ChatRole.User, "Thanks."),
        ];
        await _client.GetResponseAsync(history[..1], Options(), Cancellation);
        await _client.GetResponseAsync(history, Options(), Cancellation);
        _model.Requests[^1][1].Contents.Count.ShouldBe(2);

        await _engine.ForgetAsync(Ann, dog.Id, cancellationToken: Cancellation);
        await _client.GetResponseAsync(history, Options(), Cancellation);

        _model.Requests[^1].ShouldAllBe(message => !message.Text.Contains("is called Rex", StringComparison.Ordinal));
        _model.Requests[^1][1].Contents.ShouldHaveSingleItem().ShouldBeOfType<TextContent>();
        history[1].Contents.Count.ShouldBe(2);
    }

    [Fact]
    public async Task DeletedMemory_WhileAToolRuns_SaysSo_OnlyWhenThereIsThinking()
    {
        var dog = await Remember("The dog of Ann is called Rex.");
        List<ChatMessage> History(params AIContent[] thinking) =>
        [
            new(ChatRole.User, "What does my dog Rex do?"),
            new(ChatRole.Assistant, [.. thinking, new FunctionCallContent("c1", "look")]),
            new(ChatRole.Tool, [new FunctionResultContent("c1", "He eats.")]),
        ];
        await _client.GetResponseAsync(History()[..1], Options(), Cancellation);
        await _engine.ForgetAsync(Ann, dog.Id, cancellationToken: Cancellation);

        await _client.GetResponseAsync(History(), Options(), Cancellation);
        var refused = await Should.ThrowAsync<MemoriException>(() => _client.GetResponseAsync(History(new TextReasoningContent("hm")), Options(), Cancellation));

        refused.Code.ShouldBe("conversation-memory-deleted");
        refused.Kind.ShouldBe(FaultKind.Outdated);
    }

    [Fact]
    public async Task Cache_InstructionsAndTheLastTwoTurnsAreMarked()
    {
        await _client.GetResponseAsync(
            [new(ChatRole.System, "Be kind."), new(ChatRole.User, "one"), new(ChatRole.Assistant, "1"), new(ChatRole.User, "two"), new(ChatRole.Assistant, "2"), new(ChatRole.User, "three")],
            Options(),
            Cancellation);

        Marked().ShouldBe(["Be kind.", "two", "three"]);
    }

    [Fact]
    public async Task Cache_TheCallersMarksStay_AndThereAreFourAtMost()
    {
        foreach (var own in new[] { 1, 4 })
        {
            ChatMessage[] messages = [.. Enumerable.Range(0, own).Select(i => new ChatMessage(ChatRole.User, [new TextContent($"own {i}").WithCacheBreakpoint(CacheLifetime.OneHour)])), new(ChatRole.User, "last")];
            await _client.GetResponseAsync(messages, Options(), Cancellation);
            Marked().ShouldBe(own == 4 ? ["own 0", "own 1", "own 2", "own 3"] : ["own 0", "last"]);
        }
    }

    [Fact]
    public async Task MemoryThatFailsOrHangs_DoesNotBreakTheCall()
    {
        using var locked = new ManualResetEventSlim();
        foreach (var store in new FaultyBlockStore[] { new(Hangs: false), new(Hangs: true), new(Hangs: true, locked) })
        {
            using var client = _model.UseMemori(new MemoryInjector(_engine, store, _time), new MemoriChatOptions { Timeout = TimeSpan.FromMilliseconds(50) });

            (await client.GetResponseAsync("What is my dog called?", Options(), Cancellation)).Text.ShouldBe("Rex, of course.");
            (await client.GetStreamingResponseAsync("What is my dog called?", Options(), Cancellation).ToListAsync(Cancellation)).Count.ShouldBe(5);
        }

        locked.Set();
    }

    [Fact]
    public async Task BlockThatCannotBeKept_IsNotSent_AndEarlierOnesStay()
    {
        await Remember("The dog of Ann is called Rex.");
        List<ChatMessage> history = [new(ChatRole.User, "What is my dog called?"), new(ChatRole.Assistant, "Rex"), new(ChatRole.User, "And my cat, what is it called?")];
        await _client.GetResponseAsync(history[..1], Options(), Cancellation);
        await Remember("The cat of Ann is called Mia.");
        using var client = _model.UseMemori(new MemoryInjector(_engine, new FullBlockStore(_store), _time));

        var response = await client.GetResponseAsync(history, Options(), Cancellation);

        _model.Requests[1][0].Text.ShouldBe(_model.Requests[0][0].Text);
        _model.Requests[1][2].Text.ShouldBe(history[2].Text);
        response.MemoriesUsed().ShouldBeEmpty();
        (await Turns()).ShouldContain("user: And my cat, what is it called?");
    }

    [Fact]
    public async Task Cancelled_IsCancelled()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        using var client = _model.UseMemori(new MemoryInjector(_engine, new FaultyBlockStore(Hangs: true), _time));

        await Should.ThrowAsync<OperationCanceledException>(() => client.GetResponseAsync("hello", Options(), cancelled.Token));
    }

    private static ChatOptions Options() => new ChatOptions().WithScope(Ann);

    private Task<Memory> Remember(string content) => _engine.RememberAsync(Ann, new NewMemory { Content = content, Kind = MemoryKind.Fact }, Cancellation);

    private async Task<IEnumerable<string>> Turns() =>
        (await _engine.ListAsync(Ann, new MemoryFilter { Kinds = [MemoryKind.Conversation] }, Cancellation)).Select(turn => $"{turn.Speaker}: {turn.Content}");

    private IEnumerable<string> Marked() =>
        _model.Requests[^1].SelectMany(message => message.Contents).Where(content => CacheBreakpoint.Of(content) is not null).Select(content => ((TextContent)content).Text);

    /// <summary>A store that fails, or never answers whatever it is told, or holds the thread that asks it.</summary>
    private sealed record FaultyBlockStore(bool Hangs, ManualResetEventSlim? Lock = null) : IInjectedBlockStore
    {
        public Task<IReadOnlyList<InjectedTurn>> FindBlocksAsync(Owner owner, string? sessionId, string? @namespace, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default)
        {
            Lock?.Wait(CancellationToken.None);
            return Hangs ? new TaskCompletionSource<IReadOnlyList<InjectedTurn>>().Task : throw new IOException("The disk is gone.");
        }

        public Task<InjectedTurn> KeepBlockAsync(InjectedTurn block, DateTimeOffset replaceBefore, CancellationToken cancellationToken = default) => throw new IOException("The disk is gone.");

        public Task<int> PurgeBlocksAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => throw new IOException("The disk is gone.");
    }

    /// <summary>A store on a full disk: it reads, and keeps nothing more.</summary>
    private sealed class FullBlockStore(IInjectedBlockStore blocks) : IInjectedBlockStore
    {
        public Task<IReadOnlyList<InjectedTurn>> FindBlocksAsync(Owner owner, string? sessionId, string? @namespace, IReadOnlyCollection<string> keys, CancellationToken cancellationToken = default) =>
            blocks.FindBlocksAsync(owner, sessionId, @namespace, keys, cancellationToken);

        public Task<InjectedTurn> KeepBlockAsync(InjectedTurn block, DateTimeOffset replaceBefore, CancellationToken cancellationToken = default) => throw new IOException("The disk is full.");

        public Task<int> PurgeBlocksAsync(DateTimeOffset before, CancellationToken cancellationToken = default) => throw new IOException("The disk is full.");
    }
}
