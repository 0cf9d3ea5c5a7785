using System.Text;
using Memori.Claude;
using Memori.Claude.Emulator;
using Memori.Claude.Upstream;
using Memori.Ledger;
using Memori.Server.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Proxy;

/// <summary>The real service with an emulator of the API behind it, an empty data directory and a clock that begins on 2026-11-22.</summary>
internal sealed class DoorFixture : IAsyncDisposable
{
    public const string ServiceKey = "service-key";
    public const string Messages = "/v1/messages";

    private readonly DirectoryInfo _data;
    private readonly WebApplication _app;

    private DoorFixture(MessagesEmulator emulator, DirectoryInfo data, WebApplication app)
    {
        (Emulator, _data, _app) = (emulator, data, app);
        Client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public MessagesEmulator Emulator { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public string DataDirectory => _data.FullName;

    public UsageLedger Ledger => Services.GetRequiredService<UsageLedger>();

    /// <summary>Starts both. Memory is off, and no attempt is repeated, unless the test says so.</summary>
    public static async Task<DoorFixture> StartAsync(
        Func<MemoriSettings, MemoriSettings>? settings = null, Action<ClaudeOptions>? claude = null, EmulatorOptions? emulated = null, Action<IServiceCollection>? services = null)
    {
        var emulator = await MessagesEmulator.StartAsync(emulated);
        var data = Directory.CreateTempSubdirectory("memori-door-");
        var basic = new MemoriSettings
        {
            DataDirectory = data.FullName,
            AnthropicApiKey = ServiceKey,
            AnthropicBaseUrl = emulator.BaseUrl,
            ProxyMemory = false,
            DailyTokenLimit = 0,
            RateLimitPerMinute = 0,
            ProxyMemoryTimeoutMilliseconds = 5_000,
            LogLevel = "WARNING",
        };
        var options = new ClaudeOptions { ApiKey = ServiceKey, BaseUrl = emulator.BaseUrl, MaxRetries = 0, BreakerMinimumCalls = 10_000 };
        claude?.Invoke(options);
        var app = MemoriServer.Build((settings?.Invoke(basic) ?? basic).OnTestStore(), "http://127.0.0.1:0", first =>
        {
            services?.Invoke(first);
            first.AddSingleton<TimeProvider>(new DatedTime()).AddSingleton(options).AddSingleton(_ => new ClaudeUpstream(options));
        });
        await ServiceStartup.PrepareAsync(app.Services);
        await app.StartAsync();
        return new DoorFixture(emulator, data, app);
    }

    /// <summary>Sends a body as it is.</summary>
    public async Task<HttpResponseMessage> SendAsync(string json, string route = Messages, HttpCompletionOption until = HttpCompletionOption.ResponseContentRead, params (string Name, string Value)[] headers)
    {
        using var request = Request(Encoding.UTF8.GetBytes(json), route, headers);
        return await Client.SendAsync(request, until);
    }

    public static HttpRequestMessage Request(byte[] body, string route = Messages, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.Add("anthropic-version", "2023-06-01");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>Stops the service, which sees what is under way to its end, and tells what the user has used and reserved.</summary>
    public async Task<DailyStanding> StopAsync(string user = "local")
    {
        await _app.StopAsync();
        return await Ledger.TodayAsync(LedgerSubject.User(user));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Emulator.DisposeAsync();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }

    /// <summary>The real clock, moved to a fixed day.</summary>
    private sealed class DatedTime : TimeProvider
    {
        private readonly long _started = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero) + System.GetElapsedTime(_started);
    }
}
