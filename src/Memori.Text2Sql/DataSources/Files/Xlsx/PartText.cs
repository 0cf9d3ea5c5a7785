using System.IO.Compression;
using System.Text;

namespace Memori.Text2Sql.DataSources.Files.Xlsx;

/// <summary>
/// The text of one part while it is unpacked, watched: how much there is, how much more than packed, and how far one tag is from the next,
/// which bounds what the XML reader must hold at once. Document types, CDATA and comments, which no spreadsheet program writes, are refused
/// before the XML reader sees them. Not thread-safe.
/// </summary>
internal sealed class PartText : TextReader
{
    // In UTF-16 code units: below this a part may be packed as well as it likes.
    private const int RatioFrom = 16 << 20;
    private const int MaxTag = 8192;

    private readonly StreamReader _reader;
    private readonly string _part;
    private readonly long _packed;
    private readonly FileImportOptions _options;
    private readonly CancellationToken _cancellationToken;
    private long _total;
    private long _sinceTag;
    private bool _endedWithTag;

    public PartText(ZipArchiveEntry entry, FileImportOptions options, CancellationToken cancellationToken)
    {
        // Every program writes UTF-8; reading nothing else leaves no second way to write a tag.
        _reader = new StreamReader(entry.Open(), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        _part = entry.FullName;
        _packed = entry.CompressedLength;
        _options = options;
        _cancellationToken = cancellationToken;
    }

    /// <inheritdoc/>
    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    /// <inheritdoc/>
    public override int Read(Span<char> buffer)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var length = _reader.Read(buffer);
        Watch(buffer[..length]);
        return length;
    }

    /// <inheritdoc/>
    public override int Read()
    {
        Span<char> one = stackalloc char[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    /// <inheritdoc/>
    public override int Peek() => _reader.Peek();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reader.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Watch(ReadOnlySpan<char> text)
    {
        _total += text.Length;
        if (_total > _options.MaxUnpacked)
        {
            throw FileFaults.Limit($"its part {_part} unpacks to more than {_options.MaxUnpacked:N0} characters", $"部件 {_part} 解压后超过 {_options.MaxUnpacked:N0} 个字符");
        }

        if (_total > RatioFrom && _total / Math.Max(1, _packed) > _options.MaxRatio)
        {
            throw FileFaults.Limit(
                $"its part {_part} unpacks to more than {_options.MaxRatio} times its size, as ZIP bombs do", $"部件 {_part} 解压后超过原大小的 {_options.MaxRatio} 倍,疑似 ZIP 炸弹");
        }

        if (text.Contains("<!", StringComparison.Ordinal) || (_endedWithTag && text is ['!', ..]))
        {
            throw FileFaults.Unreadable($"its part {_part} holds a document type, CDATA or comment, which no workbook has", $"部件 {_part} 含有工作簿中不应出现的文档类型、CDATA 或注释");
        }

        var first = text.IndexOf('<');
        _sinceTag += first < 0 ? text.Length : first;
        if (_sinceTag > _options.MaxCellLength + MaxTag)
        {
            throw FileFaults.Limit($"a cell is longer than {_options.MaxCellLength:N0} characters", $"有单元格超过 {_options.MaxCellLength:N0} 个字符");
        }

        _sinceTag = first < 0 ? _sinceTag : text.Length - text.LastIndexOf('<');
        _endedWithTag = text is [.., '<'];
    }
}
