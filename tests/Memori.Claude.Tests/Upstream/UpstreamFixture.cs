using System.Text;
using Memori.Claude.Emulator;
using Memori.Claude.Upstream;

namespace Memori.Claude.Tests.Upstream;

/// <summary>The upstream in front of an emulator, on a clock that stands; counts what the callbacks of a request were told.</summary>
internal sealed class UpstreamFixture : IAsyncDisposable
{
    public const string Plain = """{"model":"claude-sonnet-5-5","max_tokens":10,"messages":[{"role":"user","content":"Hi"}]}""";
    public const string Streamed = """{"stream":true,"model":"claude-sonnet-5-5","max_tokens":10,"messages":[{"role":"user","content":"Hi"}]}""";

    private UpstreamFixture(MessagesEmulator emulator, FakeTime time, ClaudeOptions options)
    {
        Emulator = emulator;
        Time = time;
        Upstream = new ClaudeUpstream(options, time, random: () => 0);
    }

    public MessagesEmulator Emulator { get; }

    public FakeTime Time { get; }

    public ClaudeUpstream Upstream { get; }

    public int Attempted { get; private set; }

    public int Lost { get; private set; }

    public static async Task<UpstreamFixture> StartAsync(Action<ClaudeOptions>? configure = null, EmulatorOptions? emulator = null)
    {
        var time = new FakeTime();
        var api = await MessagesEmulator.StartAsync((emulator ?? new EmulatorOptions()) with { Time = time });
        var options = new ClaudeOptions { ApiKey = "test-key", BaseUrl = api.BaseUrl, RetryDelay = TimeSpan.Zero, BreakerMinimumCalls = 100 };
        configure?.Invoke(options);
        return new UpstreamFixture(api, time, options);
    }

    public UpstreamRequest Request(string body = Plain, string user = "alice") => new()
    {
        Create = () =>
        {
            var message = new HttpRequestMessage(HttpMethod.Post, "/v1/messages") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
            message.Headers.Add("x-api-key", "k");
            message.Headers.Add("anthropic-version", "2023-06-01");
            return message;
        },
        Model = "claude-sonnet-5-5",
        User = user,
        Attempting = _ =>
        {
            Attempted++;
            return Task.CompletedTask;
        },
        Lost = () =>
        {
            Lost++;
            return Task.CompletedTask;
        },
    };

    public Task<HttpResponseMessage> SendAsync(UpstreamRequest? request = null) => Upstream.SendAsync(request ?? Request(), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Upstream.Dispose();
        await Emulator.DisposeAsync();
    }
}
