using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Memori.Text2Sql.DataSources.Files.Xlsx;

/// <summary>The texts that cells refer to by number, as UTF-8 in one block: most of the memory that a workbook takes. Thread-safe once read.</summary>
internal sealed class SharedStrings
{
    private readonly List<int> _ends = [];
    private byte[] _bytes = [];
    private int _length;

    /// <summary>No strings.</summary>
    public static SharedStrings None { get; } = new();

    /// <summary>Reads the strings.</summary>
    public static SharedStrings Read(ZipArchiveEntry entry, FileImportOptions options, CancellationToken cancellationToken)
    {
        var strings = new SharedStrings();
        using var part = new Part(entry, options, cancellationToken);
        var text = new CellBuffer(options.MaxCellLength);
        var (inText, phonetic) = (false, 0);
        while (part.Read())
        {
            switch (part.Kind)
            {
                case XmlNodeType.Element when part.Name == "rPh":
                    phonetic += part.IsEmptyElement ? 0 : 1;
                    break;
                case XmlNodeType.EndElement when part.Name == "rPh":
                    phonetic--;
                    break;
                case XmlNodeType.Element when part.Name == "t":
                    inText = phonetic == 0 && !part.IsEmptyElement;
                    break;
                case XmlNodeType.EndElement when part.Name == "t":
                    inText = false;
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when inText:
                    part.AppendTo(text);
                    break;
                case XmlNodeType.EndElement when part.Name == "si":
                    strings.Add(text, options);
                    break;
                case XmlNodeType.Element when part.Name == "si" && part.IsEmptyElement:
                    strings.Add(text, options);
                    break;
                default:
                    break;
            }
        }

        return strings;
    }

    /// <summary>Adds the string to <paramref name="target"/>; nothing when there is no such string.</summary>
    public void AppendTo(int index, CellBuffer target)
    {
        if (index < 0 || index >= _ends.Count)
        {
            return;
        }

        var start = index == 0 ? 0 : _ends[index - 1];
        var bytes = _bytes.AsSpan(start, _ends[index] - start);
        target.Grow(Encoding.UTF8.GetChars(bytes, target.Room(bytes.Length)));
    }

    private void Add(CellBuffer text, FileImportOptions options)
    {
        var characters = text.From(0);
        characters = characters[..XlsxText.Decode(characters)];
        var needed = Encoding.UTF8.GetByteCount(characters);

        // Each string costs a number beside its bytes, also an empty one.
        if (_length + needed + (_ends.Count * (long)sizeof(int)) > options.MaxSharedText)
        {
            throw FileFaults.Limit($"its texts take more than {options.MaxSharedText:N0} bytes", $"其中的文本超过 {options.MaxSharedText:N0} 字节");
        }

        if (_bytes.Length - _length < needed)
        {
            Array.Resize(ref _bytes, (int)Math.Min(options.MaxSharedText, Math.Max(_bytes.Length * 2L, Math.Max(4096, _length + needed))));
        }

        _length += Encoding.UTF8.GetBytes(characters, _bytes.AsSpan(_length));
        _ends.Add(_length);
        text.CutAt(0);
    }
}
