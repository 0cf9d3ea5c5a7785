using System.Globalization;
using System.Text;

namespace Memori.Text2Sql.Execution.Export;

/// <summary>The parts of a workbook that are not rows (ECMA-376 Part 1, SpreadsheetML).</summary>
internal static class XlsxParts
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>The formats of cells, in the order of <see cref="Styles"/>.</summary>
    public const int DateStyle = 1;

    /// <summary>A day with its time.</summary>
    public const int TimestampStyle = 2;

    /// <summary>A time of day.</summary>
    public const int TimeStyle = 3;

    /// <summary>Text that begins like a formula and stays text when somebody edits it: the apostrophe that is not part of the value.</summary>
    public const int QuotedStyle = 4;

    /// <summary>A column's name.</summary>
    public const int HeaderStyle = 5;

    /// <summary>The package's relationships.</summary>
    public const string Relationships =
        $"""
        {Declaration}
        <Relationships xmlns="{Package}/relationships"><Relationship Id="rId1" Type="{Office}/officeDocument" Target="xl/workbook.xml"/></Relationships>
        """;

    /// <summary>The formats.</summary>
    public const string Styles =
        $"""
        {Declaration}
        <styleSheet xmlns="{Main}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm:ss.000"/><numFmt numFmtId="166" formatCode="hh:mm:ss.000"/></numFmts><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="166" applyNumberFormat="1"/><xf quotePrefix="1"/><xf fontId="1" quotePrefix="1" applyFont="1"/></cellXfs></styleSheet>
        """;

    /// <summary>The beginning of a sheet; its first row stays in sight.</summary>
    public const string SheetStart =
        $"""
        {Declaration}
        <worksheet xmlns="{Main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>
        """;

    /// <summary>The end of a sheet.</summary>
    public const string SheetEnd = "</sheetData></worksheet>";

    /// <summary>The workbook with its sheets.</summary>
    public static string Workbook(int sheets) => Document(
        $"""<workbook xmlns="{Main}" xmlns:r="{Office}"><bookViews><workbookView/></bookViews><sheets>""",
        sheets,
        static i => string.Create(CultureInfo.InvariantCulture, $"""<sheet name="{(i == 1 ? "Result" : $"Result {i}")}" sheetId="{i}" r:id="rId{i}"/>"""),
        "</sheets></workbook>");

    /// <summary>The workbook's relationships.</summary>
    public static string WorkbookRelationships(int sheets) => Document(
        $"""<Relationships xmlns="{Package}/relationships">""",
        sheets,
        static i => string.Create(CultureInfo.InvariantCulture, $"""<Relationship Id="rId{i}" Type="{Office}/worksheet" Target="worksheets/sheet{i}.xml"/>"""),
        $"""<Relationship Id="styles" Type="{Office}/styles" Target="styles.xml"/></Relationships>""");

    /// <summary>The types of the parts.</summary>
    public static string ContentTypes(int sheets) => Document(
        $"""<Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{Spreadsheet}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Spreadsheet}.styles+xml"/>""",
        sheets,
        static i => string.Create(CultureInfo.InvariantCulture, $"""<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{Spreadsheet}.worksheet+xml"/>"""),
        "</Types>");

    private static string Document(string start, int sheets, Func<int, string> ofSheet, string end)
    {
        var text = new StringBuilder(Declaration).Append('\n').Append(start);
        for (var i = 1; i <= sheets; i++)
        {
            text.Append(ofSheet(i));
        }

        return text.Append(end).ToString();
    }
}
