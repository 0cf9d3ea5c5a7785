using System.Globalization;
using System.IO.Compression;
using System.Text;
using Memori.Text2Sql.DataSources.Files;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.DataSources.Files.Xlsx;

public sealed class XlsxHostileTests : IDisposable
{
    private readonly Imported _imported = new();

    public void Dispose() => _imported.Dispose();

    private static string Header => Workbooks.Row(1, "a", "b");

    [Fact]
    public async Task ZipBomb_IsRefusedByItsRatio()
    {
        var path = Stream("bomb.xlsx", "<worksheet><sheetData>", $"<row><c t=\"str\"><v>{new string('A', 900_000)}</v></c></row>", 30, "</sheetData></worksheet>");
        new FileInfo(path).Length.ShouldBeLessThan(1 << 20);

        (await _imported.ShouldRefuseAsync(path, "file-limit")).Message.ShouldContain("ZIP bomb");
    }

    [Fact]
    public async Task Unpacked_BeyondTheLimit_IsRefused()
    {
        var rows = string.Concat(Enumerable.Range(2, 20_000).Select(i => string.Create(CultureInfo.InvariantCulture, $"<row r=\"{i}\"><c><v>{i * 7919 % 10007}</v></c></row>")));
        var path = Workbooks.Write(_imported.File("d.xlsx"), $"<sheetData>{Header}{rows}</sheetData>");

        await _imported.ShouldRefuseAsync(path, "file-limit", new FileImportOptions { MaxUnpacked = 100_000 });
        await _imported.ShouldRefuseAsync(path, "file-limit", new FileImportOptions { MaxRows = 1_000 });
    }

    [Fact]
    public async Task MillionsOfEmptyCells_LeaveNothing()
    {
        var path = Stream("empty.xlsx", $"<worksheet><sheetData>{Header}{Workbooks.Row(2, "x", "y")}", "<row r=\"3\" s=\"1\"><c r=\"A3\" s=\"1\"/><c r=\"XFD3\" s=\"1\"/></row>", 500_000, "</sheetData></worksheet>");

        var database = await _imported.ImportAsync(path, new FileImportOptions { MaxRatio = 2_000 });

        database.Report.Tables.ShouldHaveSingleItem().Rows.ShouldBe(1);
    }

    [Fact]
    public async Task MoreRowsThanASheetHas_AreRefused()
    {
        var path = Stream("rows.xlsx", $"<worksheet><sheetData>{Header}", "<row/>", 1_100_000, "</sheetData></worksheet>");

        await _imported.ShouldRefuseAsync(path, "file-unreadable", new FileImportOptions { MaxRatio = 2_000 });
    }

    [Theory]
    [InlineData("<c t=\"inlineStr\"><is><t>{0}</t></is></c>")]
    [InlineData("<c r=\"{0}\"><v>1</v></c>")]
    [InlineData("<c s=\"{0}\"><v>1</v></c>")]
    [InlineData("<c><f>{0}</f><v>1</v></c>")]
    public async Task GiantCellOrAttribute_IsRefused(string cell)
    {
        var giant = new string('A', 3_000_000);
        var path = Workbooks.Write(_imported.File("giant.xlsx"), $"<sheetData>{Header}<row>{cell.Replace("{0}", giant, StringComparison.Ordinal)}</row></sheetData>");

        (await _imported.ShouldRefuseAsync(path, "file-limit")).Message.ShouldContain("longer than 1,000,000 characters");
    }

    [Fact]
    public async Task RowOfManyTexts_BeyondTheLimit_IsRefused()
    {
        var cell = $"<c t=\"s\"><v>0</v></c>";
        var path = Workbooks.Write(
            _imported.File("d.xlsx"),
            $"<sheetData>{Header}<row>{string.Concat(Enumerable.Repeat(cell, 900))}</row></sheetData>",
            ("xl/sharedStrings.xml", Workbooks.SharedStrings($"<si><t>{new string('x', 900_000)}</t></si>")));

        (await _imported.ShouldRefuseAsync(path, "file-limit")).Message.ShouldContain("a row holds more than");
    }

    [Fact]
    public async Task SharedStrings_BeyondTheLimit_AreRefused()
    {
        var path = Workbooks.Write(
            _imported.File("d.xlsx"), $"<sheetData>{Header}</sheetData>", ("xl/sharedStrings.xml", Workbooks.SharedStrings(string.Concat(Enumerable.Repeat("<si><t/></si>", 50_000)))));

        await _imported.ShouldRefuseAsync(path, "file-limit", new FileImportOptions { MaxSharedText = 100_000 });
    }

    [Theory]
    [InlineData("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row><c t=\"str\"><v>&e;</v></c></row></sheetData></worksheet>")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><worksheet><sheetData><row><c t=\"str\"><v>&b;</v></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row><c t=\"str\"><v><![CDATA[x]]></v></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row><c t=\"str\"><v>&unknown;</v></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row><c><v>1</v></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row><c r=\"XFE1\"><v>1</v></c></row></sheetData></worksheet>")]
    [InlineData("<worksheet><sheetData><row><c r=\"A99999999999\"><v>1</v></c></row></sheetData></worksheet>")]
    [InlineData("not xml")]
    [InlineData("")]
    public async Task DamagedOrTreacherousXml_IsRefused(string sheet)
    {
        var path = Workbooks.Write(_imported.File("x.xlsx"), "", ("xl/worksheets/sheet1.xml", sheet));

        (await _imported.ShouldRefuseAsync(path, "file-unreadable")).Message.ShouldNotContain("root:");
    }

    [Fact]
    public async Task DeepXml_IsRefused()
    {
        var path = Workbooks.Write(_imported.File("deep.xlsx"), string.Concat(Enumerable.Repeat("<a>", 100_000)));

        (await _imported.ShouldRefuseAsync(path, "file-limit")).Message.ShouldContain("nests deeper than 32");
    }

    [Fact]
    public async Task ReferencesThatGoRoundOrOutside_AreNotFollowed()
    {
        var round = Workbooks.Write(
            _imported.File("round.xlsx"),
            $"<sheetData>{Header}{Workbooks.Row(2, "x", "y")}</sheetData>",
            ("xl/_rels/workbook.xml.rels", Workbooks.Relationships(("rId1", "worksheet", "workbook.xml"))));
        var outside = Workbooks.Write(
            _imported.File("outside.xlsx"),
            $"<sheetData>{Header}</sheetData>",
            ("xl/_rels/workbook.xml.rels", """<Relationships><Relationship Id="rId1" TargetMode="External" Target="file:///etc/passwd"/></Relationships>"""));

        await _imported.ShouldRefuseAsync(round, "file-unreadable");
        await _imported.ShouldRefuseAsync(outside, "file-unreadable");
    }

    [Fact]
    public async Task TooManyParts_AreRefusedBeforeTheyAreListed()
    {
        var path = _imported.File("many.xlsx");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            for (var i = 0; i < 11_000; i++)
            {
                zip.CreateEntry(i.ToString(CultureInfo.InvariantCulture));
            }
        }

        (await _imported.ShouldRefuseAsync(path, "file-limit")).Message.ShouldContain("more than 10,000 parts");

        // The count in the end record is a claim of the file; the length of the directory is not.
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[^14] = bytes[^12] = 1;
        bytes[^13] = bytes[^11] = 0;
        await File.WriteAllBytesAsync(path, bytes);
        (await Should.ThrowAsync<MemoriException>(() => _imported.ImportAsync(path))).Code.ShouldBeOneOf("file-limit", "file-unreadable");
    }

    [Fact]
    public async Task CutOffAnywhere_IsRefused()
    {
        var whole = await File.ReadAllBytesAsync(Workbooks.Write(_imported.File("w.xlsx"), $"<sheetData>{Header}{Workbooks.Row(2, "x", "y")}</sheetData>"));
        for (var length = 30; length < whole.Length; length += 97)
        {
            var path = _imported.File("cut.xlsx");
            await File.WriteAllBytesAsync(path, whole[..length]);
            await _imported.ShouldRefuseAsync(path, "file-unreadable");
        }
    }

    [Fact]
    public async Task AnyByteChanged_IsReadOrRefusedButNeverFailsOtherwise()
    {
        var whole = await File.ReadAllBytesAsync(Workbooks.Write(_imported.File("w.xlsx"), $"<sheetData>{Header}{Workbooks.Row(2, "x", "y")}</sheetData>"));
        for (var i = 0; i < whole.Length; i += 5)
        {
            var path = _imported.File("bad.xlsx");
            var bytes = (byte[])whole.Clone();
            bytes[i] ^= 0x55;
            await File.WriteAllBytesAsync(path, bytes);
            try
            {
                await _imported.ImportAsync(path);
            }
            catch (MemoriException failure)
            {
                failure.Code.ShouldBeOneOf("file-unreadable", "file-limit");
            }
        }
    }

    [Fact]
    public async Task WhatIsNoWorkbook_IsSaid()
    {
        await RefusesAsync("old.xls", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "xls-unsupported", "save it as .xlsx");
        await RefusesAsync("secret.xlsx", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "xls-unsupported", "password");
        await RefusesAsync("page.xls", Encoding.UTF8.GetBytes("\n <html><table><tr><td>1"), "file-unreadable", "web page");
        await RefusesAsync("binary.xlsx", [1, 0, 2, 0, 0, 3], "file-unreadable", "not text");
        var path = _imported.File("other.xlsx");
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            zip.CreateEntry("word/document.xml");
        }

        (await _imported.ShouldRefuseAsync(path, "file-unreadable")).Message.ShouldContain("no .xlsx or .xlsm workbook");
    }

    [Fact]
    public async Task ContentCountsMoreThanTheExtension()
    {
        (await _imported.ImportTextAsync("a\tb\n1\t2\n", "export.xls")).Types().ShouldBe(["a integer", "b integer"]);
        var workbook = Workbooks.Write(_imported.File("book.csv"), $"<sheetData>{Header}{Workbooks.Row(2, "x", "y")}</sheetData>");
        (await _imported.ImportAsync(workbook)).Rows("SELECT * FROM Data").ShouldBe([["x", "y"]]);
    }

    [Fact]
    public async Task TimeLimit_EndsTheImport()
    {
        var path = Stream("slow.xlsx", $"<worksheet><sheetData>{Header}", "<row><c><v>123</v></c><c><v>45</v></c></row>", 300_000, "</sheetData></worksheet>");

        (await _imported.ShouldRefuseAsync(path, "file-limit", new FileImportOptions { TimeLimit = TimeSpan.FromMilliseconds(1), MaxRatio = 2_000 })).Message.ShouldContain("took longer than");
    }

    private async Task RefusesAsync(string name, byte[] content, string code, string words)
    {
        var path = _imported.File(name);
        await File.WriteAllBytesAsync(path, content);
        (await _imported.ShouldRefuseAsync(path, code)).Message.ShouldContain(words);
    }

    private string Stream(string name, string start, string repeated, int times, string end)
    {
        var path = Workbooks.Write(_imported.File(name), "", ("xl/worksheets/sheet1.xml", "<worksheet/>"));
        using var zip = ZipFile.Open(path, ZipArchiveMode.Update);
        zip.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
        using var writer = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml").Open());
        writer.Write(start);
        for (var i = 0; i < times; i++)
        {
            writer.Write(repeated);
        }

        writer.Write(end);
        return path;
    }
}
