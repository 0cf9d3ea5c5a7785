using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Memori.Server.Access.Keys;
using Memori.Server.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Access;

/// <summary>The real service with settings, a clock and a data directory of its own.</summary>
internal sealed class AccessServer : IAsyncDisposable
{
    public const string AdminKey = "an admin key of more than 32 characters";

    private readonly DirectoryInfo _data;
    private readonly WebApplication _app;

    private AccessServer(DirectoryInfo data, WebApplication app, MovableTime time)
    {
        (_data, _app, Time) = (data, app, time);
        var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, RequestHeaderEncodingSelector = static (_, _) => Encoding.UTF8 };
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate?.Subject.StartsWith("CN=memori", StringComparison.Ordinal) == true;
        Client = new HttpClient(handler) { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    public MovableTime Time { get; }

    public string DataDirectory => _data.FullName;

    public IServiceProvider Services => _app.Services;

    public ApiKeys Keys => Services.GetRequiredService<ApiKeys>();

    public static async Task<AccessServer> StartAsync(Func<MemoriSettings, MemoriSettings>? change = null, string urls = "http://127.0.0.1:0")
    {
        var data = Directory.CreateTempSubdirectory("memori-access-");
        var settings = new MemoriSettings { DataDirectory = data.FullName };
        var time = new MovableTime();
        var app = MemoriServer.Build((change?.Invoke(settings) ?? settings).OnTestStore(), urls, first => first.AddSingleton<TimeProvider>(time));
        await ServiceStartup.PrepareAsync(app.Services);
        await app.StartAsync();
        return new AccessServer(data, app, time);
    }

    public async Task<string> KeyAsync(KeyRole role, string? user = null, Func<NewApiKey, NewApiKey>? change = null)
    {
        // Keys of one moment have no order.
        Time.Advance(TimeSpan.FromMilliseconds(1));
        var wanted = new NewApiKey("", role, user);
        return (await Keys.CreateAsync(change?.Invoke(wanted) ?? wanted)).Secret;
    }

    public async Task<HttpResponseMessage> SendAsync(string method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue();
        }

        return await Client.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, headers);

    /// <summary>The status and the code of the problem, or the body.</summary>
    public async Task<(int Status, string? Code, JsonNode? Body)> JsonAsync(string method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(method, path, body, headers);
        var text = await response.Content.ReadAsStringAsync();
        var json = text.Length == 0 ? null : JsonNode.Parse(text);
        return ((int)response.StatusCode, (string?)(json as JsonObject)?["code"], json);
    }

    public async Task<int> StatusAsync(string path, params (string Name, string Value)[] headers)
    {
        using var response = await GetAsync(path, headers);
        return (int)response.StatusCode;
    }

    /// <summary>Sends bytes as they are, which no client would, and reads the answer to its end.</summary>
    public async Task<string> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", Client.BaseAddress!.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        _data.Delete(recursive: true);
    }
}
