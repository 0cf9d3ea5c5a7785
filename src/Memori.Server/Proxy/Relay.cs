using System.Buffers;
using Memori.Server.Proxy.Metering;

namespace Memori.Server.Proxy;

/// <summary>How a body came over.</summary>
internal enum RelayEnd
{
    /// <summary>Whole.</summary>
    Whole,

    /// <summary>The API broke it off, or was silent for too long.</summary>
    Broken,
}

/// <summary>Passes a body on, byte for byte, as it arrives, and lets a meter read along. A client that hangs up does not end it: what was begun is paid for.</summary>
internal static class Relay
{
    /// <summary>Passes <paramref name="from"/> on to its end.</summary>
    /// <param name="from">The body of the API's response.</param>
    /// <param name="to">The client's response.</param>
    /// <param name="meter">Reads along; null for nobody.</param>
    /// <param name="cancellationToken">Ends it, whoever still reads.</param>
    public static async Task<RelayEnd> CopyAsync(Stream from, HttpResponse to, AnswerMeter? meter, CancellationToken cancellationToken)
    {
        var writer = to.BodyWriter;
        var aborted = to.HttpContext.RequestAborted;
        byte[]? unread = null;
        try
        {
            while (true)
            {
                if (unread is null && aborted.IsCancellationRequested)
                {
                    unread = ArrayPool<byte>.Shared.Rent(4096);
                }

                var buffer = unread ?? writer.GetMemory();
                var length = await from.ReadAsync(buffer, cancellationToken);
                if (length == 0)
                {
                    meter?.Complete();
                    return RelayEnd.Whole;
                }

                meter?.Feed(buffer.Span[..length]);
                if (unread is null)
                {
                    writer.Advance(length);
                    await FlushAsync(to);
                }
            }
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or MemoriException or OperationCanceledException)
        {
            return RelayEnd.Broken;
        }
        finally
        {
            if (unread is not null)
            {
                ArrayPool<byte>.Shared.Return(unread);
            }
        }
    }

    private static async ValueTask FlushAsync(HttpResponse to)
    {
        try
        {
            await to.BodyWriter.FlushAsync(CancellationToken.None);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            // The client hung up: whoever reads on does it for the ledger.
            to.HttpContext.Abort();
        }
    }
}
