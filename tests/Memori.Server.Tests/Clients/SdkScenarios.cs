using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace Memori.Server.Tests.Clients;

/// <summary>The official SDK for C#, and the <see cref="IChatClient"/> on it, doing what the npm clients do. Each scenario gives what its caller sees.</summary>
internal static class SdkScenarios
{
    private const string Model = "claude-sonnet-5-5";

    public static IReadOnlyDictionary<string, Func<ClientHost, Task<JsonNode>>> All { get; } = new Dictionary<string, Func<ClientHost, Task<JsonNode>>>
    {
        ["message"] = async host => Json(await Client(host, "message").Messages.Create(Ask("say: plain"))),
        ["stream"] = async host => Json(await Client(host, "stream").Messages.CreateStreaming(Ask("say: unicode")).ToListAsync()),
        ["shapes"] = async host => new JsonArray(
            Json(await Client(host, "shapes").Messages.CreateStreaming(Ask("shape: bytes")).ToListAsync()),
            Json(await Client(host, "shapes").Messages.CreateStreaming(Ask("shape: crlf")).ToListAsync()),
            Json(await Client(host, "shapes").Messages.CreateStreaming(Ask("shape: deltas")).ToListAsync())),
        ["tools"] = ToolsAsync,
        ["count"] = async host => Json(await Client(host, "count").Messages.CountTokens(new() { Model = Model, Messages = [Message("user", "Count me, 数一数。")] })),
        ["errors"] = ErrorsAsync,
        ["retry"] = async host => Json(await Client(host, "retry", maxRetries: 2).Messages.Create(Ask("flaky: twice"))),
        ["chat"] = async host => Read(await Chat(host, "chat").GetResponseAsync("say: plain")),
        ["chatStream"] = async host => Read(await Chat(host, "chatStream").GetStreamingResponseAsync("say: unicode").ToChatResponseAsync()),
        ["chatTools"] = ChatToolsAsync,
        ["chatErrors"] = async host => await FailureAsync(() => Chat(host, "chatErrors").GetResponseAsync("fail: 529")),
        ["tell"] = async host => Read(await Chat(host, "memory").GetResponseAsync("say: noted. My uncle Bruno lives in Turin.")),
        ["recall"] = RecallAsync,
    };

    public static AnthropicClient Client(ClientHost host, string scenario, int maxRetries = 0)
    {
        var client = new AnthropicClient { BaseUrl = host.BaseUrl, ApiKey = host.ClientKey, MaxRetries = maxRetries, Handlers = [new HeaderHandler(host, scenario)] };
        return client;
    }

    private static IChatClient Chat(ClientHost host, string scenario) => Client(host, scenario).AsIChatClient(Model, 500);

    private static MessageCreateParams Ask(string text) => new() { Model = Model, MaxTokens = 500, Messages = [Message("user", text)] };

    public static MessageParam Message(string role, object content) => new(JsonSerializer.SerializeToElement(new { role, content }));

    private static async Task<JsonNode> ToolsAsync(ClientHost host)
    {
        var client = Client(host, "tools");
        List<MessageParam> messages = [Message("user", "weather: Paris")];
        var turns = new JsonArray();
        for (var turn = 0; turn < 2; turn++)
        {
            var answer = await client.Messages.Create(Ask("") with { Messages = messages, Tools = [WeatherTool], Thinking = new ThinkingConfigAdaptive() });
            turns.Add(Json(answer));
            messages.Add(Message("assistant", Json(answer)["content"]!));
            var results = answer.Content.Select(block => block.Value).OfType<ToolUseBlock>().Select(call => new { type = "tool_result", tool_use_id = call.ID, content = $"{call.Input["city"]}: 21 °C" }).ToList();
            if (results.Count > 0)
            {
                messages.Add(Message("user", results));
            }
        }

        return turns;
    }

    private static async Task<JsonNode> ErrorsAsync(ClientHost host)
    {
        var errors = new JsonArray();
        foreach (var status in (int[])[400, 401, 403, 404, 429, 500, 529])
        {
            errors.Add(await FailureAsync(() => Client(host, "errors").Messages.Create(Ask($"fail: {status}"))));
        }

        errors.Add(await FailureAsync(() => Client(host, "errors").Messages.Create(Ask("say: plain") with { Model = "claude-99" })));
        return errors;
    }

    private static async Task<JsonNode> ChatToolsAsync(ClientHost host)
    {
        var chat = Chat(host, "chatTools");
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create((string city) => $"{city}: 21 °C", "get_weather")] };
        List<ChatMessage> messages = [new(ChatRole.User, "weather: Paris")];
        var first = await chat.GetResponseAsync(messages, options);
        var call = first.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>().Single();
        messages.AddRange(first.Messages);
        messages.Add(new ChatMessage(ChatRole.Tool, [new FunctionResultContent(call.CallId, "Paris: 21 °C")]));
        return new JsonArray(Read(first), Read(await chat.GetResponseAsync(messages, options)));
    }

    private static async Task<JsonNode> RecallAsync(ClientHost host)
    {
        var chat = Chat(host, "memory");
        List<ChatMessage> messages = [new(ChatRole.User, "say: known. Where does my uncle Bruno live?")];
        messages.AddRange((await chat.GetStreamingResponseAsync(messages).ToChatResponseAsync()).Messages);
        messages.Add(new ChatMessage(ChatRole.User, "say: more."));
        var second = await chat.GetResponseAsync(messages);
        return new JsonObject { ["second"] = Read(second), ["sent"] = new JsonArray([.. messages.Select(message => JsonValue.Create(message.Text))]) };
    }

    private static JsonObject Read(ChatResponse response) => new()
    {
        ["id"] = response.ResponseId,
        ["model"] = response.ModelId,
        ["finish"] = response.FinishReason?.Value,
        ["usage"] = JsonSerializer.SerializeToNode(response.Usage, AIJsonUtilities.DefaultOptions),
        ["messages"] = new JsonArray([.. response.Messages.SelectMany(message => message.Contents).Select(content => JsonValue.Create($"{content.GetType().Name}: {content}"))]),
    };

    private static async Task<JsonNode> FailureAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return new JsonObject { ["unexpected"] = (await call())?.ToString() };
        }
        catch (AnthropicApiException failure)
        {
            return new JsonObject
            {
                ["class"] = failure.GetType().Name,
                ["status"] = (int)failure.StatusCode,
                ["type"] = failure.Type?.ToString(),
                ["message"] = failure.ApiMessage,
                ["requestId"] = failure.RequestID,
                ["body"] = failure.ResponseBody,
            };
        }
    }

    public static JsonNode Json<T>(T value) => JsonSerializer.SerializeToNode(value)!;

    public static ToolUnion WeatherTool { get; } = new Tool
    {
        Name = "get_weather",
        InputSchema = new InputSchema { Properties = new Dictionary<string, JsonElement> { ["city"] = JsonSerializer.SerializeToElement(new { type = "string" }) } },
    };

    /// <summary>Adds the headers of the scenario: each is a user of its own.</summary>
    private sealed class HeaderHandler(ClientHost host, string scenario) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            foreach (var (name, value) in host.Headers.Prepend(KeyValuePair.Create("x-user-id", $"client-{scenario}")))
            {
                request.Headers.Remove(name);
                request.Headers.TryAddWithoutValidation(name, value);
            }

            return base.SendAsync(request, cancellationToken);
        }
    }
}
