using System.Buffers;

namespace Memori.Server.Proxy.Bodies;

/// <summary>The bytes of a request's body, in a buffer that is lent. Dispose gives it back, and the room that it took.</summary>
internal sealed class RequestBytes : IDisposable
{
    private const int Longest = MessagesBody.MaximumBytes + 1;

    private readonly BodyRoom _room;
    private byte[] _buffer;
    private int _length;
    private int _taken;

    private RequestBytes(BodyRoom room, byte[] buffer) => (_room, _buffer) = (room, buffer);

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    /// <summary>Reads a body; null when it is longer than the API takes. What it takes grows with what came, not with what was announced.</summary>
    /// <exception cref="MemoriException"><c>busy</c>: there is no room for it beside the others.</exception>
    public static async ValueTask<RequestBytes?> ReadAsync(HttpRequest request, BodyRoom room, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MessagesBody.MaximumBytes)
        {
            return null;
        }

        var announced = (int)(request.ContentLength ?? 4095) + 1;
        var bytes = new RequestBytes(room, ArrayPool<byte>.Shared.Rent(Math.Min(announced, BodyRoom.Small + 1)));
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

                bytes.Grow(announced);
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
            _room.GiveBack(_taken);
            _buffer = [];
            _length = _taken = 0;
        }
    }

    private void Grow(int announced)
    {
        if (_length < _buffer.Length)
        {
            return;
        }

        // Doubled, so that all copying together costs no more than one of the whole; to its full size at once when that is near.
        var wanted = Math.Min(_length * 2L, Longest);
        wanted = announced > _length && announced < wanted ? announced : wanted;
        Take((int)wanted);
        var larger = ArrayPool<byte>.Shared.Rent((int)wanted);
        Memory.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }

    private void Take(int size)
    {
        if (size > BodyRoom.Small + 1)
        {
            _room.Take(size - _taken);
            _taken = size;
        }
    }
}
