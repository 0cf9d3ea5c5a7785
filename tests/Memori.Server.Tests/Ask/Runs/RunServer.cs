using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Server.Configuration;
using Memori.Text2Sql.Generation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Ask.Runs;

/// <summary>An event of a run, as a client reads it.</summary>
public sealed record ToldEvent(int Number, string Name, JsonNode Data)
{
    public string this[string name] => Data[name]?.ToString() ?? "";
}

/// <summary>The real service with a generator that waits for the test.</summary>
public sealed class RunServer : IAsyncDisposable
{
    public const string Route = "/api/text2sql/runs";

    private readonly DirectoryInfo _data;
    private readonly WebApplication _app;

    private RunServer(DirectoryInfo data, WebApplication app, GatedGenerator gated)
    {
        (_data, _app, Gated) = (data, app, gated);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    internal GatedGenerator Gated { get; }

    public static async Task<RunServer> StartAsync(Func<MemoriSettings, MemoriSettings>? change = null, TimeProvider? time = null)
    {
        var data = Directory.CreateTempSubdirectory("memori-runs-");
        var settings = new MemoriSettings { DataDirectory = data.FullName, RateLimitPerMinute = 0, LogLevel = "WARNING" };
        var gated = new GatedGenerator();
        var app = MemoriServer.Build((change?.Invoke(settings) ?? settings).OnTestStore(), "http://127.0.0.1:0", first => first.AddSingleton<ISqlGenerator>(gated).AddSingleton(time ?? TimeProvider.System));
        await ServiceStartup.PrepareAsync(app.Services);
        await app.StartAsync();
        return new RunServer(data, app, gated);
    }

    /// <summary>Begins a run; its events can be read as they come.</summary>
    public Task<HttpResponseMessage> StartRunAsync(string query, string user = "ann", object? more = null)
    {
        var body = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject();
        (body["user_id"], body["session_id"], body["datasource_id"], body["query"]) = (user, "s1", body["datasource_id"]?.DeepClone() ?? 1, query);
        return SendAsync(HttpMethod.Post, Route, body);
    }

    public Task<HttpResponseMessage> ListenAsync(string run, int after, string user = "ann") =>
        SendAsync(HttpMethod.Get, $"{Route}/{run}/events", null, ("X-User-Id", user), ("Last-Event-ID", after.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The answer of a request that goes well, as JSON.</summary>
    public async Task<JsonNode> JsonAsync(HttpMethod method, string path, object? body = null, string user = "ann", HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await SendAsync(method, path, body, ("X-User-Id", user));
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(expected, text);
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    /// <summary>All that a run tells, to its end.</summary>
    public async Task<IReadOnlyList<ToldEvent>> RunAsync(string query, string user = "ann", object? more = null)
    {
        using var response = await StartRunAsync(query, user, more);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await ReadAsync(response).ToListAsync();
    }

    public static async IAsyncEnumerable<ToldEvent> ReadAsync(HttpResponseMessage response)
    {
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync());
        await foreach (var item in parser.EnumerateAsync())
        {
            yield return new ToldEvent(int.Parse(parser.LastEventId, System.Globalization.CultureInfo.InvariantCulture), item.EventType, JsonNode.Parse(item.Data)!);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
