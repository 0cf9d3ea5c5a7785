using System.Text.Json.Nodes;

namespace Memori.Cli.Tests.BlackBox;

/// <summary><c>POST /api/ai/chat</c>.</summary>
[Collection(nameof(OpenSuite))]
public sealed class ChatRoutesTests(OpenService service) : Suite
{
    private const string Route = "/api/ai/chat";

    private static object[] Says(string text) => [new { role = "user", content = text }];

    [Fact]
    public async Task A_turn_is_answered_in_the_guide_s_fields()
    {
        var answer = (await service.PostAsync(Route, new { user_id = "chatter", session_id = "s1", messages = Says("Hello"), system = "Be brief.", max_tokens = 100, temperature = 0.5 })).Is(200);
        answer.Word("content").ShouldBe("OK");
        answer.Word("session_id").ShouldBe("s1");
        answer.Word("stop_reason").ShouldBe("end_turn");
        answer["usage"]["input_tokens"]!.GetValue<long>().ShouldBeGreaterThan(0);
        answer["usage"]["output_tokens"]!.GetValue<long>().ShouldBeGreaterThan(0);
        answer["usage"]["cost_usd"]!.GetValue<decimal>().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_streamed_turn_is_events_that_end_with_the_document()
    {
        var answer = (await service.PostAsync(Route, new { user_id = "chatter", session_id = "s2", messages = Says("Hello"), stream = true })).Is(200);
        answer.MediaType.ShouldBe("text/event-stream");
        var events = Events(answer.Text);
        events[0].Name.ShouldBe("start");
        string.Concat(events.Where(e => e.Name == "delta").Select(e => e.Data["text"]!.GetValue<string>())).ShouldBe("OK");
        events[^1].Name.ShouldBe("done");
        events[^1].Data["usage"]!["output_tokens"]!.GetValue<long>().ShouldBeGreaterThan(0);
        (await service.PostAsync(Route, new { user_id = "chatter", session_id = "s2", messages = Says("Again") }, ("Accept", "text/event-stream"))).MediaType.ShouldBe("text/event-stream");
    }

    [Fact]
    public async Task What_was_told_is_known_in_the_next_turn()
    {
        await service.PostAsync("/api/memories", new { user_id = "rememberer", content = "Amounts are shown in thousands of euros.", kind = "preference" });
        var answer = (await service.PostAsync(Route, new { user_id = "rememberer", session_id = "s1", messages = Says("How are amounts shown?") })).Is(200);
        answer.List("memories").ShouldContain(memory => memory["content"]!.GetValue<string>().Contains("thousands of euros"));
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"x"}]}""", 401, "identity-missing")]
    [InlineData("""{"user_id":"u","messages":[{"role":"user","content":"x"}]}""", 401, "identity-missing")]
    [InlineData("""{"user_id":"u","session_id":"s"}""", 400, "bad-request")]
    [InlineData("""{"user_id":"u","session_id":"s","messages":[]}""", 400, "invalid-messages")]
    [InlineData("""{"user_id":"u","session_id":"s","messages":[{"role":"assistant","content":"x"}]}""", 400, "invalid-messages")]
    [InlineData("""{"user_id":"u","session_id":"s","messages":[{"role":"emperor","content":"x"}]}""", 400, "invalid-role")]
    [InlineData("""{"user_id":"u","session_id":"s","messages":[{"role":"user","content":"x"}],"max_tokens":0}""", 400, "invalid-max-tokens")]
    [InlineData("""{"user_id":"u","session_id":"s","messages":[{"role":"user","content":"x"}],"max_tokens":9999999}""", 400, "invalid-max-tokens")]
    [InlineData("""{"user_id":"u","session_id":"s","messages":[{"role":"user","content":"x"}],"temperature":3}""", 400, "invalid-temperature")]
    [InlineData("""{"user_id":"u","session_id":"s","messages":[{"role":"user","content":"x"}],"model":"gpt-9"}""", 400, "unknown-model")]
    [InlineData("""{"user_id":"u","session_id":"s","messages":[{"role":"user","content":"x"}],"memory_mode":"loud"}""", 400, "invalid-memory-mode")]
    [InlineData("""{"user_id":"u","session_id":"s","messages":[{"role":"user","content":"x"}],"stop_sequences":[" "]}""", 400, "invalid-stop-sequences")]
    [InlineData("""{"user_id":"u","session_id":"s","messages":[{"role":"user","content":"x"}],"tool_choice":{"type":"tool","name":"none"}}""", 400, "invalid-tool-choice")]
    [InlineData("""{"user_id":"u\u0000","session_id":"s","messages":[{"role":"user","content":"x"}]}""", 400, "invalid-id")]
    [InlineData("""{"user_id":"u","session_id":"s","messages":""", 400, "bad-request")]
    [InlineData("[]", 400, "bad-request")]
    [InlineData("", 400, "bad-request")]
    public async Task What_is_wrong_is_said(string body, int status, string code) => await service.RefusesAsync("POST", Route, body, status, code);

    [Theory]
    [InlineData(new byte[] { 0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x1F, 0x8B, 0x08, 0x00 })]
    public async Task Bytes_that_are_no_text_are_400(byte[] bytes)
    {
        using var body = new ByteArrayContent(bytes);
        (await service.PostAsync(Route, body, ("Content-Type", "application/json"))).Fails(400, "bad-request");
    }

    [Fact]
    public async Task JSON_as_deep_as_a_well_is_400()
    {
        var deep = new string('[', 10_000) + new string(']', 10_000);
        (await service.PostAsync(Route, $$"""{"user_id":"u","session_id":"s","messages":{{deep}}}""")).Fails(400, "bad-request");
        (await service.PostAsync("/api/memories", $$$"""{"user_id":"u","content":"x","metadata":{"a":{{{deep}}}}}""")).Is(400);
    }

    [Fact]
    public async Task Errors_are_told_in_Chinese_to_whoever_reads_it()
    {
        (await service.PostAsync(Route, "{}", ("Accept-Language", "zh-CN"))).Fails(400, "bad-request").Word("detail").ShouldBe("请求体缺少 messages,请查看 /docs。");
        (await service.PostAsync(Route, new { messages = Says("x") }, ("Accept-Language", "zh-CN"))).Fails(401, "identity-missing");
        (await service.GetAsync("/api/memories/none?user_id=u", ("Accept-Language", "zh-CN"))).Fails(404, "memory-not-found");
        (await service.SendAsync("PUT", Route, "{}", ("Accept-Language", "zh-CN"))).Fails(405, "method-not-allowed");
        (await service.GetAsync("/nowhere", ("Accept-Language", "zh-CN"))).Fails(404, "no-such-route");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=klingon")]
    [InlineData("")]
    public async Task Another_type_of_body_is_415(string type) => (await service.PostAsync(Route, "{}", ("Content-Type", type))).Fails(415, "unsupported-media-type");

    [Fact]
    public async Task A_body_that_is_too_large_is_413() =>
        (await service.PostAsync(Route, new { user_id = "u", session_id = "s", messages = Says(new string('x', 1 << 20)) })).Fails(413, "too-large");

    internal static List<(string Name, JsonNode Data)> Events(string text) =>
    [
        .. from block in text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
           let lines = block.Split('\n')
           let name = lines.FirstOrDefault(line => line.StartsWith("event: ", StringComparison.Ordinal))
           let data = lines.FirstOrDefault(line => line.StartsWith("data: ", StringComparison.Ordinal))
           where name is not null && data is not null
           select (name[7..], JsonNode.Parse(data[6..])!),
    ];
}
