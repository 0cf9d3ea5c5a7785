using System.Text.Json.Nodes;

namespace Memori.Cli.Tests.Memories;

public sealed class MemoryCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_memory_is_added_found_shown_listed_and_forgotten()
    {
        var added = (await Run("add", "收入请用欧元显示", "--kind", "preference", "--importance", "0.9", "--metadata", """{"a":1}""", "--json")).ShouldExit(0).Json;
        var id = (string)added["id"]!;
        added["kind"]!.GetValue<string>().ShouldBe("preference");

        var found = (await Run("search", "欧元", "--limit", "3", "--kind", "preference", "--explain", "--json")).ShouldExit(0).Json;
        found["results"]![0]!["memory"]!["id"]!.GetValue<string>().ShouldBe(id);
        found["results"]![0]!["explanation"]!["terms"]!.AsArray().ShouldNotBeEmpty();
        (await Run("show", id, "--json")).ShouldExit(0).Json["metadata"]!["a"]!.GetValue<int>().ShouldBe(1);
        (await Run("list", "--kind", "preference", "--json")).ShouldExit(0).Json["memories"]!.AsArray().Count.ShouldBe(1);
        (await Run("stats", "--json")).ShouldExit(0).Json["total_memories"]!.GetValue<int>().ShouldBe(1);

        (await Run("show", id, "--user", "other")).ShouldExit(1).Errors.ShouldContain("memory-not-found");
        (await Run("list", "--user", "other")).ShouldExit(0).Output.ShouldContain("--user names another user: local");
        (await Run("forget", id, "--user", "other")).ShouldExit(1).Errors.ShouldContain("memory-not-found");
        (await Run("forget", id, "--json")).ShouldExit(0).Json["deleted"]!.GetValue<int>().ShouldBe(1);
        (await Run("show", id)).ShouldExit(1).Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_exchange_is_observed_understood_corrected_and_restored()
    {
        await Run("observe", "--said", "By active customer we mean someone who ordered in the last 90 days.", "--answered", "Noted.", "--id", "x1", "--session", "s1");
        await Run("observe", "--said", "Actually, by active customer we mean someone who ordered in the last 60 days.", "--id", "x2", "--session", "s2");

        var rules = (await Run("list", "--kind", "rule", "--json")).ShouldExit(0).Json["memories"]!.AsArray();
        var current = rules.ShouldHaveSingleItem()!;
        current["content"]!.GetValue<string>().ShouldContain("60");
        (await Run("wake", "--json")).ShouldExit(0).Json["memories"]!.AsArray().ShouldHaveSingleItem();

        var versions = (await Run("history", (string)current["id"]!, "--json")).ShouldExit(0).Json["versions"]!.AsArray();
        versions.Count.ShouldBe(2);
        var first = (string)versions[0]!["memory"]!["id"]!;
        (await Run("restore", first, "--lang", "zh")).ShouldExit(0).Output.ShouldContain(first);
        (await Run("list", "--kind", "rule", "--json")).Json["memories"]!.AsArray().ShouldHaveSingleItem()!["id"]!.GetValue<string>().ShouldBe(first);

        (await Run("archive", first)).ShouldExit(0);
        (await Run("search", "active customer", "--kind", "rule", "--json")).Json["results"]!.AsArray().ShouldBeEmpty();
        (await Run("search", "active customer", "--kind", "rule", "--archived", "--json")).Json["results"]!.AsArray().ShouldNotBeEmpty();
        (await Run("history", first, "--user", "other")).ShouldExit(1).Errors.ShouldContain("memory-not-found");
    }

    [Fact]
    public async Task A_session_is_cleared_without_what_belongs_to_the_user()
    {
        await Run("add", "A turn.", "--kind", "conversation", "--session", "s1");
        await Run("add", "Only here.", "--session-bound", "--session", "s1");
        await Run("add", "I like tea.", "--kind", "preference", "--session", "s1");
        (await Run("forget", "--session", "s1", "--all", "--lang", "en")).ShouldExit(0).Output.ShouldContain("2 memories");
        (await Run("list", "--json")).Json["memories"]!.AsArray().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_was_exported_is_imported_as_often_as_one_likes()
    {
        await Run("add", "The fiscal year starts in April. 财年四月开始。", "--id", "fy");
        await Run("add", "The fiscal year starts in April. 财年四月开始。", "--id", "fy");
        var file = _cli.Path("memories.jsonl");
        (await Run("export", "--output", file)).ShouldExit(0).Output.ShouldBeEmpty();
        var lines = (await Run("export")).ShouldExit(0).Output;
        lines.ShouldBe(await File.ReadAllTextAsync(file));
        JsonNode.Parse(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem())!["id"]!.GetValue<string>().ShouldBe("fy");
        for (var i = 0; i < 2; i++)
        {
            (await Run("import", file, "--user", "other", "--json")).ShouldExit(0).Json["imported"]!.GetValue<int>().ShouldBe(1);
            (await Run("export", "--user", "other")).Output.ShouldBe(lines);
        }
    }

    [Fact]
    public async Task In_a_terminal_it_speaks_the_persons_language_and_lets_no_escape_through()
    {
        var evil = "red \u001b[31m alert \u202e [bold]markup[/]";
        (await Run("add", evil, "--lang", "zh")).ShouldExit(0).Output.ShouldContain("已记住");
        foreach (var command in new[] { new[] { "list" }, ["search", "alert"] })
        {
            var shown = (await Run([.. command, "--lang", "zh"])).ShouldExit(0).Output;
            shown.ShouldContain("内容");
            shown.ShouldContain("[bold]markup[/]");
            shown.ShouldNotContain('\u001b');
            shown.ShouldNotContain('\u202e');
        }

        (await Run("stats", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("记忆数");
    }

    [Theory]
    [InlineData("add")]
    [InlineData("add", "  ")]
    [InlineData("add", "x", "--kind", "nonsense")]
    [InlineData("add", "x", "--importance", "2")]
    [InlineData("add", "x", "--importance", "high")]
    [InlineData("add", "x", "--metadata", "[1]")]
    [InlineData("add", "x", "--metadata", "{")]
    [InlineData("add", "x", "--session-bound")]
    [InlineData("search", "x", "--limit", "0")]
    [InlineData("list", "--offset", "-1")]
    [InlineData("forget")]
    [InlineData("forget", "--all")]
    [InlineData("forget", "id", "--session", "s", "--all")]
    [InlineData("stats", "--user", "")]
    [InlineData("nonsense")]
    public async Task Wrong_usage_exits_with_two_and_nothing_on_stdout(params string[] arguments)
    {
        var result = (await Run(arguments)).ShouldExit(2);
        result.Output.ShouldBeEmpty();
        result.Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_missing_or_broken_import_says_so()
    {
        (await Run("import", _cli.Path("nothing.jsonl"))).ShouldExit(1).Errors.ShouldContain("nothing.jsonl");
        await File.WriteAllTextAsync(_cli.Path("broken.jsonl"), "{\"id\":\"a\",\"content\":\"x\",\"kind\":\"fact\"}\nbroken\n");
        (await Run("import", _cli.Path("broken.jsonl"))).ShouldExit(2).Errors.ShouldContain("2");
        await File.WriteAllTextAsync(_cli.Path("folder"), "");
        (await Run("export", "--output", _cli.Path("folder/x"))).ShouldExit(1);
    }

    private Task<CliResult> Run(params string[] arguments) => _cli.RunAsync(["memory", .. arguments]);
}
