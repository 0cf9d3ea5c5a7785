using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.DataSources.Files.Xlsx;

public sealed class XlsxImportTests : IDisposable
{
    private const string Formats = """<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="171" formatCode="[h]:mm"/><numFmt numFmtId="172" formatCode="[Red]0.00&quot;day&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="21"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/><xf numFmtId="10"/></cellXfs>""";

    private readonly Imported _imported = new();

    public void Dispose() => _imported.Dispose();

    [Fact]
    public async Task Import_CellsOfEveryKind_AreTyped()
    {
        var sheet = $"""
            <sheetData>{Workbooks.Row(1, "Order ID", "Customer", "Paid?", "Due", "Seen", "At", "Share", "Total")}
            <row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v>0</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" s="1"><v>45356</v></c><c r="E2" s="2"><v>45356.4166666667</v></c><c r="F2" s="3"><v>0.5</v></c><c r="G2" s="7"><v>0.125</v></c><c r="H2"><f>1/3*B2</f><v>0.33333333333333331</v></c></row>
            <row r="3"><c r="A3"><v>2</v></c><c r="B3" t="s"><v>1</v></c><c r="C3" t="b"><v>0</v></c><c r="D3" s="4"><v>45357</v></c><c r="E3" s="1"><v>45357</v></c><c r="F3" s="3"><v>0.25001</v></c><c r="G3"><v>1E-2</v></c><c r="H3" t="e"><v>#DIV/0!</v></c></row>
            <row r="4"/><row r="5"><c r="A5" s="1"/></row>
            </sheetData>
            """;
        var path = Workbooks.Write(
            _imported.File("orders.xlsx"),
            sheet,
            ("xl/sharedStrings.xml", Workbooks.SharedStrings("<si><t>李 &amp; 王</t><rPh sb=\"0\" eb=\"1\"><t>リ</t></rPh></si><si><r><t>Anna</t></r><r><t xml:space=\"preserve\"> B_x000D_</t></r></si>")),
            ("xl/styles.xml", Workbooks.Styles(Formats)));

        var database = await _imported.ImportAsync(path);

        database.Report.Tables[0].Name.ShouldBe("Data");
        database.Types().ShouldBe(["Order_ID integer", "Customer text", "Paid boolean", "Due date", "Seen timestamp", "At time", "Share number", "Total number"]);
        database.Rows("SELECT * FROM Data").ShouldBe([
            [1L, "李 & 王", 1L, "2024-03-05", "2024-03-05 10:00:00", "12:00:00", 0.125, 1 / 3.0],
            [2L, "Anna B\r", 0L, "2024-03-06", "2024-03-06 00:00:00", "06:00:00.864", 0.01, null],
        ]);
        database.Warnings.ShouldBe(["1 cells hold an error such as #DIV/0!; they are NULL."]);
    }

    [Theory]
    [InlineData("", 60, "1900-02-28")]
    [InlineData("", 1, "1900-01-01")]
    [InlineData("", 61, "1900-03-01")]
    [InlineData("<workbookPr date1904=\"1\"/>", 0, "1904-01-01")]
    [InlineData("<workbookPr date1904=\"1\"/>", 43894, "2024-03-05")]
    public async Task Import_DaysOfBothCalendars(string properties, int serial, string day)
    {
        var path = Workbooks.Write(
            _imported.File("d.xlsx"),
            Workbooks.OneSheet,
            properties,
            ("xl/worksheets/sheet1.xml", Workbooks.Sheet($"<sheetData>{Workbooks.Row(1, "Day")}<row><c s=\"1\"><v>{serial}</v></c></row></sheetData>")),
            ("xl/styles.xml", Workbooks.Styles(Formats)));

        (await _imported.ImportAsync(path)).Rows("SELECT Day FROM Data").ShouldBe([[day]]);
    }

    [Fact]
    public async Task Import_DurationsAndColouredNumbers_StayNumbers()
    {
        var path = Workbooks.Write(
            _imported.File("d.xlsx"),
            $"<sheetData>{Workbooks.Row(1, "Spent", "Rest")}<row><c s=\"5\"><v>1.5</v></c><c s=\"6\"><v>2.5</v></c></row></sheetData>",
            ("xl/styles.xml", Workbooks.Styles(Formats)));

        (await _imported.ImportAsync(path)).Types().ShouldBe(["Spent number", "Rest number"]);
    }

    [Fact]
    public async Task Import_TitleAboveAndBlankColumn_AreLeftOut()
    {
        var path = Workbooks.Write(
            _imported.File("report.xlsx"),
            $"<sheetData>{Workbooks.Row(1, "Sales report 2024")}{Workbooks.Row(2, "", "made by hand")}{Workbooks.Row(4, "", "Region", "", "City", "Note")}{Workbooks.Row(5, "", "North", "", "Kiel", "x")}{Workbooks.Row(9, "", "South", "", "Ulm")}</sheetData>");

        var database = await _imported.ImportAsync(path);

        database.Types().ShouldBe(["Region text", "City text", "Note text"]);
        database.Rows("SELECT * FROM Data").ShouldBe([["North", "Kiel", "x"], ["South", "Ulm", null]]);
        database.Warnings.ShouldHaveSingleItem().ShouldContain("2 rows above the header");
    }

    [Fact]
    public async Task Import_HeaderOfTwoRows_JoinsGroupAndName()
    {
        var path = Workbooks.Write(
            _imported.File("report.xlsx"),
            $"""
            <sheetData>{Workbooks.Row(1, "Region", "Sales", "", "Costs")}{Workbooks.Row(2, "", "Q1", "Q2", "Q1", "Q2")}
            <row r="3"><c t="inlineStr"><is><t>North</t></is></c><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c><c><v>4.5</v></c></row></sheetData>
            <mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="D1:E1"/></mergeCells>
            """);

        var database = await _imported.ImportAsync(path);

        database.Types().ShouldBe(["Region text", "Sales_Q1 integer", "Sales_Q2 integer", "Costs_Q1 integer", "Costs_Q2 number"]);
        database.Report.Tables[0].Rows.ShouldBe(1);
    }

    [Fact]
    public async Task Import_SeveralSheets_AreTablesAndHiddenOnesAreNamed()
    {
        var path = Workbooks.Write(
            _imported.File("book.xlsm"),
            """<sheet name="Order items" sheetId="1" r:id="rId1"/><sheet name="订单 (2024)" sheetId="2" r:id="rId2"/><sheet name="salaries" sheetId="3" state="veryHidden" r:id="rId3"/>""",
            "",
            ("xl/worksheets/sheet1.xml", Workbooks.Sheet($"<sheetData>{Workbooks.Row(1, "order", "qty")}{Workbooks.Row(2, "A", "B")}</sheetData>")),
            ("xl/worksheets/sheet2.xml", Workbooks.Sheet($"<sheetData>{Workbooks.Row(1, "订单号", "rowid")}{Workbooks.Row(2, "007", "B")}</sheetData>")),
            ("xl/worksheets/sheet3.xml", Workbooks.Sheet($"<sheetData>{Workbooks.Row(1, "canary")}{Workbooks.Row(2, "canary-cell")}</sheetData>")),
            ("xl/vbaProject.bin", "no macro is read"));

        var database = await _imported.ImportAsync(path);

        database.Report.Tables.Select(static table => table.Name).ShouldBe(["Order_items", "订单_2024"]);
        database.Types().ShouldBe(["order_ text", "qty text"]);
        database.Rows("SELECT 订单号, rowid_ FROM 订单_2024").ShouldBe([["007", "B"]]);
        database.Warnings.ShouldHaveSingleItem().ShouldBe("Hidden sheets were left out: salaries.");
        (await File.ReadAllBytesAsync(database.Path)).AsSpan().IndexOf("canary"u8).ShouldBe(-1);
    }

    [Fact]
    public async Task Import_SheetWithAProgramsName_IsNamedByTheFile()
    {
        var path = Workbooks.Write(
            _imported.File("客户 list.xlsx"),
            """<sheet name="Sheet1" sheetId="1" r:id="rId1"/><sheet name="Sheet2" sheetId="2" r:id="rId2"/>""",
            "",
            ("xl/worksheets/sheet1.xml", Workbooks.Sheet($"<sheetData>{Workbooks.Row(1, "a", "b")}{Workbooks.Row(2, "A", "B")}</sheetData>")),
            ("xl/worksheets/sheet2.xml", Workbooks.Sheet("<sheetData/>")));

        (await _imported.ImportAsync(path)).Report.Tables.ShouldHaveSingleItem().Name.ShouldBe("客户_list");
    }
}
