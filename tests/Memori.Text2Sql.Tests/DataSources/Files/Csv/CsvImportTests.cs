using System.Globalization;
using System.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Files;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.DataSources.Files.Csv;

public sealed class CsvImportTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FileImports _imports;

    public CsvImportTests() => _imports = new FileImports(new DataSourceOptions { DataDirectory = _directory.Path });

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Import_InfersTypesAndKeepsHeaders()
    {
        var table = await ImportAsync(
            """"
            Order ID,客户,Unit Price ($),Paid?,Ordered,Seen At,Code,Note,Note
            1,"Li, Wei",2.50,true,2024-01-31,2024-01-31 10:00,007,a,
            2,"say ""hi""",1,false,2024-02-01,2024-02-01 23:59:59,008,,x
            3,,,,,,,N/A,NULL

            """");

        table.Name.ShouldBe("orders");
        table.RowCount.ShouldBe(3);
        table.Columns.Select(column => (column.Name, column.Type, column.Comment)).ShouldBe([
            ("Order_ID", ColumnType.Integer, "Order ID"),
            ("客户", ColumnType.Text, null),
            ("Unit_Price", ColumnType.Number, "Unit Price ($)"),
            ("Paid", ColumnType.Boolean, "Paid?"),
            ("Ordered", ColumnType.Date, null),
            ("Seen_At", ColumnType.Timestamp, "Seen At"),
            ("Code", ColumnType.Text, null),
            ("Note", ColumnType.Text, null),
            ("Note_2", ColumnType.Text, "Note"),
        ]);
        table.Columns[1].Profile.Values.ShouldBe(["Li, Wei", "say \"hi\""], ignoreOrder: true);
        table.Columns[5].Profile.Values.ShouldBe(["2024-01-31 10:00:00", "2024-02-01 23:59:59"]);
        table.Columns[7].Profile.Values.ShouldBe(["N/A", "a"], ignoreOrder: true);
        table.Columns[2].Profile.NullCount.ShouldBe(1);
    }

    [Theory]
    [InlineData("name;note\nA;1,5\nB;2,5\n")]
    [InlineData("name\tnote\nA\tx, y\nB\tz\n")]
    [InlineData("name|note\nA|\"x|y\"\nB|z\n")]
    [InlineData("name,note\r\nA,\"x;\r\ny;\"\r\nB,z\r\n")]
    [InlineData("name,note,\nA,x,\nB,z,\n")]
    [InlineData("sep=;\nname;note\nA;x\nB;y")]
    public async Task Import_FindsTheDelimiter(string text)
    {
        var table = await ImportAsync(text);

        table.Columns.Select(column => column.Name).Take(2).ShouldBe(["name", "note"]);
        table.RowCount.ShouldBe(2);
        table.Columns[0].Profile.Values.ShouldBe(["A", "B"]);
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("GB18030", false)]
    public async Task Import_FindsTheEncoding(string encoding, bool mark)
    {
        var rows = string.Concat(Enumerable.Range(1, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},上海市第{i}号€\n")));
        var encoder = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        byte[] bytes = [.. mark ? encoder.GetPreamble() : [], .. encoder.GetBytes("编号,地址\n" + rows)];

        var table = await ImportAsync(bytes);

        table.Columns.Select(column => column.Name).ShouldBe(["编号", "地址"]);
        table.RowCount.ShouldBe(20_000);
        table.Columns[1].Profile.Values.ShouldContain("上海市第1234号€");
    }

    [Fact]
    public async Task Import_WesternText_IsNotTakenForChinese()
    {
        var table = await ImportAsync(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes("name,city\nJosé,Málaga\nZoë,Köln\n"));

        table.Columns[1].Profile.Values.ShouldBe(["Köln", "Málaga"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("1,234.5\n2,5\n", "text")]
    [InlineData("12/31/2024", "2024-12-31")]
    [InlineData("31/12/2024", "2024-12-31")]
    [InlineData("2024年3月5日", "2024-03-05")]
    [InlineData("2024/3/5", "2024-03-05")]
    [InlineData("\"1,234.5\"", "1234.5")]
    [InlineData("\"1,2\"", "1,2")]
    [InlineData("0123", "0123")]
    [InlineData("-5", "-5")]
    [InlineData("1e400", "1e400")]
    [InlineData("99999999999999999999", "99999999999999999999")]
    [InlineData("+8613800138000", "+8613800138000")]
    [InlineData("12.5%", "0.125")]
    [InlineData("7.1%", "0.071")]
    [InlineData("\"¥1,234.50\"", "1234.5")]
    [InlineData("-$5", "-5")]
    [InlineData("2024年3月5日 9时30分", "2024-03-05 09:30:00")]
    [InlineData("5-Mar-2024", "2024-03-05")]
    [InlineData("3/5/2024 1:30 PM", "2024-03-05 13:30:00")]
    [InlineData("9:30", "09:30:00")]
    public async Task Import_Values_AreNormalisedWithoutLoss(string cell, string stored)
    {
        if (stored == "text")
        {
            var failure = await Should.ThrowAsync<MemoriException>(() => ImportAsync("v\n" + cell));
            failure.Code.ShouldBe("file-unreadable");
            failure.Message.ShouldContain("line 2 has 2 cells where the header has 1");
            return;
        }

        (await ImportAsync($"v\n{cell}\n")).Columns[0].Profile.Values.ShouldBe([stored]);
    }

    [Theory]
    [InlineData("a,b\n1,2\n3,4,5\n", "line 3 has 3 cells where the header has 2")]
    [InlineData("", "it holds no table")]
    [InlineData("\n\n", "it holds no table")]
    public async Task Import_BadFiles_SayWhatIsWrong(string text, string expected)
    {
        var failure = await Should.ThrowAsync<MemoriException>(() => ImportAsync(text));

        failure.Code.ShouldBe("file-unreadable");
        failure.Message.ShouldContain(expected);
        Directory.GetFiles(_directory.File("imports")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Import_Binary_IsRefused() =>
        (await Should.ThrowAsync<MemoriException>(() => ImportAsync([0x50, 0x00, 3, 4, 0, 0, 0, 1]))).Message.ShouldContain("not text");

    [Fact]
    public async Task Import_WithoutHeader_NumbersTheColumns()
    {
        var table = await ImportAsync("1,Anna,2024-01-01\n2,Ben,2024-01-02\n");

        table.Columns.Select(column => column.Name).ShouldBe(["column_1", "column_2", "column_3"]);
        table.RowCount.ShouldBe(2);
    }

    [Fact]
    public async Task Ensure_ImportsAgainOnlyWhenTheFileChanged()
    {
        var path = _directory.File("t.csv");
        File.WriteAllText(path, "a\nx\n");
        var first = await _imports.EnsureAsync(path, TestContext.Current.CancellationToken);
        var written = File.GetLastWriteTimeUtc(first);
        (await _imports.EnsureAsync(path, TestContext.Current.CancellationToken)).ShouldBe(first);
        File.GetLastWriteTimeUtc(first).ShouldBe(written);

        File.AppendAllText(path, "y\n");
        var second = await _imports.EnsureAsync(path, TestContext.Current.CancellationToken);
        second.ShouldNotBe(first);
        File.Exists(first).ShouldBeFalse();
    }

    private Task<TableSchema> ImportAsync(string text) => ImportAsync(Encoding.UTF8.GetBytes(text));

    private async Task<TableSchema> ImportAsync(byte[] bytes)
    {
        var path = _directory.File("orders.csv");
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        var database = await _imports.EnsureAsync(path, TestContext.Current.CancellationToken);
        var schema = await new SchemaReader().ReadAsync(SqliteFile.Source(database), new SchemaReadOptions { MaxValues = 50_000 }, TestContext.Current.CancellationToken);
        return schema.Tables.ShouldHaveSingleItem();
    }
}
