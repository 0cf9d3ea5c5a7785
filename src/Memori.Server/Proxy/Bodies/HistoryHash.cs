using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;

namespace Memori.Server.Proxy.Bodies;

/// <summary>
/// The chain of hashes over a client's history. A message counts as its role and the tokens of its JSON with their values unescaped, without cache marks and
/// thinking: what the same client sends again as the same message has the same key. Writes into one buffer that is given back at the end.
/// </summary>
internal ref struct HistoryHash : IDisposable
{
    // Half of SHA-256: a key is only ever compared within one user's own conversations.
    private const int KeyLength = 16;

    private const byte Property = (byte)'p';
    private const byte String = (byte)'s';
    private const byte Number = (byte)'n';
    private const byte Malformed = (byte)'x';

    private byte[] _buffer;
    private int _length;

    public HistoryHash(int capacity)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 256) + SHA256.HashSizeInBytes);
        _length = SHA256.HashSizeInBytes;
        _buffer.AsSpan(0, SHA256.HashSizeInBytes).Clear();
    }

    /// <summary>How far the message is written, to come back to with <see cref="Return"/>.</summary>
    public readonly int Position => _length;

    /// <summary>Takes back what was written since <see cref="Position"/> was <paramref name="position"/>.</summary>
    public void Return(int position) => _length = position;

    /// <summary>Adds the string at which the reader stands as the array of one block of text that it stands for.</summary>
    public void AddTextBlock(ref Utf8JsonReader reader)
    {
        Add(JsonTokenType.StartArray);
        Add(JsonTokenType.StartObject);
        Add(Property, "type"u8);
        Add(String, "text"u8);
        Add(Property, "text"u8);
        Add(ref reader);
        Add(JsonTokenType.EndObject);
        Add(JsonTokenType.EndArray);
    }

    /// <summary>Adds the token at which the reader stands.</summary>
    public void Add(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                Add(Property, ref reader);
                break;
            case JsonTokenType.String:
                Add(String, ref reader);
                break;
            case JsonTokenType.Number:
                Add(Number, reader.ValueSpan);
                break;
            default:
                Add(reader.TokenType);
                break;
        }
    }

    /// <summary>Ends a message.</summary>
    /// <returns>Its key: of it and of all before it.</returns>
    public string End()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_buffer.AsSpan(0, _length), hash);
        hash.CopyTo(_buffer);
        _length = hash.Length;
        return Convert.ToHexStringLower(hash[..KeyLength]);
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private void Add(JsonTokenType structure) => Take(1)[0] = (byte)structure;

    private void Add(byte kind, ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            Add(kind, reader.ValueSpan);
            return;
        }

        // The text is at most as long as its escaped form; its length is known when it is there.
        var begin = _length;
        var room = Take(sizeof(byte) + sizeof(int) + reader.ValueSpan.Length);
        try
        {
            var written = reader.CopyString(room[5..]);
            room[0] = kind;
            BinaryPrimitives.WriteInt32LittleEndian(room[1..], written);
            _length = begin + 5 + written;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, which no text can have: its escapes stand for it.
            _length = begin;
            Add(Malformed, reader.ValueSpan);
        }
    }

    private void Add(byte kind, ReadOnlySpan<byte> value)
    {
        var room = Take(sizeof(byte) + sizeof(int) + value.Length);
        room[0] = kind;
        BinaryPrimitives.WriteInt32LittleEndian(room[1..], value.Length);
        value.CopyTo(room[5..]);
    }

    private Span<byte> Take(int length)
    {
        if (_buffer.Length - _length < length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + length));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var room = _buffer.AsSpan(_length, length);
        _length += length;
        return room;
    }
}
