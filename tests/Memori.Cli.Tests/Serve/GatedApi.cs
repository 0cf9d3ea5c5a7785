using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Memori.Cli.Tests.Serve;

/// <summary>A Messages API that streams half an answer, and the rest when it is told to.</summary>
internal sealed class GatedApi : IAsyncDisposable
{
    private const string Beginning = """
        event: message_start
        data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":10,"output_tokens":1}}}

        event: content_block_start
        data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"first half"}}


        """;

    private const string End = """
        event: content_block_delta
        data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":", second half"}}

        event: content_block_stop
        data: {"type":"content_block_stop","index":0}

        event: message_delta
        data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":8}}

        event: message_stop
        data: {"type":"message_stop"}


        """;

    private readonly WebApplication _app;
    private readonly TaskCompletionSource _rest = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private GatedApi()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/messages", AnswerAsync);
    }

    public string Address => _app.Urls.Single();

    public static async Task<GatedApi> StartAsync()
    {
        var api = new GatedApi();
        await api._app.StartAsync();
        return api;
    }

    /// <summary>Lets the rest of every answer go.</summary>
    public void Release() => _rest.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        Release();
        await _app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "text/event-stream";
        await http.Response.WriteAsync(Beginning.ReplaceLineEndings("\n"), http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        await _rest.Task.WaitAsync(http.RequestAborted);
        await http.Response.WriteAsync(End.ReplaceLineEndings("\n"), http.RequestAborted);
    }
}
