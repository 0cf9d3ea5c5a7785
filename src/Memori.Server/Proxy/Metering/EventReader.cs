using System.Buffers;

namespace Memori.Server.Proxy.Metering;

/// <summary>What an <see cref="EventReader"/> calls with the data of an event.</summary>
internal delegate void EventData(ReadOnlySpan<byte> data);

/// <summary>
/// Reads server-sent events as their bytes pass by, in pieces of any size: lines that end in LF, CR or CRLF, comments, several lines of data, fields that it does not know.
/// Where an event is too long to be one of the API's, it stops reading. The HTML standard, "Server-sent events", 9.2.6, says how. Not thread-safe.
/// </summary>
internal sealed class EventReader(EventData onEvent) : IDisposable
{
    // Ten times what a model writes in a whole answer.
    private const int Longest = 16 * 1024 * 1024;

    private readonly Buffer _line = new();
    private readonly Buffer _data = new();
    private bool _hasData;
    private bool _afterReturn;

    /// <summary>Whether an event was too long: nothing more is read.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Reads the next bytes.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        if (_afterReturn && bytes is [(byte)'\n', ..])
        {
            bytes = bytes[1..];
        }

        _afterReturn = _afterReturn && bytes.IsEmpty;
        while (!bytes.IsEmpty && !IsLost)
        {
            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                Append(_line, bytes);
                return;
            }

            if (_line.Length == 0)
            {
                ReadLine(bytes[..end]);
            }
            else
            {
                Append(_line, bytes[..end]);
                ReadLine(_line.Written);
                _line.Clear();
            }

            var isReturn = bytes[end] == '\r';
            bytes = bytes[(end + 1)..];
            if (isReturn)
            {
                _afterReturn = bytes.IsEmpty;
                bytes = bytes is [(byte)'\n', ..] ? bytes[1..] : bytes;
            }
        }
    }

    public void Dispose()
    {
        _line.Dispose();
        _data.Dispose();
    }

    private void ReadLine(ReadOnlySpan<byte> line)
    {
        if (line.IsEmpty)
        {
            if (_hasData)
            {
                onEvent(_data.Written);
                _data.Clear();
                _hasData = false;
            }

            return;
        }

        // A mark of UTF-8 may stand before the first line: events of the API begin with their name, which is not needed.
        if (!line.StartsWith("data"u8) || (line.Length > 4 && line[4] != ':'))
        {
            return;
        }

        var value = line.Length > 4 ? line[5..] : [];
        if (_hasData)
        {
            Append(_data, "\n"u8);
        }

        Append(_data, value is [(byte)' ', ..] ? value[1..] : value);
        _hasData = true;
    }

    private void Append(Buffer buffer, ReadOnlySpan<byte> bytes)
    {
        if (buffer.Length + bytes.Length > Longest)
        {
            IsLost = true;
            return;
        }

        buffer.Append(bytes);
    }

    /// <summary>Bytes that are kept from one piece to the next.</summary>
    private sealed class Buffer : IDisposable
    {
        private byte[] _bytes = [];

        public int Length { get; private set; }

        public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

        public void Append(ReadOnlySpan<byte> bytes)
        {
            if (_bytes.Length - Length < bytes.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(Math.Max(1024, Math.Max(_bytes.Length * 2, Length + bytes.Length)));
                Written.CopyTo(larger);
                Return();
                _bytes = larger;
            }

            bytes.CopyTo(_bytes.AsSpan(Length));
            Length += bytes.Length;
        }

        public void Clear() => Length = 0;

        public void Dispose()
        {
            Return();
            _bytes = [];
            Length = 0;
        }

        private void Return()
        {
            if (_bytes.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(_bytes);
            }
        }
    }
}
