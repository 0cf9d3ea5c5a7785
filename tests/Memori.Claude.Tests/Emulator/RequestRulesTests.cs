using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator;
using Memori.Claude.Emulator.Replies;

namespace Memori.Claude.Tests.Emulator;

/// <summary>The emulator itself: a lax one would let faults of the product through.</summary>
public sealed class RequestRulesTests
{
    private const string Good = """{"model":"claude-sonnet-4-5","max_tokens":10,"messages":[{"role":"user","content":"Hi"}]}""";

    public static TheoryData<string, string> Refused => new()
    {
        { """{"max_tokens":null}""", "max_tokens: Field required" },
        { """{"max_tokens":0}""", "max_tokens" },
        { """{"max_tokens":64001}""", "64000" },
        { """{"messages":null}""", "messages: Field required" },
        { """{"messages":[]}""", "at least one message" },
        { """{"surprise":1}""", "surprise: Extra inputs are not permitted" },
        { """{"messages":[{"role":"assistant","content":"Hi"}]}""", "first message must use the \"user\" role" },
        { """{"messages":[{"role":"system","content":"Hi"}]}""", "first message" },
        { """{"messages":[{"role":"user","content":""}]}""", "non-empty" },
        { """{"messages":[{"role":"user","content":[{"type":"text","text":""}]}]}""", "non-empty" },
        { """{"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"x"}]}]}""", "unexpected `tool_use_id`" },
        { """{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"f","input":{}}]},{"role":"user","content":"b"}]}""", "without `tool_result`" },
        { """{"messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b "}]}""", "trailing whitespace" },
        { """{"model":"claude-sonnet-4-6","messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"}]}""", "prefill" },
        { """{"model":"claude-sonnet-5-5","temperature":0}""", "temperature" },
        { """{"model":"claude-opus-5-5","top_p":0.5}""", "top_p" },
        { """{"temperature":1.5}""", "range" },
        { """{"model":"claude-sonnet-5-5","thinking":{"type":"enabled","budget_tokens":1024}}""", "adaptive" },
        { """{"thinking":{"type":"enabled","budget_tokens":1024}}""", "budget_tokens" },
        { """{"model":"claude-sonnet-5-5","tools":[{"name":"f","input_schema":{"type":"object"}}],"tool_choice":{"type":"any"}}""", "forcing tool use" },
        { """{"tools":[{"name":"f f","input_schema":{"type":"object"}}]}""", "pattern" },
        { """{"stop_sequences":["  "]}""", "non-whitespace" },
        { """{"system":[{"type":"text","text":""}]}""", "non-empty" },
        { """{"output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{"a":{"type":"string"}}}}}}""", "additionalProperties" },
        { """{"output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{},"required":["a"],"additionalProperties":false}}}}""", "required" },
        { """{"output_config":{"format":{"type":"json_schema","schema":{"type":"string","maxLength":3}}}}""", "maxLength" },
        { """{"output_config":{"format":{"type":"json_schema","schema":{"type":"array"}}}}""", "items" },
        { """{"system":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},{"type":"text","text":"b","cache_control":{"type":"ephemeral","ttl":"1h"}}]}""", "must not come after" },
        { """{"system":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"}},{"type":"text","text":"b","cache_control":{"type":"ephemeral"}},{"type":"text","text":"c","cache_control":{"type":"ephemeral"}},{"type":"text","text":"d","cache_control":{"type":"ephemeral"}},{"type":"text","text":"e","cache_control":{"type":"ephemeral"}}]}""", "maximum of 4" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_request_against_the_rules_is_refused(string change, string expected)
    {
        var (status, answer) = await PostAsync(Changed(change));
        status.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)answer["type"]).ShouldBe("error");
        ((string?)answer["error"]!["type"]).ShouldBe("invalid_request_error");
        ((string?)answer["error"]!["message"])!.ShouldContain(expected);
    }

    [Theory]
    [InlineData("claude-3-opus-20240229")]
    [InlineData("claude-99")]
    public async Task A_retired_or_unknown_model_is_not_found(string model) =>
        (await PostAsync(Changed($$"""{"model":"{{model}}"}"""))).Status.ShouldBe(HttpStatusCode.NotFound);

    [Fact]
    public async Task A_tool_call_with_its_result_is_accepted()
    {
        var (status, answer) = await PostAsync(Changed("""
            {"messages":[
              {"role":"user","content":"a"},
              {"role":"assistant","content":[{"type":"text","text":"b"},{"type":"tool_use","id":"t1","name":"f","input":{}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"x"},{"type":"text","text":"c"}]}
            ]}
            """));
        status.ShouldBe(HttpStatusCode.OK, answer.ToJsonString());
    }

    [Theory]
    [InlineData("x-api-key", "k", HttpStatusCode.OK)]
    [InlineData("Authorization", "Bearer k", HttpStatusCode.OK)]
    [InlineData("x-api-key", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("Authorization", "Basic k", HttpStatusCode.Unauthorized)]
    [InlineData("x-nothing", "k", HttpStatusCode.Unauthorized)]
    public async Task The_key_comes_in_either_header(string header, string value, HttpStatusCode expected) =>
        (await PostAsync(Good, request =>
        {
            request.Headers.Remove("x-api-key");
            request.Headers.TryAddWithoutValidation(header, value);
        })).Status.ShouldBe(expected);

    [Fact]
    public async Task A_version_is_required() =>
        (await PostAsync(Good, request => request.Headers.Remove("anthropic-version"))).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    public async Task A_body_that_is_no_object_is_refused(string body) => (await PostAsync(body)).Status.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task A_body_that_is_too_large_is_refused() =>
        (await PostAsync(Good, options: new EmulatorOptions { MaxBodyBytes = 10 })).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

    [Fact]
    public async Task Tokens_are_counted_without_an_answer()
    {
        var counting = Changed("""{"max_tokens":null}""");
        var (status, answer) = await PostAsync(counting, path: "/v1/messages/count_tokens");
        status.ShouldBe(HttpStatusCode.OK);
        ((int)answer["input_tokens"]!).ShouldBeGreaterThan(0);
        (await PostAsync(Good, path: "/v1/messages/count_tokens")).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_prompt_longer_than_the_window_is_refused()
    {
        var (status, answer) = await PostAsync(Changed($$"""{"system":"{{new string('x', 900_000)}}"}"""));
        status.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)answer["error"]!["message"])!.ShouldContain("prompt is too long");
    }

    [Fact]
    public async Task A_tool_call_streams_its_input_in_pieces()
    {
        await using var emulator = await MessagesEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        emulator.Enqueue(Reply.ToolUse("f", new JsonObject { ["text"] = "a value of some length" }));
        using var http = new HttpClient { BaseAddress = emulator.BaseUrl };
        using var request = Request("/v1/messages", Changed("""{"stream":true}"""));
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var events = (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))
            .Split('\n').Where(line => line.StartsWith("data: ", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[6..])!).ToList();
        events.Select(data => (string)data["type"]!).Distinct().ShouldBe(
            ["message_start", "content_block_start", "ping", "content_block_delta", "content_block_stop", "message_delta", "message_stop"]);
        string.Concat(events.Select(data => (string?)data["delta"]?["partial_json"])).ShouldBe("""{"text":"a value of some length"}""");
    }

    private static string Changed(string change)
    {
        var body = JsonNode.Parse(Good)!.AsObject();
        foreach (var (name, value) in JsonNode.Parse(change)!.AsObject())
        {
            body.Remove(name);
            if (value is not null)
            {
                body[name] = value.DeepClone();
            }
        }

        return body.ToJsonString();
    }

    private static async Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(
        string body, Action<HttpRequestMessage>? change = null, EmulatorOptions? options = null, string path = "/v1/messages")
    {
        await using var emulator = await MessagesEmulator.StartAsync(options ?? new EmulatorOptions { ApiKey = "k" }, TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = emulator.BaseUrl };
        using var request = Request(path, body);
        change?.Invoke(request);
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!);
    }

    private static HttpRequestMessage Request(string path, string body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("x-api-key", "k");
        request.Headers.Add("anthropic-version", "2023-06-01");
        return request;
    }
}
