using Memori.Claude.Emulator;
using Memori.Server.Configuration;
using Microsoft.AspNetCore.Builder;

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
    private readonly WebApplication? _app;

    private ClientHost(Way way, MessagesEmulator emulator, DirectoryInfo? data, WebApplication? app) => (Way, Emulator, _data, _app) = (way, emulator, data, app);

    public Way Way { get; }

    public MessagesEmulator Emulator { get; }

    /// <summary>Where clients send to; without a slash at its end.</summary>
    public string BaseUrl => _app?.Urls.Single() ?? Emulator.BaseUrl.ToString().TrimEnd('/');

    public IServiceProvider Services => _app!.Services;

    /// <summary>The headers that clients add.</summary>
    public IReadOnlyDictionary<string, string> Headers =>
        Way == Way.Direct ? new Dictionary<string, string>() : new Dictionary<string, string> { ["x-memori-memory"] = Way == Way.Memory ? "on" : "off" };

    public static async Task<ClientHost> StartAsync(Way way)
    {
        var emulator = (await MessagesEmulator.StartAsync(new EmulatorOptions { ApiKey = Key })).Respond(new ClientScript().Respond);
        if (way == Way.Direct)
        {
            return new ClientHost(way, emulator, null, null);
        }

        var data = Directory.CreateTempSubdirectory("memori-clients-");
        var settings = new MemoriSettings
        {
            DataDirectory = data.FullName, AnthropicApiKey = Key, AnthropicBaseUrl = emulator.BaseUrl, DailyTokenLimit = 0, ProxyMemoryTimeoutMilliseconds = 10_000,
        };
        var app = MemoriServer.Build(settings, "http://127.0.0.1:0");
        await ServiceStartup.PrepareAsync(app.Services);
        await app.StartAsync();
        return new ClientHost(way, emulator, data, app);
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
}
