using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Memori.Text2Sql.DataSources.Files.Xlsx;

/// <summary>One part of a workbook, read forwards as XML: element by element, never as a tree. Names are compared without namespaces, of which there are two families. Not thread-safe.</summary>
internal sealed class Part : IDisposable
{
    private readonly PartText _text;
    private readonly XmlReader _xml;
    private readonly FileImportOptions _options;

    public Part(ZipArchiveEntry entry, FileImportOptions options, CancellationToken cancellationToken)
    {
        _options = options;
        _text = new PartText(entry, options, cancellationToken);
        _xml = XmlReader.Create(_text, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersFromEntities = 1,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = false,
            CheckCharacters = false,
        });
    }

    /// <summary>The element that was read, or the text's element.</summary>
    public string Name => _xml.LocalName;

    /// <summary>What was read.</summary>
    public XmlNodeType Kind => _xml.NodeType;

    /// <summary>Whether the element ends where it begins.</summary>
    public bool IsEmptyElement => _xml.IsEmptyElement;

    /// <summary>Goes to the next element, end of an element, or text; false at the end of the part.</summary>
    public bool Read()
    {
        if (!_xml.Read())
        {
            return false;
        }

        return _xml.Depth <= _options.MaxXmlDepth
            ? true
            : throw FileFaults.Limit($"its XML nests deeper than {_options.MaxXmlDepth}", $"XML 嵌套超过 {_options.MaxXmlDepth} 层");
    }

    /// <summary>Goes to the next start of an element; false at the end of the part.</summary>
    public bool ReadElement()
    {
        while (Read())
        {
            if (Kind == XmlNodeType.Element)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An attribute of the element, by its name without namespace, or null.</summary>
    public string? Attribute(string name)
    {
        string? value = null;
        if (_xml.MoveToFirstAttribute())
        {
            do
            {
                if (_xml.LocalName == name && _xml.Prefix != "xmlns")
                {
                    value = _xml.Value;
                    break;
                }
            }
            while (_xml.MoveToNextAttribute());

            _xml.MoveToElement();
        }

        return value;
    }

    /// <summary>A whole number in an attribute, or the fallback.</summary>
    public int Number(string name, int fallback) =>
        int.TryParse(Attribute(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : fallback;

    /// <summary>Whether an attribute says yes.</summary>
    public bool IsOn(string name) => Attribute(name) is "1" or "true" or "on";

    /// <summary>Adds the text that was read to <paramref name="target"/>, piece by piece.</summary>
    public void AppendTo(CellBuffer target)
    {
        int length;
        while ((length = _xml.ReadValueChunk(target.Piece, 0, target.Piece.Length)) > 0)
        {
            target.Append(target.Piece.AsSpan(0, length));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _xml.Dispose();
        _text.Dispose();
    }
}
