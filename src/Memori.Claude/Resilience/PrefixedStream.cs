namespace Memori.Claude.Resilience;

/// <summary>A stream whose start was read already.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> start, Stream rest) : ResponseStream(rest)
{
    private ReadOnlyMemory<byte> _start = start;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _start.IsEmpty ? Inner.ReadAsync(buffer, cancellationToken) : ValueTask.FromResult(Take(buffer.Span));

    public override int Read(byte[] buffer, int offset, int count) => _start.IsEmpty ? Inner.Read(buffer, offset, count) : Take(buffer.AsSpan(offset, count));

    private int Take(Span<byte> buffer)
    {
        var length = Math.Min(buffer.Length, _start.Length);
        _start.Span[..length].CopyTo(buffer);
        _start = _start[length..];
        return length;
    }
}
