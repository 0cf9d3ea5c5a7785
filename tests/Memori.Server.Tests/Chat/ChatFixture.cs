using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Memori.Claude;
using Memori.Claude.Emulator;
using Memori.Server.Configuration;
using Memori.Server.Tests.Proxy;

namespace Memori.Server.Tests.Chat;

/// <summary>The chat route of the real service, with an emulator of the API behind it.</summary>
internal sealed class ChatFixture(DoorFixture service) : IAsyncDisposable
{
    public const string Route = "/api/ai/chat";

    public DoorFixture Service => service;

    public MessagesEmulator Emulator => service.Emulator;

    public static async Task<ChatFixture> StartAsync(
        Func<MemoriSettings, MemoriSettings>? settings = null, Action<ClaudeOptions>? claude = null, EmulatorOptions? emulated = null) =>
        new(await DoorFixture.StartAsync(settings, claude, emulated));

    /// <summary>A request of Ann's with one message.</summary>
    public static JsonObject Body(string text = "Hello") => Body(("user", text));

    public static JsonObject Body(params (string Role, JsonNode Content)[] messages) => new()
    {
        ["user_id"] = "ann",
        ["session_id"] = "s1",
        ["messages"] = new JsonArray([.. messages.Select(message => new JsonObject { ["role"] = message.Role, ["content"] = message.Content.DeepClone() })]),
    };

    public async Task<(int Status, JsonNode Body, HttpResponseMessage Response)> PostAsync(JsonObject body, string route = Route, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await service.Client.SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!, response);
    }

    /// <summary>Asks, and expects an answer.</summary>
    public async Task<JsonNode> AskAsync(JsonObject body)
    {
        var (status, answer, _) = await PostAsync(body);
        status.ShouldBe(200, answer.ToJsonString());
        return answer;
    }

    /// <summary>The events of a streamed answer.</summary>
    public async Task<List<(string Name, JsonNode Data)>> StreamAsync(JsonObject body)
    {
        body["stream"] = true;
        using var request = new HttpRequestMessage(HttpMethod.Post, Route) { Content = JsonContent.Create(body) };
        using var response = await service.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream", await FailureOf(response));
        var events = new List<(string, JsonNode)>();
        await foreach (var item in SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync())
        {
            events.Add((item.EventType, JsonNode.Parse(item.Data)!));
        }

        return events;
    }

    /// <summary>Remembers something of Ann's, and returns its id.</summary>
    public async Task<string> RememberAsync(string content, string kind = "fact", string user = "ann")
    {
        var (status, memory, _) = await PostAsync(new JsonObject { ["user_id"] = user, ["content"] = content, ["kind"] = kind, ["importance"] = 0.9 }, "/api/memories");
        status.ShouldBe(201, memory.ToJsonString());
        return memory["id"]!.GetValue<string>();
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    private static async Task<string> FailureOf(HttpResponseMessage response) => response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync();
}
