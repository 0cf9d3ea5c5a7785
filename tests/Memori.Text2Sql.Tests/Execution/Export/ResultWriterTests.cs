using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using FsCheck;
using FsCheck.Fluent;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Execution.Export;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Execution.Export;

public sealed class ResultWriterTests : IDisposable
{
    private static readonly ResultColumn[] s_columns =
    [
        new("name", "text"), new("count", "integer"), new("amount", "number"), new("paid", "boolean"), new("day", "date"), new("moment", "timestamp"), new("at", "time"),
    ];

    private readonly Imported _imported = new();

    public void Dispose() => _imported.Dispose();

    [Fact]
    public async Task Csv_IsRfc4180WithNullsEmptyTextsAndHarmlessFormulas()
    {
        var text = await TextAsync(
            ExportFormat.Csv,
            ["text", "n"],
            ["=1+1", -5L], ["@x", 1.5], ["say \"hi\", you", null], ["", 12345678901234567L], ["a\r\nb", 0.1m], ["'=x", true], [null, new DateOnly(2024, 3, 5)], ["=x", new DateTime(2024, 3, 5, 10, 0, 0)]);

        text.ShouldBe("\uFEFFtext,n\r\n'=1+1,-5\r\n'@x,1.5\r\n\"say \"\"hi\"\", you\",\r\n\"\",12345678901234567\r\n\"a\r\nb\",0.1\r\n''=x,true\r\n,2024-03-05\r\n'=x,2024-03-05T10:00:00\r\n");
    }

    [Fact]
    public async Task Json_IsOneDocument()
    {
        var json = JsonNode.Parse(await TextAsync(ExportFormat.Json, ["text", "n"], ["=1+1", 9007199254740993L], ["客户", 1.5]))!;

        json["columns"]![0]!["name"]!.GetValue<string>().ShouldBe("text");
        json["rows"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).ShouldBe("[[\"=1+1\",\"9007199254740993\"],[\"客户\",1.5]]");
        json["row_count"]!.GetValue<int>().ShouldBe(2);
        json["truncated"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task JsonLines_AreOneValueALineAndSayThatTheyAreAll()
    {
        var lines = (await TextAsync(ExportFormat.JsonLines, ["text", "n"], ["a\nb", 9007199254740993L], ["客户", null])).Split('\n');

        lines.ShouldBe(["""{"columns":[{"name":"text","type":"text"},{"name":"n","type":"text"}]}""", """["a\nb","9007199254740993"]""", """["客户",null]""", """{"row_count":2,"truncated":false}""", ""]);
    }

    [Fact]
    public async Task Xlsx_IsValidAndTyped()
    {
        var path = _imported.File("out.xlsx");
        await WriteAsync(
            path,
            ExportFormat.Xlsx,
            s_columns,
            ["=HYPERLINK(\"x\")", 5L, 1.5, true, "2024-03-05", "2024-03-05 10:00:00", "12:30:00"],
            [null, long.MaxValue, 0.1m, null, new DateOnly(1850, 1, 1), new DateTimeOffset(2024, 3, 5, 10, 0, 0, TimeSpan.FromHours(8)), new TimeOnly(1, 2, 3)],
            ["a\u0001<&>_x0041_\r\n", null, -2.5, false, null, null, null]);

        using (var document = SpreadsheetDocument.Open(path, isEditable: false))
        {
            new OpenXmlValidator().Validate(document).Select(static error => $"{error.Path?.XPath}: {error.Description}").ShouldBeEmpty();
            var cells = document.WorkbookPart!.WorksheetParts.Single().Worksheet.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>().ToList();
            cells.ShouldAllBe(static cell => cell.CellFormula == null);
            cells[7].DataType!.Value.ShouldBe(DocumentFormat.OpenXml.Spreadsheet.CellValues.InlineString);
            cells[7].StyleIndex!.Value.ShouldBe(4u);
            cells[11].CellValue!.Text.ShouldBe("45356");
        }

        var database = await _imported.ImportAsync(path);
        database.Report.Tables.ShouldHaveSingleItem().Name.ShouldBe("out");
        database.Rows("SELECT * FROM out").ShouldBe([
            ["=HYPERLINK(\"x\")", 5L, 1.5, 1L, "2024-03-05", "2024-03-05 10:00:00", "12:30:00"],
            [null, long.MaxValue, 0.1, null, "1850-01-01", "2024-03-05 02:00:00", "01:02:03"],
            ["a\u0001<&>_x0041_\r\n", null, -2.5, 0L, null, null, null],
        ]);
    }

    [Fact]
    public async Task Xlsx_MoreRowsThanASheetHolds_GoOnInAnother()
    {
        var path = _imported.File("out.xlsx");
        await using (var file = File.Create(path))
        {
            (await ResultWriter.WriteAsync(new Rows([new("n", "integer")], Enumerable.Range(1, 1_048_580).Select(static i => new object?[] { (long)i })), ExportFormat.Xlsx, file)).Rows.ShouldBe(1_048_580);
        }

        var database = await _imported.ImportAsync(path);
        database.Report.Tables.Select(static table => table.Rows).ShouldBe([1_048_575, 5]);
    }

    [Fact]
    public async Task Xlsx_TextLongerThanACell_IsCutAndCounted()
    {
        await using var file = new MemoryStream();
        var summary = await ResultWriter.WriteAsync(new Rows([new("t", "text")], [[new string('x', 40_000)]]), ExportFormat.Xlsx, file);

        summary.CutCells.ShouldBe(1);
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Xlsx)]
    public void ExportThenImport_GivesTheSameCells(ExportFormat format)
    {
        // A first row that types every column; texts that are texts for certain, and no row without values.
        object?[] first = ["text", 1L, 0.5, true, "2024-01-01", "2024-01-01 00:00:01", "00:00:01"];
        var letters = Gen.Elements("a", "=", "+", "-", "@", "'", "\t", "\r", "\n", "\"", ",", ";", "中", "😀", "_x0041_", "<", "&", "0", " ", "=", "\u0001").ArrayOf().Select(string.Concat);
        var text = letters.Select(static s => string.IsNullOrWhiteSpace(s) ? (object?)"word" : s + "z");
        var day = Gen.Choose(0, 60_000).Select(static n => new DateTime(1890, 1, 1).AddDays(n));
        var row = from t in text
                  from count in Gen.Choose(int.MinValue, int.MaxValue)
                  from big in Gen.Choose(0, 3)
                  from amount in Gen.Choose(-1_000_000, 1_000_000)
                  from paid in Gen.Elements(true, false)
                  from moment in day
                  from seconds in Gen.Choose(0, 86_399)
                  from missing in Gen.Choose(0, 12)
                  select (object?[])[
                      t,
                      missing == 1 ? null : big == 0 ? long.MaxValue - Math.Abs((long)count) : (long)count,
                      missing == 2 ? null : amount / 128.0,
                      missing == 3 ? null : paid,
                      missing == 4 ? null : moment.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                      missing == 5 ? null : moment.AddSeconds(seconds).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                      missing == 6 ? null : default(DateTime).AddSeconds(seconds).ToString("HH:mm:ss", CultureInfo.InvariantCulture)];
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(row.ArrayOf().ToArbitrary(), rows =>
            {
                object?[][] all = [first, .. rows];
                var path = _imported.File("data" + format.Extension());
                WriteAsync(path, format, s_columns, all).GetAwaiter().GetResult();
                var database = _imported.ImportAsync(path).GetAwaiter().GetResult();
                database.Types().ShouldBe(s_columns.Select(static column => $"{column.Name} {column.Type}"));
                database.Rows("SELECT * FROM data").ShouldBe(all.Select(static cells => Array.ConvertAll(cells, static cell => cell is bool bit ? bit ? 1L : 0L : cell)));
            }));
    }

    [Fact]
    public void FormulaText_IsUndoneExactly() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Elements("'", "=", "+", "-", "@", "\t", "a", " ").ArrayOf().Select(string.Concat).ToArbitrary(),
        static text =>
        {
            var harmless = FormulaText.Neutralise(text);
            FormulaText.Restore(harmless).ToString().ShouldBe(text);
            (harmless.Length > 0 && "=+-@\t\r".Contains(harmless[0], StringComparison.Ordinal)).ShouldBeFalse();
        }));

    private static async Task<string> TextAsync(ExportFormat format, string[] names, params object?[][] rows)
    {
        await using var file = new MemoryStream();
        await ResultWriter.WriteAsync(new Rows([.. names.Select(static name => new ResultColumn(name, "text"))], rows), format, file);
        return Encoding.UTF8.GetString(file.ToArray());
    }

    private static async Task WriteAsync(string path, ExportFormat format, ResultColumn[] columns, params object?[][] rows)
    {
        await using var file = File.Create(path);
        await ResultWriter.WriteAsync(new Rows(columns, rows), format, file);
    }

    private sealed class Rows(IReadOnlyList<ResultColumn> columns, IEnumerable<object?[]> rows) : QueryRows
    {
        private readonly IEnumerator<object?[]> _rows = rows.GetEnumerator();

        public override IReadOnlyList<ResultColumn> Columns => columns;

        public override ValueTask<bool> ReadAsync()
        {
            var more = _rows.MoveNext();
            Current = more ? _rows.Current : Current;
            return ValueTask.FromResult(more);
        }

        public override ValueTask DisposeAsync()
        {
            _rows.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
