using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Memori.Server.Chat;

/// <summary>Server-sent events to a caller who may hang up at any time, which changes nothing here. Not thread-safe.</summary>
internal sealed class EventStream(HttpContext context)
{
    private bool _isGone;

    /// <summary>Whether the answer has begun: then a failure can only be told as an event.</summary>
    public bool HasStarted => context.Response.HasStarted;

    public Task WriteAsync<T>(string name, T data, JsonTypeInfo<T> type) => WriteAsync($"event: {name}\ndata: {JsonSerializer.Serialize(data, type)}\n\n");

    /// <summary>Tells that somebody is still there.</summary>
    public Task KeepAliveAsync() => WriteAsync(": keep-alive\n\n");

    private async Task WriteAsync(string text)
    {
        if (_isGone || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (!HasStarted)
        {
            context.Response.ContentType = "text/event-stream; charset=utf-8";
            context.Response.Headers.CacheControl = "no-cache";
            context.Response.Headers["X-Accel-Buffering"] = "no";
        }

        try
        {
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
        catch (Exception cause) when (cause is IOException or OperationCanceledException)
        {
            _isGone = true;
        }
    }
}
