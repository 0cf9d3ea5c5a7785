using System.Text;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using Memori.Claude.Tokens;
using Microsoft.Extensions.DependencyInjection;
using static Memori.Server.Tests.Chat.ChatFixture;

namespace Memori.Server.Tests.Chat;

public sealed class ChatMemoryTests
{
    private const string Stated = "Ann prefers amounts in euro.";

    [Fact]
    public async Task Memories_come_into_the_newest_turn_and_stay_where_they_were()
    {
        await using var chat = await StartAsync();
        await chat.RememberAsync(Stated, "preference");
        var first = await chat.AskAsync(WithSystem(Body("Which currency do I prefer?")));
        first["memories"]!.AsArray().Single()!["content"]!.GetValue<string>().ShouldBe(Stated);
        first["memories"]!.AsArray().Single()!["kind"]!.GetValue<string>().ShouldBe("preference");

        await chat.RememberAsync("Ann's cat is called Momo.");
        await chat.AskAsync(WithSystem(Body(("user", "Which currency do I prefer?"), ("assistant", "OK"), ("user", "What is my cat called?"))));
        var (one, two) = (chat.Emulator.Requests[0].Body, chat.Emulator.Requests[1].Body);
        one["system"]!.ToJsonString().ShouldNotContain("euro");
        Texts(one["messages"]![0]!).ShouldBe(Texts(two["messages"]![0]!));
        Texts(two["messages"]![0]!)[0].ShouldContain("euro");
        Texts(two["messages"]![0]!)[^1].ShouldBe("Which currency do I prefer?");
        Texts(two["messages"]![2]!)[0].ShouldContain("Momo");
    }

    [Theory]
    [InlineData("conscious", true, false)]
    [InlineData("auto", false, true)]
    [InlineData("both", true, true)]
    [InlineData("none", false, false)]
    public async Task The_mode_decides(string mode, bool stated, bool observed)
    {
        await using var chat = await StartAsync();
        await chat.RememberAsync("Zebras are striped.", "rule");
        var body = Body("My favourite colour is teal.");
        body["memory_mode"] = mode;
        await chat.AskAsync(body);
        chat.Emulator.Requests.Single().RawBody.Contains("Zebras", StringComparison.Ordinal).ShouldBe(stated);
        (await ConversationAsync(chat)).Any(text => text.Contains("teal", StringComparison.Ordinal)).ShouldBe(observed);
    }

    [Fact]
    public async Task The_settings_choose_the_mode_when_a_request_does_not()
    {
        await using var chat = await StartAsync(settings => settings with { ConsciousIngest = false, AutoIngest = false });
        await chat.RememberAsync(Stated, "preference");
        (await chat.AskAsync(Body("Which currency do I prefer?")))["memories"]!.AsArray().ShouldBeEmpty();
        (await ConversationAsync(chat)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_budget_of_memories_is_kept()
    {
        await using var chat = await StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await chat.RememberAsync($"Rule {i}: {string.Join(' ', Enumerable.Repeat("word", 60))}.", "rule");
        }

        foreach (var (tokens, most) in new[] { (400, 4), (1_000, 12), (0, 0) })
        {
            var body = Body($"Say something, {tokens}.");
            body["max_memory_tokens"] = tokens;
            (await chat.AskAsync(body))["memories"]!.AsArray().Count.ShouldBeInRange(Math.Min(1, most), most);
        }
    }

    [Fact]
    public async Task Memories_give_way_when_the_window_is_nearly_full()
    {
        await using var chat = await StartAsync();
        for (var i = 0; i < 20; i++)
        {
            await chat.RememberAsync($"Rule {i}: {string.Join(' ', Enumerable.Repeat("word", 60))}.", "rule");
        }

        var estimator = chat.Service.Services.GetRequiredService<TokenEstimator>();
        var text = new StringBuilder();
        do
        {
            text.Append(string.Concat(Enumerable.Repeat("All of this is to be read. ", 20)));
        }
        while (estimator.UpperBound("claude-haiku-4-5", PromptFeatures.OfText(text.ToString())) < 134_500);

        var body = Body(text.ToString());
        body["model"] = "claude-haiku-4-5";
        body["max_tokens"] = 64_000;
        (await chat.AskAsync(body))["memories"]!.AsArray().Count.ShouldBeInRange(0, 4);
        body["max_tokens"] = 1_000;
        body["session_id"] = "s2";
        (await chat.AskAsync(body))["memories"]!.AsArray().Count.ShouldBeGreaterThan(4);
    }

    [Fact]
    public async Task Nobody_gets_anothers_memories()
    {
        await using var chat = await StartAsync();
        await chat.RememberAsync(Stated, "preference", user: "bob");
        await chat.AskAsync(Body("Which currency do I prefer?"));
        chat.Emulator.Requests.Single().RawBody.ShouldNotContain("euro");
    }

    /// <summary>Memory finds its turns by the client's whole history, so what is dropped further in changes none of the blocks.</summary>
    [Fact]
    public async Task Turns_that_are_kept_keep_their_blocks_when_others_are_dropped()
    {
        await using var chat = await StartAsync();
        string[] pets = ["cat", "dog", "parrot", "hamster", "tortoise", "pony", "goldfish"];
        var history = new List<(string, JsonNode)>();
        var blocks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pet in pets)
        {
            await chat.RememberAsync($"Ann's {pet} is called {pet.ToUpperInvariant()}.");
            history.Add(("user", $"What is my {pet} called?"));
            var body = Body([.. history]);
            (body["context_strategy"], body["memory_mode"]) = ("aggressive", "auto");
            history.Add(("assistant", (await chat.AskAsync(body))["content"]!));
            foreach (var user in chat.Emulator.Requests[^1].Body["messages"]!.AsArray().Where(message => message!["role"]!.GetValue<string>() == "user"))
            {
                var texts = Texts(user!);
                blocks.TryAdd(texts[^1], texts[0]);
                texts[0].ShouldBe(blocks[texts[^1]]);
            }
        }

        chat.Emulator.Requests[^1].Body["messages"]!.AsArray().Count.ShouldBe(5);
        blocks.Count(block => block.Value.Contains("memori-memories", StringComparison.Ordinal)).ShouldBeGreaterThan(3);
    }

    [Fact]
    public async Task A_conversation_goes_on_when_a_memory_in_it_is_deleted()
    {
        await using var chat = await StartAsync();
        var id = await chat.RememberAsync(Stated, "preference");
        chat.Emulator.Respond(_ => Reply.Thinking("They said euro.", Reply.Text("Noted.")));
        JsonObject Turn(params (string, JsonNode)[] messages)
        {
            var body = Body(messages);
            body["model"] = "claude-opus-5-5";
            body["effort"] = "low";
            return body;
        }

        var first = await chat.AskAsync(Turn(("user", "Which currency do I prefer?")));
        using var deleted = await chat.Service.Client.DeleteAsync($"/api/memories/{id}?user_id=ann");
        deleted.EnsureSuccessStatusCode();
        var second = await chat.AskAsync(Turn(("user", "Which currency do I prefer?"), ("assistant", first["blocks"]!), ("user", "And which colour?")));
        second["content"]!.GetValue<string>().ShouldBe("Noted.");
        chat.Emulator.Requests[^1].RawBody.ShouldNotContain("amounts in euro");
    }

    [Fact]
    public async Task The_second_turn_reads_the_prompt_cache()
    {
        await using var chat = await StartAsync();
        await chat.RememberAsync(Stated, "preference");
        var first = await chat.AskAsync(WithSystem(Body("Which currency do I prefer?"), words: 3_000));
        var second = await chat.AskAsync(WithSystem(Body(("user", "Which currency do I prefer?"), ("assistant", "OK"), ("user", "And which one else?")), words: 3_000));
        var written = first["usage"]!["cache_creation_input_tokens"]!.GetValue<long>();
        written.ShouldBeGreaterThan(1_000);
        second["usage"]!["cache_read_input_tokens"]!.GetValue<long>().ShouldBe(written);
    }

    [Fact]
    public async Task What_a_caller_who_hung_up_was_answered_is_remembered_and_settled_as_it_was()
    {
        await using var chat = await StartAsync();
        using var go = new ManualResetEventSlim();
        chat.Emulator.Respond(_ =>
        {
            go.Wait(TimeSpan.FromSeconds(20));
            return Reply.Text("Noted for ever.") with { Usage = new EmulatedUsage { Input = 123, Output = 45 } };
        });
        foreach (var stream in new[] { true, false })
        {
            var body = Body($"My sister is called Lea {stream}.");
            body["stream"] = stream;
            using var patience = new CancellationTokenSource();
            using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            var asked = chat.Service.Client.PostAsync(Route, content, patience.Token);
            await chat.Emulator.ReceivedAsync(stream ? 1 : 2);
            await patience.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(asked);
            go.Set();
        }

        var standing = await chat.Service.StopAsync("ann");
        (standing.Used, standing.Reserved).ShouldBe((2 * 168, 0));
        var engine = chat.Service.Services.GetRequiredService<MemoryEngine>();
        var kept = await engine.ListAsync(Scope.Create("ann", "s1"), new MemoryFilter { Kinds = [MemoryKind.Conversation] });
        kept.Select(memory => memory.Content).ShouldContain("Noted for ever.");
    }

    private static async Task<List<string>> ConversationAsync(ChatFixture chat)
    {
        var engine = chat.Service.Services.GetRequiredService<MemoryEngine>();
        return [.. (await engine.ListAsync(Scope.Create("ann", "s1"), new MemoryFilter { Kinds = [MemoryKind.Conversation] })).Select(memory => memory.Content)];
    }

    private static JsonObject WithSystem(JsonObject body, int words = 5)
    {
        body["system"] = string.Join(' ', Enumerable.Repeat("careful", words));
        return body;
    }

    private static List<string> Texts(JsonNode message) => [.. message["content"]!.AsArray().Select(block => block!["text"]!.GetValue<string>())];
}
