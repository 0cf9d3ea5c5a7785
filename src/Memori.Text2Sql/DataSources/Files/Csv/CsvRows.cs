using System.Text;
using CsvHelper;

namespace Memori.Text2Sql.DataSources.Files.Csv;

/// <summary>The records of a CSV file.</summary>
internal sealed class CsvRows(CsvReader reader, CancellationToken cancellationToken) : RowReader
{
    private char[] _text = new char[4096];
    private int[] _ends = new int[16];
    private int _width;
    private int _records;

    /// <inheritdoc/>
    public override int Width => _width;

    /// <inheritdoc/>
    public override long Number => reader.LineNumber;

    /// <inheritdoc/>
    public override ReadOnlySpan<char> this[int column]
    {
        get
        {
            var start = column == 0 ? 0 : _ends[column - 1];
            return _text.AsSpan(start, _ends[column] - start);
        }
    }

    /// <inheritdoc/>
    public override bool Read()
    {
        if ((_records++ & 0xfff) == 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        try
        {
            if (!reader.Read())
            {
                return false;
            }
        }
        catch (CsvFormatException failure)
        {
            throw FileFaults.Unreadable(failure.Message.TrimEnd('.'), failure.Message.TrimEnd('.'), failure);
        }

        Decode();
        return true;
    }

    /// <inheritdoc/>
    public override void Dispose() => reader.Dispose();

    private void Decode()
    {
        _width = reader.FieldCount;
        if (_ends.Length < _width)
        {
            _ends = new int[Math.Max(_width, _ends.Length * 2)];
        }

        var end = 0;
        for (var i = 0; i < _width; i++)
        {
            var field = reader.GetSpan(i);
            if (_text.Length - end < field.Length)
            {
                Array.Resize(ref _text, Math.Max(_text.Length * 2, end + field.Length));
            }

            // UTF-8 never has fewer bytes than UTF-16 has units.
            end += Encoding.UTF8.GetChars(field, _text.AsSpan(end));
            _ends[i] = end;
        }
    }
}
