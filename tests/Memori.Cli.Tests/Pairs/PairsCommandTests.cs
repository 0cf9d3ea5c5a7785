namespace Memori.Cli.Tests.Pairs;

public sealed class PairsCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Pairs_are_imported_listed_exported_and_published()
    {
        await File.WriteAllTextAsync(_cli.Path("pairs.csv"), "question,sql\nHow busy were we?,SELECT COUNT(*) AS n FROM orders\nDrop it,DROP TABLE orders\n");
        var report = (await _cli.RunAsync("pairs", "import", "--db", "sample", "--file", _cli.Path("pairs.csv"), "--json")).ShouldExit(0).Json;
        report["kept"]!.GetValue<int>().ShouldBe(1);
        report["pairs"]![1]!["code"]!.GetValue<string>().ShouldBe("not-a-select");

        var pair = (await _cli.RunAsync("pairs", "list", "--db", "sample", "--json")).ShouldExit(0).Json["pairs"]!.AsArray().ShouldHaveSingleItem()!;
        pair["generator"]!.GetValue<string>().ShouldBe("imported");
        (await _cli.RunAsync("pairs", "export", "--db", "sample", "--output", _cli.Path("out.yaml"))).ShouldExit(0);
        (await _cli.RunAsync("pairs", "import", "--db", "sample", "--file", _cli.Path("out.yaml"), "--lang", "zh")).ShouldExit(0).Output.ShouldContain("重复 1 条");

        (await _cli.RunAsync("pairs", "publish", (string)pair["memory_id"]!, "--user", "stranger")).ShouldExit(1).Errors.ShouldContain("memory-not-found");
        (await _cli.RunAsync("pairs", "publish", (string)pair["memory_id"]!)).ShouldExit(0);
        (await _cli.RunAsync("ask", "How busy were we?", "--db", "sample", "--user", "colleague", "--json")).ShouldExit(0).Json["sql"]!.GetValue<string>().ShouldBe("SELECT COUNT(*) AS n FROM orders");
    }

    [Fact]
    public async Task What_was_called_wrong_is_said_to_be_so_with_the_command_that_mends_it()
    {
        await File.WriteAllTextAsync(_cli.Path("pairs.json"), """[{"question": "How many orders are there?", "sql": "SELECT COUNT(*) FROM orders"}]""");
        var import = (await _cli.RunAsync("pairs", "import", "--db", "sample", "--file", _cli.Path("pairs.json"), "--json")).ShouldExit(0).Json;
        var id = (string)import["pairs"]![0]!["memory_id"]!;
        (await _cli.RunAsync("feedback", id, "--wrong")).ShouldExit(0);
        (await _cli.RunAsync("ask", "How many orders are there?", "--db", "sample")).ShouldExit(0).Output.ShouldContain($"memori feedback {id} --sql");
        (await _cli.RunAsync("memory", "show", id)).ShouldExit(0).Output.ShouldContain("archived");
    }

    [Theory]
    [InlineData("pairs", "import", "--db", "sample")]
    [InlineData("pairs", "import", "--file", "x.json")]
    [InlineData("pairs", "publish")]
    public async Task Wrong_usage_exits_with_two(params string[] arguments) => (await _cli.RunAsync(arguments)).ShouldExit(2).Output.ShouldBeEmpty();
}
