using System.Globalization;
using System.IO.Compression;

namespace Memori.Text2Sql.DataSources.Files.Xlsx;

/// <summary>Which cell formats show a number as a date or time. Source: ECMA-376 Part 1, 18.8.30 (numFmt). Thread-safe once read.</summary>
internal sealed class CellFormats
{
    private const int MaxFormats = 100_000;

    // 1900 counts a 29 February 1900 that never was: serial numbers before it are a day behind.
    private const double FirstTrueDay = 61;
    private const double Days1904 = 1462;
    private const double MaxSerial = 2_958_466;

    private readonly bool _is1904;
    private readonly List<bool> _isDate = [];

    private CellFormats(bool is1904) => _is1904 = is1904;

    /// <summary>Reads the formats; none without the part.</summary>
    public static CellFormats Read(ZipArchiveEntry? entry, bool is1904, FileImportOptions options, CancellationToken cancellationToken)
    {
        var formats = new CellFormats(is1904);
        if (entry is null)
        {
            return formats;
        }

        using var part = new Part(entry, options, cancellationToken);
        var custom = new Dictionary<int, bool>();
        var inCells = false;
        while (part.ReadElement() && formats._isDate.Count < MaxFormats && custom.Count < MaxFormats)
        {
            switch (part.Name)
            {
                case "numFmt":
                    custom[part.Number("numFmtId", 0)] = IsDateCode(part.Attribute("formatCode") ?? "");
                    break;
                case "cellXfs":
                    inCells = true;
                    break;
                case "cellStyles" or "dxfs":
                    inCells = false;
                    break;
                case "xf" when inCells:
                    var id = part.Number("numFmtId", 0);
                    formats._isDate.Add(custom.TryGetValue(id, out var isDate) ? isDate : IsBuiltInDate(id));
                    break;
                default:
                    break;
            }
        }

        return formats;
    }

    /// <summary>Writes a number as the date or time that its format shows; false when it shows a number, or there is no such day.</summary>
    public bool TryWriteDate(ReadOnlySpan<char> number, int format, Span<char> text, out int length)
    {
        length = 0;
        if (format < 0 || format >= _isDate.Count || !_isDate[format]
            || !double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out var serial) || serial < 0 || serial >= MaxSerial - (_is1904 ? Days1904 : 0))
        {
            return false;
        }

        if (serial < 1 && !_is1904)
        {
            return Moment(serial).TryFormat(text, out length, "HH:mm:ss.FFF", CultureInfo.InvariantCulture);
        }

        var moment = Moment(_is1904 ? serial + Days1904 : serial < FirstTrueDay - 1 ? serial + 1 : serial);
        return moment.TryFormat(text, out length, moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss.FFF", CultureInfo.InvariantCulture);
    }

    // A second is 1/86,400 of a day, which no double holds exactly: the nearest millisecond is meant.
    private static DateTime Moment(double serial) => new DateTime(1899, 12, 30).AddMilliseconds(Math.Round(serial * 86_400_000));

    // 14–22 and 45–47 everywhere, 27–36 and 50–58 in Chinese, Japanese and Korean.
    private static bool IsBuiltInDate(int id) => id is (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58);

    // A format is a date's when it has letters of a date outside of quotes, brackets and escapes; "General" and colours have none of their own.
    private static bool IsDateCode(string code)
    {
        var section = code.AsSpan();
        for (var i = 0; i < section.Length; i++)
        {
            switch (section[i])
            {
                case '"':
                    i = End(section, i, '"');
                    break;
                case '[' when i + 2 < section.Length && section[i + 1] is 'h' or 'H' or 'm' or 'M' or 's' or 'S' && (section[i + 2] == ']' || section[i + 2] == section[i + 1]):
                    // Elapsed time, [h]:mm: a duration is a number, not a moment.
                    return false;
                case '[':
                    i = End(section, i, ']');
                    break;
                case '\\' or '_' or '*':
                    i++;
                    break;
                case 'y' or 'Y' or 'm' or 'M' or 'd' or 'D' or 'h' or 'H' or 's' or 'S':
                    return true;
                case 'G' or 'g' when section[i..].StartsWith("General", StringComparison.OrdinalIgnoreCase):
                    i += "General".Length - 1;
                    break;
                case ';':
                    return false;
                default:
                    break;
            }
        }

        return false;
    }

    private static int End(ReadOnlySpan<char> code, int start, char mark)
    {
        var end = code[(start + 1)..].IndexOf(mark);
        return end < 0 ? code.Length : start + 1 + end;
    }
}
