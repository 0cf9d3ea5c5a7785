using System.Text.Json.Nodes;

namespace Memori.Cli.Tests.Sql;

public sealed class SqlCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("INSERT INTO customers(name) VALUES ('x')")]
    [InlineData("SELECT 1; DELETE FROM orders")]
    [InlineData("ATTACH DATABASE 'x' AS y")]
    [InlineData("PRAGMA user_version = 7")]
    [InlineData("SELECT * FROM sqlite_master")]
    public async Task Sql_Forbidden_ExitsWithThree(string sql)
    {
        var result = (await _cli.RunAsync("sql", sql, "--db", "sample", "--json")).ShouldExit(3);
        result.Json["admitted"]!.GetValue<bool>().ShouldBeFalse();
        result.Json["rule"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task SqlAndAsk_Postgres_Answer()
    {
        var url = Environment.GetEnvironmentVariable("MEMORI_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(url), "MEMORI_TEST_POSTGRES is not set; eng/postgres.sh start prints a URL for it.");

        (await _cli.RunAsync("sql", "SELECT 1 + 1 AS two", "--db", url, "--json")).ShouldExit(0).Json["rows"]![0]![0]!.GetValue<int>().ShouldBe(2);
        (await _cli.RunAsync("ask", "How many orders are there?", "--db", url, "--json")).ShouldExit(0).Json["question"]!.GetValue<string>().ShouldBe("How many orders are there?");
    }

    [Fact]
    public async Task Sql_File_GivesOneLineEach()
    {
        await File.WriteAllLinesAsync(_cli.Path("statements.sql"), ["SELECT COUNT(*) FROM orders", "DROP TABLE orders", "SELECT nothing FROM orders"]);
        var lines = (await _cli.RunAsync("sql", "--file", _cli.Path("statements.sql"), "--db", "sample")).ShouldExit(3)
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToArray();
        lines.Length.ShouldBe(3);
        lines[0]["rows"]![0]![0]!.GetValue<long>().ShouldBeGreaterThanOrEqualTo(10_000);
        lines[1]["rule"]!.GetValue<string>().ShouldBe("not-a-select");
        lines[2]["message"]!.GetValue<string>().ShouldContain("nothing");
    }
}
