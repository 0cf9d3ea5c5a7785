using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Memori.Server.Configuration;

namespace Memori.Server.Tests;

/// <summary>The real service on a free port of this machine, with an empty data directory.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("memori-server-");
    private Microsoft.AspNetCore.Builder.WebApplication? _app;

    public HttpClient Client { get; } = new();

    public string DataDirectory => _data.FullName;

    public IServiceProvider Services => _app!.Services;

    public async ValueTask InitializeAsync()
    {
        _app = MemoriServer.Build(new MemoriSettings { DataDirectory = _data.FullName, MaxUploadMegabytes = 34, DailyTokenLimit = 1_000_000, RateLimitPerMinute = 0, LogLevel = "WARNING" }.OnTestStore(), "http://127.0.0.1:0");
        await ServiceStartup.PrepareAsync(_app.Services);
        await _app.StartAsync();
        Client.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app!.DisposeAsync();
        _data.Delete(recursive: true);
    }

    public async Task<(int Status, JsonNode Body)> PostAsync(string route, object body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await Client.SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}
