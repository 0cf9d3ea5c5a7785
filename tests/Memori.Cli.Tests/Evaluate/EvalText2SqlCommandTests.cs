using System.Text.Json.Nodes;

namespace Memori.Cli.Tests.Evaluate;

public sealed class EvalText2SqlCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_suite_of_ones_own_questions_tells_what_changed_since_the_last_run()
    {
        await SuiteAsync("SELECT COUNT(*) FROM orders", "SELECT COUNT(*) FROM customers");
        var first = (await RunAsync()).ShouldExit(0).Json;
        first["baseline"].ShouldBeNull();
        first["groups"]![0]!["right"]!.GetValue<int>().ShouldBe(2);
        first["groups"]![0]!["interval"]!["low"]!.GetValue<double>().ShouldBeInRange(0.3, 0.4);

        await SuiteAsync("SELECT COUNT(*) FROM orders", "SELECT COUNT(*) + 1 FROM customers");
        var second = (await RunAsync("--report", _cli.Path("report.md"))).ShouldExit(0).Json;
        second["baseline"]!.GetValue<string>().ShouldBe(first["run"]!.GetValue<string>());
        var broken = second["changes"]!.AsArray().Where(c => (string)c!["kind"]! == "broken").ShouldHaveSingleItem()!;
        broken["question"]!.GetValue<string>().ShouldBe("一共有多少客户?");
        (await File.ReadAllTextAsync(_cli.Path("report.md"))).ShouldContain("## broken (1)");

        (await RunAsync("--fail-on-broken", "--baseline", first["run"]!.GetValue<string>())).ShouldExit(1);
        (await RunAsync("--fail-on-broken")).ShouldExit(0);
        (await RunAsync("--baseline", "no-such-run")).ShouldExit(1).Errors.ShouldContain("evaluation-run");
    }

    [Fact]
    public async Task What_a_person_called_right_is_a_suite_and_no_question_uses_its_own_memory()
    {
        (await _cli.RunAsync("eval", "text2sql", "--from-memory", "--db", "sample")).ShouldExit(1).Errors.ShouldContain("evaluation-set");
        var easy = (await _cli.RunAsync("ask", "How many stores are there?", "--db", "sample", "--json")).ShouldExit(0).Json;
        (await _cli.RunAsync("feedback", (string)easy["learned_memory_id"]!, "--right")).ShouldExit(0);
        await File.WriteAllTextAsync(_cli.Path("hard.jsonl"), """{"question": "How did we do, all in all?", "sql": "SELECT COUNT(*) AS n FROM orders"}""" + "\n");
        var hard = (await _cli.RunAsync("pairs", "import", "--db", "sample", "--file", _cli.Path("hard.jsonl"), "--json")).ShouldExit(0).Json;
        (await _cli.RunAsync("feedback", (string)hard["pairs"]![0]!["memory_id"]!, "--right")).ShouldExit(0);

        foreach (var memory in new[] { Array.Empty<string>(), ["--with-memory"] })
        {
            var report = (await _cli.RunAsync(["eval", "text2sql", "--from-memory", "--db", "sample", "--json", .. memory])).ShouldExit(0).Json;
            report["groups"]![0]!["questions"]!.GetValue<int>().ShouldBe(2);
            report["groups"]![0]!["right"]!.GetValue<int>().ShouldBe(1);
        }

        (await _cli.RunAsync("pairs", "list", "--db", "sample", "--json")).ShouldExit(0).Json["pairs"]!.AsArray().Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_set_over_many_databases_gives_predictions_a_line_each()
    {
        (await _cli.RunAsync("sample", "--output", _cli.Path("dbs/shop/shop.sqlite"), "--today", "2026-06-30")).ShouldExit(0);
        await File.WriteAllTextAsync(_cli.Path("set.json"), """[{"db_id": "shop", "question": "How many orders are there?", "query": "SELECT COUNT(*) FROM orders", "asked_at": "2026-06-30"}]""");
        (await _cli.RunAsync("eval", "text2sql", "--questions", _cli.Path("set.json"), "--databases", _cli.Path("dbs"), "--predictions", _cli.Path("out.jsonl"), "--min-accuracy", "1")).ShouldExit(0);
        var line = JsonNode.Parse((await File.ReadAllLinesAsync(_cli.Path("out.jsonl"))).ShouldHaveSingleItem())!;
        line["index"]!.GetValue<int>().ShouldBe(0);
        line["sql"]!.GetValue<string>().ShouldContain("COUNT(*)");
    }

    [Theory]
    [InlineData("eval", "text2sql", "--db", "sample")]
    [InlineData("eval", "text2sql", "--questions", "q.json")]
    [InlineData("eval", "text2sql", "--questions", "q.json", "--db", "sample", "--databases", "d")]
    [InlineData("eval", "text2sql", "--from-memory", "--databases", "d")]
    public async Task Wrong_usage_exits_with_two(params string[] arguments) => (await _cli.RunAsync(arguments)).ShouldExit(2).Output.ShouldBeEmpty();

    [Fact]
    public async Task A_part_of_the_Claude_generator_that_there_is_not_is_a_mistake_of_use()
    {
        await SuiteAsync("SELECT COUNT(*) FROM orders", "SELECT COUNT(*) FROM customers");
        (await RunAsync("--set", "samples=off", "--set", "no-such-part=off")).ShouldExit(2).Errors.ShouldContain("unknown-part");
        (await RunAsync("--set", "samples=off", "--set", "judge=off")).ShouldExit(0);
    }

    private Task SuiteAsync(string orders, string customers) => File.WriteAllTextAsync(_cli.Path("suite.yaml"), $"""
        questions:
        - question: How many orders are there?
          sql: {orders}
          language: en
        - question: 一共有多少客户?
          sql: {customers}
          language: zh
        """);

    private Task<CliResult> RunAsync(params string[] more) => _cli.RunAsync(["eval", "text2sql", "--questions", _cli.Path("suite.yaml"), "--db", "sample", "--json", .. more]);
}
