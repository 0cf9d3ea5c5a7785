using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Memori.Cli.Tests.Serve;
using Microsoft.Data.Sqlite;

namespace Memori.Cli.Tests.BlackBox;

/// <summary>
/// <c>memori serve</c> as a process of its own, known by its address alone. Every answer is held against what is true of every answer and against the service's own /openapi.json.
/// </summary>
public abstract class RunningService : IAsyncLifetime
{
    private readonly CliProcess _cli = new();
    private HttpClient _client = new();
    private ServiceProcess? _process;
    private ApiDocument? _document;

    /// <summary>Where it listens.</summary>
    public Uri Address => _process!.Client.BaseAddress!;

    /// <summary>What it was told in its environment.</summary>
    protected IDictionary<string, string> Settings => _cli.Environment;

    public virtual async ValueTask InitializeAsync()
    {
        await ConfigureAsync();
        _process = await ServiceProcess.StartAsync(_cli);
        _client = NewClient(IPAddress.Loopback);
        _document = new ApiDocument(JsonNode.Parse(await DocumentAsync())!);
        foreach (var operation in _document.Operations)
        {
            Traffic.Operations[operation] = true;
        }

        await PrepareAsync();
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _client.Dispose();
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _cli.Dispose();
    }

    /// <summary>Runs a command of the same installation.</summary>
    public Task<CliResult> RunAsync(params string[] arguments) => _cli.RunAsync(arguments);

    /// <summary>The operations that its document names, as <c>METHOD /template</c>.</summary>
    public IReadOnlyList<string> Operations => _document!.Operations;

    /// <summary>The operations with what its document says of each.</summary>
    public IEnumerable<(string Operation, JsonNode Described)> Described => _document!.Described;

    /// <summary>It fails with this problem, whoever reads it: in English, and in Chinese.</summary>
    public async Task RefusesAsync(string method, string path, object? body, int status, string code, params (string Name, string Value)[] headers)
    {
        (await SendAsync(method, path, body, headers)).Fails(status, code);
        (await SendAsync(method, path, body, [.. headers, ("Accept-Language", "zh-CN")])).Fails(status, code);
    }

    /// <summary>Puts into its state, from outside, what would take hours to come about.</summary>
    public async Task AlterStateAsync(string sql)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_cli.Path("data"), "memori.db"), Pooling = false }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }

    public Task<Answer> GetAsync(string path, params (string Name, string Value)[] headers) => SendAsync("GET", path, null, headers);

    public Task<Answer> DeleteAsync(string path, params (string Name, string Value)[] headers) => SendAsync("DELETE", path, null, headers);

    public Task<Answer> PostAsync(string path, object? body = null, params (string Name, string Value)[] headers) => SendAsync("POST", path, body, headers);

    public Task<Answer> PutAsync(string path, object body, params (string Name, string Value)[] headers) => SendAsync("PUT", path, body, headers);

    public Task<Answer> PatchAsync(string path, object body, params (string Name, string Value)[] headers) => SendAsync("PATCH", path, body, headers);

    /// <summary>Sends a request: a body that is text goes as it is, any other as JSON. What is in the answer's way of being right fails the test.</summary>
    public Task<Answer> SendAsync(string method, string path, object? body, params (string Name, string Value)[] headers) => SendAsync(_client, method, path, body, headers);

    /// <summary>The same from another of this machine's addresses: one that comes with many keys that are none has to wait.</summary>
    public async Task<Answer> SendFromAsync(string address, string method, string path, object? body, params (string Name, string Value)[] headers)
    {
        using var client = NewClient(IPAddress.Parse(address));
        return await SendAsync(client, method, path, body, headers);
    }

    private HttpClient NewClient(IPAddress from)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                socket.Bind(new IPEndPoint(from, 0));
                await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        };
        return new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
    }

    private async Task<Answer> SendAsync(HttpClient client, string method, string path, object? body, (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = ContentOf(body) };
        foreach (var (name, value) in headers)
        {
            if (name == "Content-Type")
            {
                request.Content!.Headers.ContentType = value.Length == 0 ? null : MediaTypeHeaderValue.Parse(value);
            }
            else if (value.Length > 0)
            {
                request.Headers.TryAddWithoutValidation(name, value).ShouldBeTrue(name);
            }
        }

        using var response = await client.SendAsync(request);
        var answer = new Answer
        {
            Method = method,
            Path = path.Split('?')[0],
            Asked = [.. Query(path), .. headers.Where(h => h.Name is "X-User-Id" or "X-Session-Id" or "If-Match").Select(h => ("header", h.Name.ToLowerInvariant()))],
            Sent = body is null or string or HttpContent ? null : JsonSerializer.SerializeToNode(body),
            AsksForChinese = headers.Any(own => own is { Name: "Accept-Language", Value: "zh-CN" }),
            Status = (int)response.StatusCode,
            Headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase),
            Text = await response.Content.ReadAsStringAsync(),
        };
        return Seen(answer);
    }

    /// <summary>Checks and notes an answer that came another way.</summary>
    internal Answer Seen(Answer answer)
    {
        AnswerRules.Check(answer);
        if (_document!.OperationOf(answer.Method, answer.Path) is { } operation)
        {
            _document.Faults(answer).Take(5).ShouldBeEmpty($"{answer.Line} is not as /openapi.json says: {answer.Text[..Math.Min(answer.Text.Length, 300)]}");
            _document.FaultsOfRequest(answer).Take(5).ShouldBeEmpty($"{answer.Line} was asked as /openapi.json does not say");
            Traffic.Note(operation, answer.Status);
        }

        return answer;
    }

    /// <summary>Fills <see cref="Settings"/> before the start.</summary>
    protected virtual Task ConfigureAsync() => Task.CompletedTask;

    /// <summary>Puts in what the tests share, once it runs.</summary>
    protected virtual Task PrepareAsync() => Task.CompletedTask;

    // On a busy machine the making of it may take longer than a request is allowed here: then the next one has it.
    private async Task<string> DocumentAsync()
    {
        for (var tries = 1; ; tries++)
        {
            using var response = await _client.GetAsync("/openapi.json");
            if (response.IsSuccessStatusCode)
            {
                return await response.Content.ReadAsStringAsync();
            }

            ((int)response.StatusCode).ShouldBe(504);
            tries.ShouldBeLessThan(5);
        }
    }

    private static IEnumerable<(string, string)> Query(string path) =>
        path.Contains('?', StringComparison.Ordinal) ? path.Split('?')[1].Split('&').Select(pair => ("query", pair.Split('=')[0])) : [];

    private static HttpContent? ContentOf(object? body) => body switch
    {
        null => null,
        HttpContent content => content,
        string text => new StringContent(text, Encoding.UTF8, "application/json"),
        _ => new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
    };
}
