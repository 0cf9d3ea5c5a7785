using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Memori.Claude.Emulator.Streaming;

/// <summary>Writes a body in the pieces and at the pace of its shape.</summary>
internal sealed class ShapedBody(HttpContext context, StreamShape shape, CancellationToken stopping)
{
    private readonly List<long> _cuts = [.. shape.Cuts.Order()];
    private long _at;
    private int _events;

    /// <summary>Writes an event, with what stands before it.</summary>
    public async Task WriteEventAsync(string type, string data) =>
        await WriteAsync($"{Noise(_events++)}event: {type}\ndata: {data}\n\n").ConfigureAwait(false);

    public Task WriteEndAsync() => WriteAsync(Noise(_events));

    public async Task WriteAsync(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(shape.LineEnd == "\n" ? text : text.Replace("\n", shape.LineEnd, StringComparison.Ordinal)).AsMemory();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        while (bytes.Length > 0)
        {
            var length = Length(bytes.Length);
            length = shape.Gate is null ? length : await shape.Gate.PassAsync(length, either.Token).ConfigureAwait(false);
            if (length > 0)
            {
                await context.Response.Body.WriteAsync(bytes[..length], either.Token).ConfigureAwait(false);
                await context.Response.Body.FlushAsync(either.Token).ConfigureAwait(false);
                shape.Gate?.Sent(length);
            }

            bytes = bytes[length..];
            _at += length;
            if (_at >= shape.CutAtByte)
            {
                Cut();
            }
        }
    }

    /// <summary>Ends the connection in the middle of the body.</summary>
    [DoesNotReturn]
    public void Cut()
    {
        if (context.Response.HasStarted)
        {
            // Kestrel then closes the connection without the end of the body; to abort it would take back what is under way to the caller.
            throw new IOException("The connection is cut.");
        }

        context.Abort();
        throw new OperationCanceledException();
    }

    private string Noise(int @event) => shape.NoiseEverywhere + string.Concat(shape.Noise.Where(noise => noise.Event == @event).Select(noise => noise.Text));

    /// <summary>How many of <paramref name="rest"/> bytes go in one piece.</summary>
    private int Length(int rest)
    {
        long length = Math.Min(rest, shape.ChunkBytes ?? int.MaxValue);
        var next = _cuts.FirstOrDefault(cut => cut > _at, long.MaxValue);
        return (int)Math.Min(Math.Min(length, next - _at), shape.CutAtByte is { } end ? Math.Max(0, end - _at) : long.MaxValue);
    }
}
