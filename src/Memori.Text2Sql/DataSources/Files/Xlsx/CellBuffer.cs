namespace Memori.Text2Sql.DataSources.Files.Xlsx;

/// <summary>Text that grows, within a limit. Not thread-safe.</summary>
/// <param name="limit">The most text, in UTF-16 code units.</param>
internal sealed class CellBuffer(int limit)
{
    private char[] _text = new char[1024];

    /// <summary>Room for a piece on its way here.</summary>
    public char[] Piece { get; } = new char[4096];

    /// <summary>How much there is.</summary>
    public int Length { get; private set; }

    /// <summary>The text from <paramref name="start"/> on.</summary>
    public Span<char> From(int start) => _text.AsSpan(start, Length - start);

    /// <summary>A part of the text.</summary>
    public ReadOnlySpan<char> Slice(int start, int length) => _text.AsSpan(start, length);

    /// <summary>Cuts the text at <paramref name="length"/>.</summary>
    public void CutAt(int length) => Length = length;

    /// <summary>Adds to the end.</summary>
    /// <exception cref="FileImportException">There is too much.</exception>
    public void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
    }

    /// <summary>Room for <paramref name="length"/> more; <see cref="Grow"/> says how much of it was used.</summary>
    public Span<char> Room(int length)
    {
        if (Length + (long)length > limit)
        {
            throw FileFaults.Limit($"a row holds more than {limit:N0} characters", $"有一行超过 {limit:N0} 个字符");
        }

        if (_text.Length - Length < length)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, Length + length));
        }

        return _text.AsSpan(Length);
    }

    /// <summary>What was written into <see cref="Room"/> counts.</summary>
    public void Grow(int length) => Length += length;
}
