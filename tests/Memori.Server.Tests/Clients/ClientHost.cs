using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator;
using Memori.Jobs;
using Memori.Server.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Clients;

/// <summary>How a client reaches the API.</summary>
public enum Way
{
    /// <summary>The emulator itself.</summary>
    Direct,

    /// <summary>Through the door, without memory.</summary>
    Door,

    /// <summary>Through the door, with memory.</summary>
    Memory,
}

/// <summary>An emulator that plays the script of the clients, and the real service before it unless a client goes directly.</summary>
internal sealed class ClientHost : IAsyncDisposable
{
    public const string Key = "test-key";

    private readonly DirectoryInfo? _data;
    private readonly long _dailyTokens;
    private WebApplication? _app;

    private ClientHost(Way way, MessagesEmulator emulator, DirectoryInfo? data, long dailyTokens)
    {
        (Emulator, _data, _dailyTokens) = (emulator, data, dailyTokens);
        Headers = way == Way.Direct ? [] : new Dictionary<string, string> { ["x-memori-memory"] = way == Way.Memory ? "on" : "off" };
    }

    public MessagesEmulator Emulator { get; }

    /// <summary>Where clients send to; without a slash at its end.</summary>
    public string BaseUrl => _app?.Urls.Single() ?? Emulator.BaseUrl.ToString().TrimEnd('/');

    /// <summary>The key that clients send.</summary>
    public string ClientKey { get; set; } = Key;

    /// <summary>The headers that clients add.</summary>
    public Dictionary<string, string> Headers { get; }

    /// <summary>Starts both.</summary>
    /// <param name="way">How clients reach the API.</param>
    /// <param name="dailyTokens">What a user may use on a day; 0 for no limit.</param>
    public static async Task<ClientHost> StartAsync(Way way, long dailyTokens = 0)
    {
        var emulator = (await MessagesEmulator.StartAsync(new EmulatorOptions { ApiKey = Key })).Respond(new ClientScript().Respond);
        var host = new ClientHost(way, emulator, way == Way.Direct ? null : Directory.CreateTempSubdirectory("memori-clients-"), dailyTokens);
        await host.StartServiceAsync();
        return host;
    }

    /// <summary>Ends the service, which sees what was said to its end, and starts it anew when everything is remembered.</summary>
    public async Task RestartAsync()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        await StartServiceAsync();
    }

    /// <summary>Makes a key of the service, from which on it is closed to whoever has none, and gives it.</summary>
    public async Task<string> MakeKeyAsync(object wanted)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{BaseUrl}/api/admin/keys") { Content = JsonContent.Create(wanted) };
        request.Headers.Add("x-api-key", ClientKey);
        using var response = await http.SendAsync(request);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["secret"]!;
    }

    /// <summary>What a user has stated before.</summary>
    public async Task RememberAsync(string user, params string[] facts)
    {
        foreach (var fact in facts)
        {
            await _app!.Services.GetRequiredService<MemoryEngine>().RememberAsync(Scope.Create(user), new NewMemory { Content = fact, Kind = MemoryKind.Rule });
        }
    }

    /// <summary>Deletes what a user stated.</summary>
    public async Task ForgetAsync(string user, string fact)
    {
        var engine = _app!.Services.GetRequiredService<MemoryEngine>();
        foreach (var memory in (await engine.ListAsync(Scope.Create(user), new MemoryFilter { Status = null })).Where(memory => memory.Content == fact))
        {
            (await engine.ForgetAsync(Scope.Create(user), memory.Id)).ShouldBeTrue();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _data?.Delete(recursive: true);
    }
    private async Task StartServiceAsync()
    {
        if (_data is null)
        {
            return;
        }

        var settings = new MemoriSettings
        {
            DataDirectory = _data.FullName,
            AnthropicApiKey = Key,
            AnthropicBaseUrl = Emulator.BaseUrl,
            DailyTokenLimit = _dailyTokens,
            ProxyMemoryTimeoutMilliseconds = 10_000,
        };
        _app = MemoriServer.Build(settings.OnTestStore(), "http://127.0.0.1:0");
        await ServiceStartup.PrepareAsync(_app.Services);
        while (await _app.Services.GetRequiredService<JobRunner>().RunDueAsync() > 0)
        {
        }

        await _app.StartAsync();
    }
}
