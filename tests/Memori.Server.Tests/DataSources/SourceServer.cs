using System.Net.Http.Json;
using System.Text;
using Memori.Server.Configuration;
using Memori.Server.State;
using Memori.Server.Tests.Memories;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Memori.Server.Tests.DataSources;

/// <summary>The real service with a data directory of its own, whose log can be read.</summary>
internal sealed class SourceServer : IAsyncDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("memori-sources-");
    private readonly HttpClient _client = new();
    private readonly LogLines _log = new();
    private WebApplication? _app;

    public string Data => Path.Combine(_directory.FullName, "data");

    public string Log => _log.Text;

    public IStateCare State => _app!.Services.GetRequiredService<IStateCare>();

    public static async Task<SourceServer> StartAsync(Func<MemoriSettings, MemoriSettings>? change = null)
    {
        var server = new SourceServer();
        var settings = new MemoriSettings { DataDirectory = server.Data };
        server._app = MemoriServer.Build((change?.Invoke(settings) ?? settings).OnTestStore(), "http://127.0.0.1:0");
        server._app.Services.GetRequiredService<ILoggerFactory>().AddProvider(server._log);
        await ServiceStartup.PrepareAsync(server._app.Services);
        await server._app.StartAsync();
        server._client.BaseAddress = new Uri(server._app.Urls.Single());
        return server;
    }

    /// <summary>A database below the server's root.</summary>
    public string Database(string name, string script)
    {
        var path = Path.Combine(Data, "databases", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
        return path;
    }

    public Task<Reply> GetAsync(string path, params (string, string)[] headers) => SendAsync(HttpMethod.Get, path, null, headers);

    public Task<Reply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public Task<Reply> PostAsync(string path, object? body = null, params (string, string)[] headers) => SendAsync(HttpMethod.Post, path, JsonContent.Create(body), headers);

    public Task<Reply> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, JsonContent.Create(body));

    public Task<Reply> PutAsync(string path, string text, string type) => SendAsync(HttpMethod.Put, path, new StringContent(text, Encoding.UTF8, type));

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app!.DisposeAsync();
        _log.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task<Reply> SendAsync(HttpMethod method, string path, HttpContent? content, params (string, string)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await _client.SendAsync(request);
        return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
