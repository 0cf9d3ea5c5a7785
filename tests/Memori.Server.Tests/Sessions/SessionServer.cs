using System.Net.Http.Json;
using Memori.Server.Access.Keys;
using Memori.Server.Configuration;
using Memori.Server.Sessions;
using Memori.Server.Tests.Memories;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Sessions;

/// <summary>The real service with a clock of its own.</summary>
internal sealed class SessionServer : IAsyncDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("memori-sessions-");
    private readonly HttpClient _client = new();
    private WebApplication? _app;

    public SessionClock Clock { get; } = new();

    public UserSessions Sessions => _app!.Services.GetRequiredService<UserSessions>();

    public MemoryEngine Memory => _app!.Services.GetRequiredService<MemoryEngine>();

    public static async Task<SessionServer> StartAsync(Func<MemoriSettings, MemoriSettings>? change = null)
    {
        var server = new SessionServer();
        var settings = new MemoriSettings { DataDirectory = server._data.FullName };
        server._app = MemoriServer.Build((change?.Invoke(settings) ?? settings).OnTestStore(), "http://127.0.0.1:0", services => services.AddSingleton<TimeProvider>(server.Clock));
        await ServiceStartup.PrepareAsync(server._app.Services);
        await server._app.StartAsync();
        server._client.BaseAddress = new Uri(server._app.Urls.Single());
        return server;
    }

    public async Task<Reply> SendAsync(string method, string path, object? body = null, string? user = "ann", string? session = null, string? key = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in new[] { ("X-User-Id", user), ("X-Session-Id", session), ("X-Memori-Key", key) })
        {
            if (value is not null)
            {
                request.Headers.Add(name, value);
            }
        }

        using var response = await _client.SendAsync(request);
        return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<string> KeyAsync(KeyRole role, string? user = null) =>
        (await _app!.Services.GetRequiredService<ApiKeys>().CreateAsync(new NewApiKey("", role, user, null))).Secret;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app!.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
