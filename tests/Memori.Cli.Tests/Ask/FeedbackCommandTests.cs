namespace Memori.Cli.Tests.Ask;

public sealed class FeedbackCommandTests : IDisposable
{
    private const string Question = "How many stores are there?";
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_correction_is_checked_run_and_used()
    {
        var id = (string)(await _cli.RunAsync("ask", Question, "--db", "sample", "--json")).ShouldExit(0).Json["learned_memory_id"]!;
        (await _cli.RunAsync("feedback", id, "--sql", "DROP TABLE stores")).ShouldExit(3);
        (await _cli.RunAsync("feedback", id, "--right", "--user", "other")).ShouldExit(1).Errors.ShouldContain("memory-not-found");
        (await _cli.RunAsync("feedback", id, "--right", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("已记录");

        const string Sql = "SELECT COUNT(*) AS how_many FROM stores WHERE id > 0";
        var corrected = (await _cli.RunAsync("feedback", id, "--sql", Sql, "--json")).ShouldExit(0).Json;
        corrected["verdict"]!.GetValue<string>().ShouldBe("right");
        var again = (await _cli.RunAsync("ask", Question, "--db", "sample", "--json")).ShouldExit(0).Json;
        again["sql"]!.GetValue<string>().ShouldBe(Sql);
        again["learned_memory_id"]!.GetValue<string>().ShouldBe((string)corrected["memory_id"]!);
    }

    [Theory]
    [InlineData("feedback")]
    [InlineData("feedback", "id")]
    [InlineData("feedback", "id", "--right", "--wrong")]
    public async Task Wrong_usage_exits_with_two(params string[] arguments) => (await _cli.RunAsync(arguments)).ShouldExit(2).Output.ShouldBeEmpty();
}
