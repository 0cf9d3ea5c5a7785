using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Replies;
using Memori.Prompting;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Proxy;

public sealed class DoorMemoryTests
{
    private static readonly (string, string)[] AsAlice = [("X-User-Id", "alice"), ("X-Session-Id", "s1")];

    // About 280 tokens that say nothing, so that a turn has about 300.
    private static readonly string Filler = string.Concat(Enumerable.Repeat(" And so it was that it is as it is, and that is that.", 20));

    private static readonly string System = Words(2_000, "system");

    [Fact]
    public async Task What_is_remembered_goes_into_the_newest_turn_of_the_user_and_never_into_system()
    {
        await using var door = await StartAsync();
        await RememberAsync(door, "The user's cat is called Mimi.");
        await new Conversation(door, "Be kind.", AsAlice).SayAsync("What is the name of my cat?");
        var sent = door.Emulator.Requests.Single();
        sent.SystemText.ShouldBe("Be kind.");
        var content = sent.Body["messages"]![0]!["content"]!.AsArray();
        content.Count.ShouldBe(2);
        ((string)content[0]!["text"]!).ShouldStartWith(InjectedBlock.Opening);
        ((string)content[0]!["text"]!).ShouldContain("Mimi");
        ((string)content[1]!["text"]!).ShouldBe("What is the name of my cat?");
    }

    [Fact]
    public async Task Twenty_turns_with_memory_read_the_cache_as_twenty_without()
    {
        var without = await TwentyTurnsAsync("off");
        var with = await TwentyTurnsAsync("on");
        with.Blocks.ShouldBeGreaterThan(15, "memory was on");
        ((double)with.CacheReads / without.CacheReads).ShouldBeGreaterThanOrEqualTo(0.97);
    }

    [Fact]
    public async Task The_prefix_of_a_turn_is_the_prefix_of_the_next_byte_for_byte()
    {
        await using var door = await StartAsync();
        await RememberAsync(door, "The user's cat is called Mimi.", "The user lives in Graz.", "The user prefers tea to coffee.");
        var conversation = new Conversation(door, "Be kind.", AsAlice);
        foreach (var text in (string[])["What is the name of my cat?", "And where do I live?", "Tea or coffee?", "Thanks."])
        {
            await conversation.SayAsync(text);
        }

        var requests = door.Emulator.Requests.Select(request => request.Body["messages"]!.AsArray()).ToList();
        for (var i = 1; i < requests.Count; i++)
        {
            for (var turn = 0; turn < requests[i - 1].Count; turn++)
            {
                Bare(requests[i][turn]!).ShouldBe(Bare(requests[i - 1][turn]!), $"turn {turn} of request {i}");
            }
        }
    }

    [Fact]
    public async Task The_same_question_sent_again_has_the_same_block()
    {
        await using var door = await StartAsync();
        await RememberAsync(door, "The user's cat is called Mimi.");
        const string Body = """{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"What is the name of my cat?"}]}""";
        for (var i = 0; i < 2; i++)
        {
            using var response = await door.SendAsync(Body, headers: AsAlice);
        }

        door.Emulator.Requests[0].RawBody.ShouldContain("Mimi");
        door.Emulator.Requests[1].RawBody.ShouldBe(door.Emulator.Requests[0].RawBody);
    }

    [Fact]
    public async Task A_deleted_memory_leaves_the_store_and_later_requests_and_the_conversation_goes_on()
    {
        await using var door = await StartAsync();
        var mimi = await RememberAsync(door, "The user's cat is called Mimi.");
        door.Emulator.Respond(_ => Reply.Thinking("Let me think.", Reply.Text("Well.")));
        var conversation = new Conversation(door, "Be kind.", AsAlice) { Model = "claude-sonnet-5-5", Thinking = new JsonObject { ["type"] = "adaptive" } };
        await conversation.SayAsync("What is the name of my cat?");
        await conversation.SayAsync("Is my cat old?");
        door.Emulator.Requests[1].RawBody.ShouldContain("Mimi");
        door.Emulator.Requests[1].RawBody.ShouldContain("signature");

        (await door.Services.GetRequiredService<MemoryEngine>().ForgetAsync(Scope.Create("alice"), mimi)).ShouldBeTrue();
        await conversation.SayAsync("And what does it eat?");
        conversation.Status.ShouldBe(200, conversation.Last.ToJsonString());
        await conversation.SayAsync("Thanks.");
        conversation.Status.ShouldBe(200, conversation.Last.ToJsonString());
        door.Emulator.Requests.Skip(2).ShouldAllBe(request => !request.RawBody.Contains("Mimi", StringComparison.Ordinal));
        var blocks = await door.Services.GetRequiredService<IDatabase>().ReadAsync((connection, token) => connection.QueryAsync(
            "SELECT COUNT(*) FROM injected_block WHERE text LIKE '%Mimi%'", static row => row.GetInt64(0), token));
        blocks.ShouldBe([0L]);
    }

    [Fact]
    public async Task In_the_middle_of_a_call_of_a_tool_a_deleted_memory_is_a_typed_error()
    {
        await using var door = await StartAsync();
        var mimi = await RememberAsync(door, "The user's cat is called Mimi.");
        var tool = new JsonObject { ["name"] = "look", ["description"] = "Looks.", ["input_schema"] = new JsonObject { ["type"] = "object" } };
        var conversation = new Conversation(door, "Be kind.", AsAlice)
        {
            Model = "claude-sonnet-5-5",
            Thinking = new JsonObject { ["type"] = "adaptive" },
            Tools = [tool],
        };
        door.Emulator.Enqueue(Reply.Thinking("Let me look.", Reply.ToolUse("look", [])));
        await conversation.SayAsync("What is the name of my cat?");
        conversation.Status.ShouldBe(200, conversation.Last.ToJsonString());
        (await door.Services.GetRequiredService<MemoryEngine>().ForgetAsync(Scope.Create("alice"), mimi)).ShouldBeTrue();
        await conversation.SayAsync(new JsonArray(new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = "toolu_000001", ["content"] = "seen" }));
        conversation.Status.ShouldBe(400);
        ((string)conversation.Last["error"]!["type"]!).ShouldBe("invalid_request_error");
        ((string)conversation.Last["error"]!["details"]!["error_code"]!).ShouldBe("conversation-memory-deleted");
    }

    [Fact]
    public async Task An_exchange_is_observed_once_also_over_calls_of_tools()
    {
        await using var door = await StartAsync();
        var tool = new JsonObject { ["name"] = "look", ["description"] = "Looks.", ["input_schema"] = new JsonObject { ["type"] = "object" } };
        var conversation = new Conversation(door, "Be kind.", AsAlice) { Tools = [tool] };
        door.Emulator.Enqueue(Reply.ToolUse("look", []), Reply.Text("It is a tabby cat by the window."));
        await conversation.SayAsync("Please look at what my camera sees in the garden.");
        await conversation.SayAsync(new JsonArray(new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = "toolu_000001", ["content"] = "a tabby cat" }));
        await door.StopAsync();
        var turns = await door.Services.GetRequiredService<MemoryEngine>().ListAsync(Scope.Create("alice", "s1"));
        turns.Select(turn => turn.Content).Order(StringComparer.Ordinal).ShouldBe(["It is a tabby cat by the window.", "Please look at what my camera sees in the garden."]);
    }

    [Theory]
    [InlineData("X-Memori-Memory", "off")]
    [InlineData("X-Memori-Memory", "OFF")]
    public async Task Memory_off_by_header_leaves_the_bytes_and_observes_nothing(string name, string value)
    {
        await using var door = await StartAsync();
        await RememberAsync(door, "The user's cat is called Mimi.");
        const string Body = """{"model":"claude-sonnet-5-5","max_tokens":90,"messages":[{"role":"user","content":"What is the name of my cat?"}]}""";
        using var response = await door.SendAsync(Body, headers: [.. AsAlice, (name, value)]);
        door.Emulator.Requests.Single().RawBody.ShouldBe(Body);
        await door.StopAsync();
        (await door.Services.GetRequiredService<MemoryEngine>().ListAsync(Scope.Create("alice", "s1"))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_engine_in_trouble_never_breaks_a_call()
    {
        await using var door = await StartAsync();
        await RememberAsync(door, "The user's cat is called Mimi.");
        var conversation = new Conversation(door, "Be kind.", AsAlice);
        await conversation.SayAsync("What is the name of my cat?");

        // The tables of memories go; the ledger's stay.
        await door.Services.GetRequiredService<IDatabase>().WriteAsync((transaction, token) => transaction.QueryAsync("ALTER TABLE injected_block RENAME TO gone", static _ => 0, token));
        await conversation.SayAsync("Is my cat old?");
        conversation.Status.ShouldBe(200, conversation.Last.ToJsonString());
        door.Emulator.Requests[1].RawBody.ShouldNotContain("Mimi");
    }

    [Fact]
    public async Task Thinking_that_the_API_refuses_is_left_out_and_asked_again()
    {
        await using var door = await StartAsync();
        await RememberAsync(door, "The user's cat is called Mimi.");
        door.Emulator.Respond(_ => Reply.Thinking("Let me think.", Reply.Text("Well.")));
        var conversation = new Conversation(door, "Be kind.", AsAlice) { Model = "claude-sonnet-5-5", Thinking = new JsonObject { ["type"] = "adaptive" } };
        await conversation.SayAsync("What is the name of my cat?");

        // A block that was sent and is lost, as by a power cut.
        await TestStore.DamageAsync(door.Services, "DELETE FROM injected_block");
        await conversation.SayAsync("Is my cat old?");
        conversation.Status.ShouldBe(200, conversation.Last.ToJsonString());
        door.Emulator.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Tokens_are_counted_as_they_would_be_sent_and_nothing_is_kept()
    {
        await using var door = await StartAsync();
        await RememberAsync(door, "The user's cat is called Mimi.");
        using var response = await door.SendAsync(
            """{"model":"claude-sonnet-5-5","messages":[{"role":"user","content":"What is the name of my cat?"}]}""", "/v1/messages/count_tokens", headers: AsAlice);
        door.Emulator.Requests.Single().RawBody.ShouldContain("Mimi");
        var blocks = await door.Services.GetRequiredService<IDatabase>().ReadAsync((connection, token) => connection.QueryAsync(
            "SELECT COUNT(*) FROM injected_block", static row => row.GetInt64(0), token));
        blocks.ShouldBe([0L]);
    }

    [Fact]
    public async Task Claude_Code_is_known_by_its_metadata()
    {
        await using var door = await StartAsync();
        const string Account = "7f6a1d20-1111-4222-8333-944455566677";
        const string Session = "3b1f2c9e-8d0a-4e51-9b7a-0f2e6c1d5a44";
        await door.Services.GetRequiredService<MemoryEngine>().RememberAsync(Scope.Create(Account), new NewMemory { Kind = MemoryKind.Fact, Content = "The user's cat is called Mimi." });
        foreach (var id in (string[])[$"user_0a_account_{Account}_session_{Session}", $$"""{\"device_id\":\"0a\",\"account_uuid\":\"{{Account}}\",\"session_id\":\"{{Session}}\"}"""])
        {
            using var response = await door.SendAsync(
                $$"""{"model":"claude-sonnet-5-5","max_tokens":90,"metadata":{"user_id":"{{id}}"},"messages":[{"role":"user","content":"What is the name of my cat?"}]}""");
            response.EnsureSuccessStatusCode();
        }

        door.Emulator.Requests.ShouldAllBe(request => request.RawBody.Contains("Mimi", StringComparison.Ordinal));
        (await door.StopAsync(Account)).Used.ShouldBeGreaterThan(0);
    }

    private static Task<DoorFixture> StartAsync() => DoorFixture.StartAsync(settings => settings with { ProxyMemory = true });

    private static async Task<string> RememberAsync(DoorFixture door, params string[] contents)
    {
        var engine = door.Services.GetRequiredService<MemoryEngine>();
        var id = "";
        foreach (var content in contents)
        {
            id = (await engine.RememberAsync(Scope.Create("alice"), new NewMemory { Kind = MemoryKind.Fact, Content = content })).Id;
        }

        return id;
    }

    private static async Task<(long CacheReads, int Blocks)> TwentyTurnsAsync(string memory)
    {
        await using var door = await DoorFixture.StartAsync(settings => settings with { ProxyMemory = true, RetrievalLimit = 1 });
        var engine = door.Services.GetRequiredService<MemoryEngine>();
        for (var i = 0; i < 40; i++)
        {
            // Captured in earlier sessions: recalled where a turn speaks of it.
            var captured = new NewMemory { Kind = MemoryKind.Fact, Mode = MemoryMode.Auto, Importance = 0.9, Content = $"In week {i} the user wrote about topic{i % 20} and liked it very much." };
            await engine.RememberAsync(Scope.Create("alice"), captured);
        }

        door.Emulator.Respond(request => Reply.Text(Words(100, $"answer{request.Body["messages"]!.AsArray().Count}")));
        var conversation = new Conversation(door, System, [.. AsAlice, ("X-Memori-Memory", memory)]);
        for (var turn = 0; turn < 20; turn++)
        {
            await conversation.SayAsync($"What did the user write about topic{turn}?{Filler}");
            conversation.Status.ShouldBe(200, conversation.Last.ToJsonString());
        }

        return (conversation.CacheReads, door.Emulator.Requests[^1].RawBody.Split("<memori-memories>").Length - 1);
    }

    private static string Words(int count, string seed) => string.Join(' ', Enumerable.Range(0, count).Select(i => $"{seed}{(i * 7919) % 997}"));

    private static string Bare(JsonNode message)
    {
        var bare = message.DeepClone();
        foreach (var block in bare["content"]!.AsArray())
        {
            block!.AsObject().Remove("cache_control");
        }

        return bare.ToJsonString();
    }
}
