namespace Memori.Cli.Tests.DataSources;

public sealed class DataSourceCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task AddAnnotateShowSyncRenameRemove()
    {
        await File.WriteAllTextAsync(_cli.Path("sales.csv"), "city,amount\nParis,3\nRome,4\n");
        await File.WriteAllTextAsync(_cli.Path("notes.yaml"), "tables:\n- table: sales\n  synonyms: [Umsatz, 销售]\n  columns:\n  - column: CITY\n    values: none\nglossary:\n- term: big\n  definition: Above three\n  table: sales\n  sql: amount > 3\n");

        var added = (await _cli.RunAsync("datasource", "add", "sales.csv", "--name", "Sales", "--json")).ShouldExit(0).Json;
        ((int)added["id"]!, (string)added["name"]!, (bool)added["has_password"]!).ShouldBe((2, "Sales", false));
        (await _cli.RunAsync("datasource", "annotate", "--db", "sales.csv", "--file", "notes.yaml", "--json")).ShouldExit(0)
            .Json["tables"]![0]!["columns"]![0]!["column"]!.GetValue<string>().ShouldBe("city");
        (await _cli.RunAsync("datasource", "annotate", "--db", "sales.csv")).ShouldExit(0).Output.ShouldContain("synonyms: [Umsatz, 销售]");
        var schema = (await _cli.RunAsync("schema", "show", "--db", "sales.csv", "--json")).ShouldExit(0).Json;
        ((string)schema["glossary"]![0]!["term"]!, (string)schema["tables"]![0]!["columns"]![0]!["values"]!).ShouldBe(("big", "none"));
        (await _cli.RunAsync("schema", "show", "--db", "sales.csv", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("销售");

        await File.WriteAllTextAsync(_cli.Path("sales.csv"), "city,total\nParis,3\n");
        var sync = (await _cli.RunAsync("schema", "sync", "--db", "sales.csv", "--json")).ShouldExit(0).Json;
        sync["changes"]!.AsArray().Select(change => (string)change!["kind"]!).ShouldBe(["column_removed", "column_added"]);
        ((string)sync["issues"]![0]!["code"]!).ShouldBe("term-does-not-fit");

        ((string)(await _cli.RunAsync("datasource", "rename", "2", "Takings", "--json")).ShouldExit(0).Json["name"]!).ShouldBe("Takings");
        (await _cli.RunAsync("datasource", "show", "sales.csv")).ShouldExit(0).Output.ShouldContain("Takings");
        ((bool)(await _cli.RunAsync("datasource", "test", "2", "--json")).ShouldExit(0).Json["ok"]!).ShouldBeTrue();
        (await _cli.RunAsync("datasource", "remove", "sales.csv")).ShouldExit(0);
        (await _cli.RunAsync("datasource", "show", "2")).ShouldExit(1).Errors.ShouldContain("datasource-not-found");
        File.Exists(_cli.Path("sales.csv")).ShouldBeTrue();
    }

    [Fact]
    public async Task Faults_AreSentences()
    {
        (await _cli.RunAsync("datasource", "remove", "sample")).ShouldExit(2).Errors.ShouldContain("datasource-sample");
        (await _cli.RunAsync("datasource", "test", "postgres://u:canary-1@127.0.0.1:1/db", "--lang", "zh")).ShouldExit(1)
            .ShouldSatisfyAllConditions(result => result.Output.ShouldContain("无法连接"), result => (result.Output + result.Errors).ShouldNotContain("canary"));
        (await _cli.RunAsync("datasource", "add", "data/memori.db")).ShouldExit(1).Errors.ShouldContain("datasource-own-state");
        (await _cli.RunAsync("datasource", "grant-sql", "--db", "sample")).ShouldExit(2).Errors.ShouldContain("datasource-not-postgres");
    }

    [Fact]
    public async Task ScheduledBackups_AreNoDatasources_WhereverTheyAre()
    {
        _cli.Environment["MEMORI_BACKUP_DIR"] = Directory.CreateDirectory(_cli.Path("disk")).FullName;
        (await _cli.RunAsync("jobs", "run", "backup")).ShouldExit(0);
        var copy = Directory.GetFiles(_cli.Path("disk")).ShouldHaveSingleItem();
        (await _cli.RunAsync("datasource", "add", copy)).ShouldExit(1).Errors.ShouldContain("datasource-own-state");
    }

    [Fact]
    public async Task PostgresPassword_IsKeptSealed_GrantedAndRotated()
    {
        var url = Environment.GetEnvironmentVariable("MEMORI_TEST_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(url), "MEMORI_TEST_POSTGRES is not set; eng/postgres.sh start prints a URL for it.");
        var password = new Uri(url!).UserInfo.Split(':', 2)[1];

        var added = (await _cli.RunAsync("datasource", "add", url!)).ShouldExit(0);
        var script = (await _cli.RunAsync("datasource", "grant-sql", "--db", url!, "--role", "a\"b", "--no-login")).ShouldExit(0);
        var rotated = (await _cli.RunAsync("datasource", "rotate-key", "--json")).ShouldExit(0);
        var tested = (await _cli.RunAsync("datasource", "test", "2", "--json")).ShouldExit(0);
        var listed = (await _cli.RunAsync("datasource", "list")).ShouldExit(0);

        ((int)rotated.Json["sealed"]!).ShouldBe(1);
        script.Output.ShouldContain("ALTER ROLE \"a\"\"b\" NOLOGIN");
        foreach (var result in new[] { added, script, rotated, tested, listed })
        {
            (result.Output + result.Errors).ShouldNotContain(password);
        }
    }
}
