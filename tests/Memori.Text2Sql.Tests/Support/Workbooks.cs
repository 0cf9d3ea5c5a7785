using System.IO.Compression;
using System.Text;

namespace Memori.Text2Sql.Tests.Support;

/// <summary>Workbooks made by hand, for what no program would write.</summary>
internal static class Workbooks
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public const string OneSheet = """<sheet name="Data" sheetId="1" r:id="rId1"/>""";

    /// <summary>A workbook with a sheet whose XML, from sheetData on, is given; other parts are added or replaced.</summary>
    public static string Write(string path, string sheetXml, params (string Name, string Content)[] parts) =>
        Write(path, OneSheet, "", [("xl/worksheets/sheet1.xml", Sheet(sheetXml)), .. parts]);

    public static string Write(string path, string sheets, string workbookProperties, params (string Name, string Content)[] parts)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["_rels/.rels"] = Relationships(("rId1", "officeDocument", "xl/workbook.xml")),
            ["xl/workbook.xml"] = $"""<workbook xmlns="{Main}" xmlns:r="{Office}">{workbookProperties}<sheets>{sheets}</sheets></workbook>""",
            ["xl/_rels/workbook.xml.rels"] = Relationships(
                ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet2.xml"), ("rId3", "worksheet", "worksheets/sheet3.xml"),
                ("rId8", "sharedStrings", "sharedStrings.xml"), ("rId9", "styles", "styles.xml")),
        };
        foreach (var (name, content) in parts)
        {
            all[name] = content;
        }

        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (name, content) in all)
        {
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(Encoding.UTF8.GetBytes(content));
        }

        return path;
    }

    public static string Sheet(string content) => $"""<worksheet xmlns="{Main}">{content}</worksheet>""";

    public static string SharedStrings(string items) => $"""<sst xmlns="{Main}">{items}</sst>""";

    public static string Styles(string content) => $"""<styleSheet xmlns="{Main}">{content}</styleSheet>""";

    public static string Row(int number, params string[] texts) =>
        $"<row r=\"{number}\">{string.Concat(texts.Select((text, i) => text.Length == 0 ? "" : $"<c r=\"{(char)('A' + i)}{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"))}</row>";

    public static string Relationships(params (string Id, string Type, string Target)[] items) =>
        $"<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{string.Concat(items.Select(static item => $"<Relationship Id=\"{item.Id}\" Type=\"{Office}/{item.Type}\" Target=\"{item.Target}\"/>"))}</Relationships>";
}
