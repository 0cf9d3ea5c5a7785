using System.Text.Json;
using Memori.Claude.Chat.Caching;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;
using Memori.Ledger;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Chat.Caching;

public sealed class ResponseCacheChatClientTests
{
    private static readonly CachePartition s_ann = new("ann", Namespace: "shop");

    [Theory]
    [InlineData("schema")]
    [InlineData("DataSource")]
    [InlineData("faq")]
    [InlineData("metadata")]
    public async Task A_cacheable_answer_is_given_again_for_nothing(string kind)
    {
        await using var claude = await StartAsync();
        var first = await AskAsync(claude, kind: kind);
        var second = await AskAsync(claude, kind: kind);

        (first.Text, second.Text).ShouldBe(("answer 1", "answer 1"));
        (first.IsCached(), second.IsCached()).ShouldBe((false, true));
        UsageCounts.FromUsage(first.Usage).TotalTokens.ShouldBeGreaterThan(0);
        UsageCounts.FromUsage(second.Usage).ShouldBe(default);
        (second.ModelId, second.FinishReason, second.ResponseId).ShouldBe((first.ModelId, ChatFinishReason.Stop, first.ResponseId));
    }

    [Theory]
    [InlineData("conversation")]
    [InlineData("sql")]
    [InlineData("")]
    [InlineData(null)]
    public async Task Any_other_kind_is_asked_anew(string? kind)
    {
        await using var claude = await StartAsync();
        (await AskAsync(claude, kind: kind)).Text.ShouldBe("answer 1");
        (await AskAsync(claude, kind: kind)).Text.ShouldBe("answer 2");
    }

    [Fact]
    public async Task Streams_share_it()
    {
        await using var claude = await StartAsync();
        var first = await claude.Client.GetStreamingResponseAsync(Question("q"), Options("faq", s_ann)).ToListAsync();
        var second = await claude.Client.GetStreamingResponseAsync(Question("q"), Options("faq", s_ann)).ToListAsync();

        first.Any(update => update.IsCached()).ShouldBeFalse();
        second.All(update => update.IsCached()).ShouldBeTrue();
        second.ToChatResponse().Text.ShouldBe("answer 1");
        UsageCounts.FromUsage(second.ToChatResponse().Usage).ShouldBe(default);
        (await AskAsync(claude)).Text.ShouldBe("answer 1");
    }

    [Fact]
    public async Task Nobody_else_ever_gets_it()
    {
        await using var claude = await StartAsync();
        CachePartition[] partitions =
        [
            s_ann, new("bob", Namespace: "shop"), new("ann", Namespace: "hr"), new("ann"), new("ann", "s1", "shop"), new("ann", Namespace: "shop", KeyId: "k"),
            // Those would run together if parts were only put one behind the other.
            new("an", "n", "shop"), new("ann", "shop"), new("anns", Namespace: "hop"), new("", "ann", "shop"), new("ann", KeyId: "shop"), new("ann", "", "shop"),
        ];
        foreach (var partition in partitions)
        {
            (await AskAsync(claude, partition: partition)).IsCached().ShouldBeFalse(partition.ToString());
        }

        claude.Emulator.Requests.Count.ShouldBe(partitions.Length);
    }

    [Fact]
    public async Task Anything_that_goes_to_the_model_makes_it_another_question()
    {
        await using var claude = await StartAsync();
        var image = new DataContent(new byte[] { 1 }, "image/png");
        var tool = AIFunctionFactory.CreateDeclaration("look", "Looks.", JsonElement.Parse("""{"type":"object"}"""));
        (List<ChatMessage> Messages, Action<ChatOptions> Change)[] requests =
        [
            (Question("q"), _ => { }),
            (Question("q "), _ => { }),
            ([new(ChatRole.User, [new TextContent("q"), new TextContent("q")])], _ => { }),
            ([new(ChatRole.User, [image, new TextContent("q")])], _ => { }),
            ([new(ChatRole.System, "Be kind."), .. Question("q")], _ => { }),
            ([.. Question("q"), new(ChatRole.Assistant, "a"), .. Question("q")], _ => { }),
            ([new(ChatRole.User, [new TextContent("<memori-memories>\n- fact\n</memori-memories>"), new TextContent("q")])], _ => { }),
            (Question("q"), options => options.ModelId = "claude-haiku-4-5"),
            (Question("q"), options => options.MaxOutputTokens = 5_000),
            (Question("q"), options => options.Temperature = 0.1f),
            (Question("q"), options => options.StopSequences = ["end"]),
            (Question("q"), options => options.Instructions = "Be brief."),
            (Question("q"), options => options.Tools = [tool]),
        ];
        foreach (var (messages, change) in requests)
        {
            var options = Options("faq", s_ann);
            change(options);
            (await claude.Client.GetResponseAsync(messages, options)).IsCached().ShouldBeFalse();
            (await claude.Client.GetResponseAsync(messages, options)).IsCached().ShouldBeTrue();
        }

        claude.Emulator.Requests.Count.ShouldBe(requests.Length);
    }

    [Fact]
    public async Task What_can_not_be_compared_is_not_kept()
    {
        await using var claude = await StartAsync();
        var options = Options("faq", s_ann);
        options.RawRepresentationFactory = _ => null;
        (await claude.Client.GetResponseAsync(Question("q"), options)).IsCached().ShouldBeFalse();
        (await claude.Client.GetResponseAsync(Question("q"), options)).IsCached().ShouldBeFalse();
    }

    public static TheoryData<string> Incomplete => ["max_tokens", "stop_sequence", "pause_turn", "refusal", "tool_use"];

    [Theory]
    [MemberData(nameof(Incomplete))]
    public async Task Only_complete_answers_are_kept(string reason)
    {
        await using var claude = await StartAsync();
        MessageReply reply = reason == "tool_use" ? Reply.ToolUse("look", []) : Reply.Text("half") with { StopReason = reason };
        claude.Emulator.Enqueue(reply, reply);
        await claude.Client.GetResponseAsync(Question("q"), Options("faq", s_ann));
        await claude.Client.GetStreamingResponseAsync(Question("q"), Options("faq", s_ann)).ToListAsync();
        (await AskAsync(claude)).IsCached().ShouldBeFalse();
        claude.Emulator.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task It_ends_with_its_time()
    {
        await using var claude = await StartAsync();
        await AskAsync(claude);
        claude.Time.Advance(TimeSpan.FromMinutes(59));
        (await AskAsync(claude)).IsCached().ShouldBeTrue();
        claude.Time.Advance(TimeSpan.FromMinutes(1));
        (await AskAsync(claude)).IsCached().ShouldBeFalse();
    }

    [Fact]
    public async Task Bytes_are_bounded_and_the_least_used_leave()
    {
        await using var claude = await StartAsync(maximumBytes: 16_000);
        await AskAsync(claude, "first");
        for (var i = 0; i < 100; i++)
        {
            await AskAsync(claude, $"other {i}");
            await AskAsync(claude, "first");
        }

        claude.Cache.Count.ShouldBeLessThan(16);
        (await AskAsync(claude, "first")).Text.ShouldBe("answer 1");
        (await AskAsync(claude, "other 0")).IsCached().ShouldBeFalse();
    }

    [Fact]
    public async Task A_users_answers_are_forgotten_with_the_memories()
    {
        await using var claude = await StartAsync();
        await AskAsync(claude);
        await AskAsync(claude, partition: new CachePartition("bob"));
        claude.Cache.Forget("ann");
        (await AskAsync(claude)).IsCached().ShouldBeFalse();
        (await AskAsync(claude, partition: new CachePartition("bob"))).IsCached().ShouldBeTrue();
    }

    [Fact]
    public async Task An_answer_under_way_while_memories_are_forgotten_is_not_kept()
    {
        await using var claude = await StartAsync();
        claude.Emulator.Respond(_ =>
        {
            claude.Cache.Forget("ann");
            return Reply.Text("quotes what was forgotten");
        });
        await AskAsync(claude);
        (await AskAsync(claude)).IsCached().ShouldBeFalse();
    }

    [Fact]
    public async Task Of_equal_questions_at_once_one_is_asked()
    {
        await using var claude = await StartAsync();
        using var go = new ManualResetEventSlim();
        claude.Emulator.Respond(_ =>
        {
            go.Wait(TimeSpan.FromSeconds(20));
            return Reply.Text("once");
        });
        var asked = Enumerable.Range(0, 20)
            .Select(i => i % 2 == 0 ? AskAsync(claude) : claude.Client.GetStreamingResponseAsync(Question("q"), Options("faq", s_ann)).ToChatResponseAsync())
            .ToList();
        await claude.Emulator.ReceivedAsync(1);
        go.Set();
        (await Task.WhenAll(asked)).ShouldAllBe(response => response.Text == "once");
        claude.Emulator.Requests.Count.ShouldBe(1);
        asked.Count(response => response.Result.IsCached()).ShouldBe(19);
    }

    [Fact]
    public async Task A_failure_is_not_shared()
    {
        await using var claude = await StartAsync();
        claude.Emulator.Enqueue(Reply.Fault(400));
        var both = new[] { AskAsync(claude), AskAsync(claude) };
        await Should.ThrowAsync<MemoriException>(Task.WhenAll(both));
        both.Count(task => task.IsFaulted).ShouldBe(1);
        (await both.Single(task => task.IsCompletedSuccessfully)).Text.ShouldStartWith("answer");
    }

    [Fact]
    public async Task A_stream_that_nobody_reads_to_its_end_is_not_kept_and_holds_nobody_up()
    {
        await using var claude = await StartAsync();
        await foreach (var _ in claude.Client.GetStreamingResponseAsync(Question("q"), Options("faq", s_ann)))
        {
            break;
        }

        (await AskAsync(claude)).IsCached().ShouldBeFalse();
    }

    private static Task<ChatResponse> AskAsync(CachingClaude claude, string question = "q", string? kind = "faq", CachePartition? partition = null) =>
        claude.Client.GetResponseAsync(Question(question), Options(kind, partition ?? s_ann));

    private static ChatOptions Options(string? kind, CachePartition partition) => new ChatOptions().WithResponseCache(kind, partition);

    private static List<ChatMessage> Question(string text) => [new(ChatRole.User, text)];

    private static async Task<CachingClaude> StartAsync(long maximumBytes = 1 << 20)
    {
        var claude = await ClaudeFixture.StartAsync();
        var count = 0;
        claude.Emulator.Respond(_ => Reply.Text($"answer {Interlocked.Increment(ref count)}"));
        var cache = new ResponseCache(TimeSpan.FromHours(1), maximumBytes, claude.Time);
        return new CachingClaude(claude, cache, claude.Client.UseResponseCache(cache));
    }

    private sealed record CachingClaude(ClaudeFixture Claude, ResponseCache Cache, IChatClient Client) : IAsyncDisposable
    {
        public MessagesEmulator Emulator => Claude.Emulator;

        public FakeTime Time => Claude.Time;

        public ValueTask DisposeAsync() => Claude.DisposeAsync();
    }
}
