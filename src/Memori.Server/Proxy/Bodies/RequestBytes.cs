using System.Buffers;

namespace Memori.Server.Proxy.Bodies;

/// <summary>The bytes of a request's body, in a buffer that is lent.</summary>
internal sealed class RequestBytes : IDisposable
{
    private byte[] _buffer;
    private int _length;

    private RequestBytes(byte[] buffer) => _buffer = buffer;

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>Reads a body; null when it is longer than the API takes.</summary>
    public static async ValueTask<RequestBytes?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MessagesBody.MaximumBytes)
        {
            return null;
        }

        var bytes = new RequestBytes(ArrayPool<byte>.Shared.Rent((int)(request.ContentLength ?? 4095) + 1));
        try
        {
            while (await request.Body.ReadAsync(bytes._buffer.AsMemory(bytes._length), cancellationToken) is > 0 and var read)
            {
                bytes._length += read;
                if (bytes._length > MessagesBody.MaximumBytes)
                {
                    bytes.Dispose();
                    return null;
                }

                bytes.Grow();
            }

            return bytes;
        }
        catch
        {
            bytes.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _length = 0;
        }
    }

    private void Grow()
    {
        if (_length < _buffer.Length)
        {
            return;
        }

        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        Memory.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
