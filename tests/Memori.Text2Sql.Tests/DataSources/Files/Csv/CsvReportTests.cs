using System.Globalization;
using Memori.Text2Sql.DataSources.Files;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.DataSources.Files.Csv;

public sealed class CsvReportTests : IDisposable
{
    private readonly Imported _imported = new();

    public void Dispose() => _imported.Dispose();

    [Fact]
    public async Task RaggedRows_AreCutOrFilledAndCounted()
    {
        var lines = Enumerable.Range(1, 40).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},b{(i == 20 ? ",too,much" : "")}")).Append("41");
        var database = await _imported.ImportTextAsync("n,text\n" + string.Join('\n', lines));

        database.Report.Tables[0].Rows.ShouldBe(41);
        database.Types().ShouldBe(["n integer", "text text"]);
        database.Rows("SELECT text FROM data WHERE n IN (20, 41)").ShouldBe([["b"], [null]]);
        database.Warnings.ShouldBe([
            "1 rows have more cells than the header; the cells beyond column 2 were left out (first: line 21).",
            "1 rows have fewer cells than the header; what is missing is NULL.",
        ]);
    }

    [Fact]
    public async Task RowFarTooLong_DoesNotMakeTitlesOfTheOthers()
    {
        var database = await _imported.ImportTextAsync("a,b\n" + string.Concat(Enumerable.Repeat("x,y\n", 30)) + "far,too,many,cells,here,and,there\nx,y\n");

        database.Types().ShouldBe(["a text", "b text"]);
        database.Report.Tables[0].Rows.ShouldBe(32);
    }

    [Fact]
    public async Task ShortRowOfEmptyCells_IsFullyThere() =>
        (await _imported.ImportTextAsync("a,b,c\nx,,\ny,z,\n")).Warnings.ShouldBeEmpty();

    [Fact]
    public async Task TitleLinesAboveTheHeader_AreLeftOut()
    {
        var database = await _imported.ImportTextAsync("账单明细\n起始日期:2024-01-01\n交易时间,金额,备注\n2024-01-01 10:00:00,¥5.20,abc\n2024-01-02 11:30:00,¥1.00,\n", "bill.csv");

        database.Types().ShouldBe(["交易时间 timestamp", "金额 number", "备注 text"]);
        database.Rows("SELECT * FROM bill").ShouldBe([["2024-01-01 10:00:00", 5.2, "abc"], ["2024-01-02 11:30:00", 1.0, null]]);
    }

    [Theory]
    [InlineData("day\n1/2/2024\n3/4/2024\n", "month/day")]
    [InlineData("rate,x\n5%,1\n12.5%,2\n", "fractions")]
    [InlineData("1,2\n3,4\n", "first row is data")]
    public async Task WhatCouldBeReadOtherwise_IsSaid(string text, string words) =>
        (await _imported.ImportTextAsync(text)).Warnings.ShouldHaveSingleItem().ShouldContain(words);

    [Theory]
    [InlineData("mixed\n$5\n€6\n", "mixed text")]
    [InlineData("a,b\n2023,x\n2024,y\n", "a integer")]
    [InlineData("t\n12:30\n9:05:07\n", "t time")]
    [InlineData("t\n是\n否\n", "t boolean")]
    [InlineData("zip\n01234\n98765\n", "zip text")]
    [InlineData("id\n110101199003074512\n110101199003074513\n", "id integer")]
    [InlineData("id\n1101011990030745120000\n", "id text")]
    [InlineData("x\n1e5\n2\n", "x number")]
    [InlineData("x\n1\ntwo\n", "x text")]
    [InlineData("region,2022,2023\nNorth,5,6\n", "_2022 integer")]
    public async Task Types_FollowEveryValue(string text, string column) =>
        (await _imported.ImportTextAsync(text)).Types().ShouldContain(column);

    [Fact]
    public async Task Headers_AreCleaned()
    {
        var longHeader = new string('长', 300);
        var database = await _imported.ImportTextAsync($"select,,name,Name,\"a\nb\",{longHeader},😀,Total (USD)\nx,x,x,x,x,x,x,x\n");

        database.Report.Tables[0].Columns.Select(static column => column.Name)
            .ShouldBe(["select_", "column_2", "name", "Name_2", "a_b", new string('长', 60), "column_7", "Total_USD"]);
        database.Rows("SELECT sql FROM sqlite_schema WHERE name = 'data'")[0][0].ShouldBeOfType<string>().ShouldContain("-- a b\n");
    }

    [Theory]
    [InlineData("sqlite_master.csv", "t_sqlite_master")]
    [InlineData("2024 orders; DROP TABLE x--.csv", "_2024_orders_DROP_TABLE_x")]
    [InlineData("....csv", "data")]
    [InlineData("order.csv", "order_")]
    public async Task Tables_AreNamedByTheFile(string file, string table) =>
        (await _imported.ImportTextAsync("a,b\nx,y\n", file)).Report.Tables[0].Name.ShouldBe(table);

    [Fact]
    public async Task Keys_AreIndexed()
    {
        var database = await _imported.ImportTextAsync("order_id,customer_id,客户编号,note\n1,7,A,x\n2,7,B,y\n");

        database.Rows("SELECT name, \"unique\" FROM pragma_index_list('data') ORDER BY name").ShouldBe([
            ["data_customer_id_index", 0L], ["data_order_id_index", 1L], ["data_客户编号_index", 1L],
        ]);
    }

    [Fact]
    public async Task Limits_AreNamed()
    {
        var path = _imported.File("data.csv");
        await File.WriteAllTextAsync(path, "a,b,c\n1,2,3\n4,5,6\n");

        (await _imported.ShouldRefuseAsync(path, "file-limit", new FileImportOptions { MaxColumns = 2 })).Message.ShouldContain("more than 2");
        (await _imported.ShouldRefuseAsync(path, "file-limit", new FileImportOptions { MaxRows = 2 })).Message.ShouldContain("more than 2 rows");
        (await _imported.ShouldRefuseAsync(path, "file-limit", new FileImportOptions { MaxFileBytes = 10 })).Message.ShouldContain("larger than 10 bytes");
    }

    [Fact]
    public async Task QuoteThatIsNeverClosed_IsRefused()
    {
        var path = _imported.File("data.csv");
        await File.WriteAllTextAsync(path, "a,b\n1,\"" + new string('x', 200_000));

        await _imported.ShouldRefuseAsync(path, "file-unreadable", new FileImportOptions { MaxRowSize = 100_000 });
    }

    [Fact]
    public async Task Cancelled_LeavesNothingBehind()
    {
        var path = _imported.File("data.csv");
        await File.WriteAllTextAsync(path, "a,b\n" + string.Concat(Enumerable.Repeat("1,2\n", 100_000)));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var imports = new FileImports(new Text2Sql.DataSources.DataSourceOptions { DataDirectory = _imported.Directory });

        await Should.ThrowAsync<OperationCanceledException>(() => imports.EnsureAsync(path, cancelled.Token));

        (Directory.Exists(_imported.ImportDirectory) ? Directory.GetFiles(_imported.ImportDirectory) : []).ShouldBeEmpty();
    }

    [Fact]
    public async Task AnyBytes_AreReadOrRefusedButNeverFailOtherwise()
    {
        var random = new Random(20240305);
        byte[] likely = [.. ",;\t|\"'\r\n=-0123456789abc中é"u8, 0, 0xFF, 0xFE, 0xEF, 0xBB, 0xBF, 0x81, 0xD6];
        for (var i = 0; i < 600; i++)
        {
            var bytes = new byte[random.Next(1, 400)];
            random.NextBytes(bytes);
            for (var j = 0; i % 4 > 0 && j < bytes.Length; j++)
            {
                bytes[j] = likely[random.Next(likely.Length)];
            }

            var path = _imported.File("data.csv");
            await File.WriteAllBytesAsync(path, bytes);
            try
            {
                await _imported.ImportAsync(path);
            }
            catch (MemoriException failure)
            {
                failure.Code.ShouldBeOneOf("file-unreadable", "file-limit", "xls-unsupported");
            }
        }
    }

    [Fact]
    public async Task Memory_DoesNotGrowWithRows()
    {
        // Allocations of this thread alone: what is allocated for each row is what would grow.
        var small = Allocated(await WriteAsync(20_000));
        var large = Allocated(await WriteAsync(220_000));

        ((large - small) / 200_000.0).ShouldBeLessThan(64, "bytes for each row of eight cells");
    }

    private async Task<string> WriteAsync(int rows)
    {
        var path = _imported.File("data.csv");
        await File.WriteAllLinesAsync(path, Enumerable.Range(0, rows).Select(i => string.Create(CultureInfo.InvariantCulture, $"{i},name {i},{i * 0.5},2024-01-{(i % 28) + 1:00},2024-01-01 10:{i % 60:00}:00,true,{i % 99999:00000},\"a, {i}\"")).Prepend("id,name,amount,day,moment,flag,zip,note"));
        return path;
    }

    private static long Allocated(string path)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        new FileImporter(new FileImportOptions(), CancellationToken.None).Import(path, path + ".db").Tables[0].Columns.Count.ShouldBe(8);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
