using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Memori.Server.Chat;

/// <summary>Server-sent events to a caller who may hang up at any time, which changes nothing here. Not thread-safe.</summary>
internal sealed class EventStream(HttpContext context)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(10);

    private bool _isGone;

    /// <summary>Whether the answer has begun: then a failure can only be told as an event.</summary>
    public bool HasStarted => context.Response.HasStarted;

    public Task WriteAsync<T>(string name, T data, JsonTypeInfo<T> type) => WriteAsync(Encoding.UTF8.GetBytes($"event: {name}\ndata: {JsonSerializer.Serialize(data, type)}\n\n"));

    /// <summary>Says what the answer is, also when no event will come.</summary>
    public void Describe()
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers["X-Accel-Buffering"] = "no";
    }

    /// <summary>Sends an event by whose number the caller can say where it lost the others.</summary>
    public Task WriteAsync(int number, string name, ReadOnlySpan<byte> json) =>
        WriteAsync([.. Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {number}\nevent: {name}\ndata: ")), .. json, .. "\n\n"u8]);

    /// <summary>Waits for something to come or to fail, and tells from time to time that somebody is still there.</summary>
    public async Task KeepAliveUntilAsync(Task next, TimeProvider time)
    {
        while (!next.IsCompleted)
        {
            using var arrived = new CancellationTokenSource();
            await Task.WhenAny(next, Task.Delay(KeepAlive, time, arrived.Token));
            await arrived.CancelAsync();
            if (!next.IsCompleted)
            {
                await WriteAsync(": keep-alive\n\n"u8.ToArray());
            }
        }
    }

    private async Task WriteAsync(byte[] text)
    {
        if (_isGone || context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        if (!HasStarted)
        {
            Describe();
        }

        try
        {
            await context.Response.Body.WriteAsync(text, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
        catch (Exception cause) when (cause is IOException or OperationCanceledException)
        {
            _isGone = true;
        }
    }
}
