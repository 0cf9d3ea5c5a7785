using FsCheck;
using FsCheck.Fluent;
using Memori.Chat;
using Memori.Injection;
using Memori.Prompting;
using Memori.Storage;
using Microsoft.Extensions.AI;

namespace Memori.Tests.Chat;

/// <summary>Random conversations of two users who say the same, with memories made and deleted between their turns.</summary>
public sealed class ConversationPropertyTests
{
    private static readonly string[] Things = ["dog", "cat", "garden", "office", "report", "boat", "狗", "报表", "花园"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Conversation_IsAppendedTo_NeverRewritten_AndHoldsNothingThatIsDeletedOrAnothers() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(40),
        Prop.ForAll(ArbMap.Default.ArbFor<int>().Generator.ToArbitrary(), seed => RunAsync(seed).GetAwaiter().GetResult()));

    private static async Task RunAsync(int seed)
    {
        var random = new Random(seed);
        var time = new FakeTime();
        using var store = new InMemoryStore(time);
        using var engine = new MemoryEngine(store, time);
        var model = new LocalChatClient(messages => Answer(messages, new Random(messages.Count)));
        using var client = model.UseMemori(new MemoryInjector(engine, store, time), new MemoriChatOptions { Timeout = TimeSpan.FromMinutes(5) });
        var users = new[] { new User(Scope.Create("ann", "s")), new User(Scope.Create("bob", "s")) };
        var deleted = new List<(Scope Scope, string Mark)>();
        var said = Enumerable.Range(0, 12).Select(_ => $"Tell me about the {Pick(random)} and the {Pick(random)}.").ToList();
        for (var step = 0; step < said.Count; step++)
        {
            foreach (var user in users)
            {
                for (var i = random.Next(3); i > 0; i--)
                {
                    await RememberAsync(engine, user, random);
                }

                if (random.Next(3) == 0 && user.Memories.Count > 0)
                {
                    var (id, mark) = user.Memories[random.Next(user.Memories.Count)];
                    user.Memories.Remove((id, mark));
                    await DeleteAsync(engine, user.Scope, id, random);
                    deleted.Add((user.Scope, mark));
                    user.Sent = null;
                }

                time.Advance(TimeSpan.FromMinutes(random.Next(90)));
                await SayAsync(client, model, user, said[step], random);
                CheckRequest(model.Requests[^1], user, users, deleted);
            }
        }
    }

    private static async Task SayAsync(IChatClient client, LocalChatClient model, User user, string text, Random random)
    {
        user.History.Add(random.Next(4) == 0
            ? new ChatMessage(ChatRole.User, [new TextContent(text[..5]), new TextContent(text[5..]).WithCacheBreakpoint(CacheLifetime.OneHour)])
            : new ChatMessage(ChatRole.User, text));
        for (var round = 0; round < 3; round++)
        {
            var before = Describe(user.History);
            var calls = random.Next(3) == 0 ? 3 : 1;
            var responses = Enumerable.Range(0, calls)
                .Select(_ => Task.Run(() => client.GetResponseAsync([.. user.History], new ChatOptions().WithScope(user.Scope), Cancellation)));
            var message = (await Task.WhenAll(responses))[0].Messages[0];
            Describe(user.History).ShouldBe(before, "the caller's messages are the caller's");

            // One that comes when another was answered may know more than nothing; two blocks there never are.
            var sent = model.Requests.TakeLast(calls).DistinctBy(Describe).OrderBy(request => Describe(request).Length).ToList();
            sent.Count.ShouldBeLessThanOrEqualTo(sent[0][^1].Text.StartsWith(InjectedBlock.Opening, StringComparison.Ordinal) ? 1 : 2);
            user.CheckPrefix(sent[^1]);
            var call = message.Contents.OfType<FunctionCallContent>().FirstOrDefault();
            user.History.Add(random.Next(3) == 0 && call is null ? new ChatMessage(ChatRole.Assistant, message.Text) : message);
            if (call is null)
            {
                return;
            }

            user.History.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, text)]));
        }

        user.History.Add(new ChatMessage(ChatRole.Assistant, "Enough."));
    }

    private static void CheckRequest(IReadOnlyList<ChatMessage> sent, User user, User[] users, List<(Scope Scope, string Mark)> deleted)
    {
        var text = string.Concat(sent.SelectMany(message => message.Contents).OfType<TextContent>());
        deleted.ShouldAllBe(gone => !text.Contains(gone.Mark, StringComparison.Ordinal));
        users.Where(other => other != user).SelectMany(other => other.Memories).ShouldAllBe(memory => !text.Contains(memory.Mark, StringComparison.Ordinal));
        foreach (var message in sent.Where(message => message.Role != ChatRole.User || message.Contents.Any(content => content is FunctionResultContent)))
        {
            message.Text.ShouldNotContain(InjectedBlock.Opening);
        }
    }

    private static async Task RememberAsync(MemoryEngine engine, User user, Random random)
    {
        var mark = $"mark{random.NextInt64():x}";
        var memory = await engine.RememberAsync(
            user.Scope,
            new NewMemory
            {
                Content = $"The {Pick(random)} of the {Pick(random)} is {mark}{(random.Next(3) == 0 ? InjectedBlock.Closing : "")}.",
                Kind = random.Next(2) == 0 ? MemoryKind.Fact : MemoryKind.Rule,
            },
            Cancellation);
        user.Memories.Add((memory.Id, mark));
    }

    private static Task DeleteAsync(MemoryEngine engine, Scope scope, string id, Random random) => random.Next(2) == 0
        ? engine.ForgetAsync(scope, id, cancellationToken: Cancellation)
        : engine.UpdateAsync(scope, id, new MemoryChange { Content = $"Nothing {random.Next()}." }, cancellationToken: Cancellation);

    private static ChatMessage Answer(IReadOnlyList<ChatMessage> messages, Random random) => messages[^1].Role == ChatRole.User && random.Next(2) == 0
        ? new ChatMessage(ChatRole.Assistant, [new TextContent("Let me look."), new FunctionCallContent($"call {messages.Count}", "look", new Dictionary<string, object?> { ["n"] = messages.Count })])
        : new ChatMessage(ChatRole.Assistant, [new TextReasoningContent("hm"), new TextContent($"That is answer {messages.Count}.")]);

    private static string Pick(Random random) => Things[random.Next(Things.Length)];

    private static string Describe(IEnumerable<ChatMessage> messages) => string.Join(
        '\n',
        messages.Select(message => $"{message.Role}: {string.Join(" + ", message.Contents.Select(content => $"{content.GetType().Name} {(content as TextContent)?.Text} {CacheBreakpoint.Of(content)}"))}"));

    private sealed class User(Scope scope)
    {
        public Scope Scope { get; } = scope;

        public List<ChatMessage> History { get; } = [];

        public List<(string Id, string Mark)> Memories { get; } = [];

        /// <summary>The last request, unless what it rests on was deleted since.</summary>
        public string? Sent { get; set; }

        public void CheckPrefix(IReadOnlyList<ChatMessage> request)
        {
            var text = string.Join('\n', request.Select(message => $"{message.Role}: {string.Concat(message.Contents.OfType<TextContent>())}"));
            if (Sent is not null)
            {
                text.ShouldStartWith(Sent);
            }

            Sent = text;
        }
    }
}
