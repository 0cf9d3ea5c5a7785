using System.Text.Json.Nodes;

namespace Memori.Cli.Tests.Sql;

public sealed class OutputFileTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task Sql_Output_CanBeAskedAgain(string extension)
    {
        var file = _cli.Path($"客户.{extension}");
        var written = (await _cli.RunAsync("sql", "SELECT o.id AS order_id, c.name AS customer, o.order_date, o.status FROM orders o JOIN customers c ON c.id = o.customer_id", "--db", "sample", "--output", file)).ShouldExit(0);
        written.Output.ShouldBeEmpty();
        written.Errors.ShouldContain("rows written to");

        var answer = (await _cli.RunAsync("ask", "how many orders per status", "--db", file, "--json")).ShouldExit(0).Json;
        answer["sql"]!.GetValue<string>().ShouldContain("客户");
        answer["rows"]!.AsArray().Sum(static row => row![1]!.GetValue<long>()).ShouldBeGreaterThan(1_000);
    }

    [Fact]
    public async Task Ask_Output_HasMoreThanTheAnswerShows()
    {
        var file = _cli.Path("all.json");
        (await _cli.RunAsync("ask", "list all orders", "--db", "sample", "--output", file, "--row-limit", "1500")).ShouldExit(0).Errors.ShouldContain("more than the limit");

        var document = JsonNode.Parse(await File.ReadAllTextAsync(file))!;
        (document["row_count"]!.GetValue<int>(), document["truncated"]!.GetValue<bool>()).ShouldBe((1500, true));
    }

    [Theory]
    [InlineData(2, "SELECT 1", "--output", "x.pdf")]
    [InlineData(2, "SELECT 1", "--row-limit", "5")]
    [InlineData(2, "SELECT 1", "--output", "no-such-directory/x.csv")]
    [InlineData(3, "DELETE FROM orders", "--output", "x.csv")]
    [InlineData(2, "SELECT 1", "--output", "x.csv", "--row-limit", "0")]
    public async Task WhatCanNotBeWritten_LeavesNoFile(int code, string sql, params string[] arguments)
    {
        (await _cli.RunAsync(["sql", sql, "--db", "sample", .. arguments])).ShouldExit(code);

        Directory.GetFiles(Path.GetDirectoryName(_cli.Path("x"))!).ShouldBeEmpty();
    }

    [Fact]
    public async Task Warnings_OfAFile_AreShown()
    {
        await File.WriteAllTextAsync(_cli.Path("d.csv"), "day,n\n1/2/2024,1\n3/4/2024,2\n");
        (await _cli.RunAsync("sql", "SELECT count(*) FROM d", "--db", _cli.Path("d.csv"))).ShouldExit(0).Errors.ShouldContain("month/day");

        await File.WriteAllBytesAsync(_cli.Path("old.xls"), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        (await _cli.RunAsync("ask", "what", "--db", _cli.Path("old.xls"), "--lang", "zh")).ShouldExit(2).Errors.ShouldContain("另存为");
    }
}
