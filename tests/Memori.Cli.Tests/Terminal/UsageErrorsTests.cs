namespace Memori.Cli.Tests.Terminal;

public sealed class UsageErrorsTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Theory]
    [InlineData("--limit needs a whole number from 1 to 1000.", "audit", "list", "--limit", "x")]
    [InlineData("--limit needs a whole number from 1 to 10000.", "jobs", "--limit", "1e99")]
    [InlineData("--hours", "stats", "--hours", "")]
    [InlineData("--days", "usage", "--days", "0")]
    [InlineData("--datasource needs a whole number, at least 1.", "keys", "create", "--user", "a", "--datasource", "abc")]
    [InlineData("--before", "audit", "list", "--before", "x")]
    [InlineData("--limit can be given only once.", "audit", "list", "--limit", "1", "--limit", "2")]
    [InlineData("--role can't be 'boss'. It is one of: admin, service, user.", "keys", "create", "--role", "boss")]
    [InlineData("Did you mean health?", "heath")]
    [InlineData("Did you mean report?", "stats", "reprot")]
    [InlineData("<file> is missing.", "restore")]
    [InlineData("--db is needed.", "ask", "how many?")]
    [InlineData("Say what to do: list", "audit")]
    [InlineData("--daily can be given only once.", "usage", "limit", "--user", "a", "--daily", "1", "--daily", "2")]
    [InlineData("'perhaps' is not known here.", "users", "forget", "ann", "--yes=perhaps")]
    [InlineData("--expires needs a length of time", "keys", "create", "--user", "a", "--expires", "soon")]
    [InlineData("no setting is called 'MEMORI_BOGUS'", "config", "check", "--set", "MEMORI_BOGUS=2")]
    public async Task A_mistake_is_one_sentence_that_names_the_option(string sentence, params string[] arguments)
    {
        var errors = (await _cli.RunAsync(arguments)).ShouldExit(2).Errors;
        errors.ShouldContain(sentence);
        errors.ShouldNotContain("System.");
        errors.ShouldNotContain(" · ");
        errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2, errors);
    }

    [Fact]
    public async Task Mistakes_are_said_in_the_language_of_the_reader_with_the_help_of_the_command()
    {
        _cli.Environment["LANG"] = _cli.Environment["LC_ALL"] = "zh_CN.UTF-8";
        var missing = (await _cli.RunAsync("restore")).ShouldExit(2).Errors;
        missing.ShouldBe("memori: 缺少 <file>。\nmemori restore --help\n", StringCompareShould.IgnoreLineEndings);
        (await _cli.RunAsync("audit", "list", "--limit", "x")).ShouldExit(2).Errors.ShouldBe(
            "memori: --limit 应为 1 到 1000 的整数。\nmemori audit list --help\n", StringCompareShould.IgnoreLineEndings);
        (await _cli.RunAsync("heath")).ShouldExit(2).Errors.ShouldContain("是否指 health?");
    }
}
