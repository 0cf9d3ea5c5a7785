using System.Text.Json;

namespace Memori.Cli.Tests.Ask;

public sealed class AskCommandTests : IDisposable
{
    private static readonly string[] ContractFields =
    [
        "question", "sql", "columns", "rows", "row_count", "truncated", "explanation", "confidence", "reasons", "tables", "generator", "model", "clarification",
        "memories", "chart", "usage", "trace", "datasource_id", "session_id", "learned_memory_id",
    ];

    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("最近三个月销售额最高的5个产品")]
    [InlineData("What are the top 5 products by sales in the last three months?")]
    public async Task Ask_TheReadmeQuestion_GivesTheRightRowsAndIsRemembered(string question)
    {
        var first = (await _cli.RunAsync("ask", question, "--db", "sample", "--json")).ShouldExit(0).Json;
        first.AsObject().Select(p => p.Key).ShouldBe(ContractFields);
        first["generator"]!.GetValue<string>().ShouldBe("embedded");
        first["row_count"]!.GetValue<int>().ShouldBe(5);

        var since = DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime).AddMonths(-3);
        var expected = (await _cli.RunAsync("sql", $"""
            SELECT p.name, SUM(oi.amount) AS sales FROM products p JOIN order_items oi ON oi.product_id = p.id JOIN orders o ON o.id = oi.order_id
            WHERE o.order_date >= '{since:yyyy-MM-dd}' GROUP BY p.id ORDER BY sales DESC LIMIT 5
            """, "--db", "sample", "--json")).ShouldExit(0).Json;
        for (var i = 0; i < 5; i++)
        {
            var row = first["rows"]![i]!.AsArray();
            var (name, sales) = ((string)expected["rows"]![i]![0]!, (double)expected["rows"]![i]![1]!);
            row.Any(c => c!.GetValueKind() == JsonValueKind.String && (string?)c == name || c.GetValueKind() == JsonValueKind.Number && Math.Abs((double)c - sales) < 0.01)
                .ShouldBeTrue($"row {i}: {row.ToJsonString()}, expected {name} {sales}");
        }

        var second = (await _cli.RunAsync("ask", question, "--db", "sample", "--json")).ShouldExit(0).Json;
        second["generator"]!.GetValue<string>().ShouldBe("remembered");
        second["rows"]!.ToJsonString().ShouldBe(first["rows"]!.ToJsonString());
    }

    [Fact]
    public async Task Ask_InATerminal_ShowsSqlRowsExplanationAndStages()
    {
        var shown = (await _cli.RunAsync("ask", "How many orders are there?", "--db", "sample", "--lang", "zh")).ShouldExit(0).Output;
        shown.ShouldContain("SELECT");
        shown.ShouldContain("置信度");
        shown.ShouldContain("embedded");
        shown.ShouldContain("ground");
    }

    [Fact]
    public async Task Ask_AFollowUp_LeansOnTheLastTurnOfItsSession()
    {
        (await _cli.RunAsync("ask", "北京有多少客户？", "--db", "sample", "--session", "s", "--json")).ShouldExit(0);
        var shanghai = (await _cli.RunAsync("ask", "那上海呢？", "--db", "sample", "--session", "s", "--json")).ShouldExit(0).Json;
        ((string)shanghai["sql"]!).ShouldContain("上海");
        ((string)shanghai["sql"]!).ShouldContain("customers");
        (await _cli.RunAsync("ask", "那上海呢？", "--db", "sample", "--session", "another", "--json")).ShouldExit(0).Json["clarification"].ShouldNotBeNull();
    }

    [Fact]
    public async Task Ask_CsvFile_IsAnswered()
    {
        await File.WriteAllTextAsync(_cli.Path("staff.csv"), "Name,City,Salary\nAda,London,100\nBo,Paris,300\nCy,Paris,200\n");
        var answer = (await _cli.RunAsync("ask", "What is the average salary?", "--db", _cli.Path("staff.csv"), "--json")).ShouldExit(0).Json;
        ((double)answer["rows"]![0]![0]!).ShouldBe(200);
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("   ", 2)]
    [InlineData("🙂🙂 42 ???", 2)]
    public async Task Ask_NoQuestion_IsAUsageError(string question, int code)
    {
        var result = (await _cli.RunAsync("ask", question, "--db", "sample")).ShouldExit(code);
        result.Output.ShouldBeEmpty();
        result.Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Ask_HugeQuestion_IsRefusedWithItsLength() =>
        (await _cli.RunAsync("ask", new string('q', 100_000), "--db", "sample")).ShouldExit(2).Errors.ShouldContain("100,000");

    [Fact]
    public async Task Ask_MissingFile_SaysSo() =>
        (await _cli.RunAsync("ask", "How many?", "--db", _cli.Path("nothing.sqlite"))).ShouldExit(1).Errors.ShouldContain("nothing.sqlite");

    [Fact]
    public async Task Ask_CorruptDatabase_SaysSo()
    {
        await File.WriteAllTextAsync(_cli.Path("broken.sqlite"), "SQLite format 3\0 and then nothing that is a database");
        (await _cli.RunAsync("ask", "How many?", "--db", _cli.Path("broken.sqlite"))).ShouldExit(1).Errors.ShouldContain("broken.sqlite");
    }

    [Fact]
    public async Task Ask_UnreachableServer_SaysSo() =>
        (await _cli.RunAsync("ask", "How many?", "--db", "postgres://nobody:secret@127.0.0.1:1/none")).ShouldExit(1).Errors.ShouldNotContain("secret");

    [Theory]
    [InlineData("ask")]
    [InlineData("ask", "How many?")]
    [InlineData("ask", "How many?", "--db", "sample", "--lang", "fr")]
    [InlineData("nonsense")]
    public async Task Usage_Wrong_ExitsWithTwoAndNothingOnStdout(params string[] arguments) =>
        (await _cli.RunAsync(arguments)).ShouldExit(2).Output.ShouldBeEmpty();
}
