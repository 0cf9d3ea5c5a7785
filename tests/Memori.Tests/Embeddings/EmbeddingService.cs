using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Memori.Embeddings.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Memori.Tests.Embeddings;

/// <summary>A real HTTP service on this machine that speaks <c>POST /v1/embeddings</c>, faults included.</summary>
internal sealed class EmbeddingService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> _replies = [];

    private EmbeddingService(WebApplication app) => _app = app;

    /// <summary>What a text is embedded as.</summary>
    public Func<string, float[]> Embed { get; set; } = text => [text.Length, 1, 0];

    /// <summary>Which texts it does not take: a request that has one is answered with 400.</summary>
    public Func<string, bool> Refuses { get; set; } = _ => false;

    /// <summary>The bodies of the requests, in order.</summary>
    public ConcurrentQueue<JsonNode> Requests { get; } = [];

    public ConcurrentQueue<string?> Keys { get; } = [];

    public Uri Address => new(_app.Urls.Single());

    public static async Task<EmbeddingService> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var service = new EmbeddingService(app);
        app.MapPost("/v1/embeddings", (HttpContext context) => service.AnswerAsync(context, skipScript: false));
        await app.StartAsync();
        return service;
    }

    public HttpEmbeddingOptions Options(int dimensions = 3) => new()
    {
        Address = Address,
        Model = "emulated",
        Dimensions = dimensions,
        ApiKey = "secret",
        RetryDelay = TimeSpan.FromMilliseconds(1),
        BatchTexts = 3,
    };

    /// <summary>The next request is answered so; after all of these the service works again.</summary>
    public void Next(Func<HttpContext, Task> reply) => _replies.Enqueue(reply);

    public void NextStatus(HttpStatusCode status, params (string Name, string Value)[] headers) => Next(context =>
    {
        context.Response.StatusCode = (int)status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        return Task.CompletedTask;
    });

    public void NextBody(string json) => Next(context => context.Response.WriteAsync(json));

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>Answers a request, by the script or as when it works.</summary>
    public async Task AnswerAsync(HttpContext context, bool skipScript)
    {
        var request = skipScript ? Requests.Last() : (await JsonNode.ParseAsync(context.Request.Body))!;
        if (skipScript)
        {
            await EmbedAsync(context, request);
            return;
        }

        Requests.Enqueue(request);
        Keys.Enqueue(context.Request.Headers.Authorization);
        if (_replies.TryDequeue(out var reply))
        {
            await reply(context);
            return;
        }

        await EmbedAsync(context, request);
    }

    private async Task EmbedAsync(HttpContext context, JsonNode request)
    {
        var size = request["dimensions"]?.GetValue<int>() ?? int.MaxValue;
        var texts = request["input"]!.AsArray().Select(text => text!.GetValue<string>()).ToList();
        if (texts.Exists(text => Refuses(text)))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        // Backwards, as a service may: the index says which text a vector is of.
        var data = texts.Index().Reverse().Select(text => (JsonNode)new JsonObject
        {
            ["object"] = "embedding",
            ["index"] = text.Index,
            ["embedding"] = new JsonArray([.. Embed(text.Item).Take(size).Select(number => (JsonNode)number)]),
        });
        await context.Response.WriteAsJsonAsync(new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. data]),
            ["usage"] = new JsonObject { ["prompt_tokens"] = texts.Count, ["total_tokens"] = texts.Count },
        });
    }
}
