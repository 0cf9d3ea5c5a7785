namespace Memori.Cli.Tests.Audit;

public sealed class AuditCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task What_was_asked_run_and_administered_is_listed_verified_exported_and_forgotten()
    {
        (await _cli.RunAsync("sql", "SELECT count(*) FROM customers", "--db", "sample", "--user", "anna", "--json")).ShouldExit(0);
        (await _cli.RunAsync("sql", "DROP TABLE customers", "--db", "sample", "--user", "anna")).ShouldExit(3);
        (await _cli.RunAsync("keys", "create", "--user", "anna", "--name", "laptop", "--json")).ShouldExit(0);
        (await _cli.RunAsync("keys", "revoke", "mk-nothing")).ShouldExit(1);

        var entries = (await _cli.RunAsync("audit", "list", "--json")).ShouldExit(0).Json["entries"]!.AsArray();
        entries.Select(entry => $"{entry!["kind"]} {entry["outcome"]} {entry["code"]} {entry["user_id"]}").ShouldBe(
            ["revoke-key refused key-not-found ", "create-key ok  anna", "execute-sql refused not-a-select anna", "execute-sql ok  anna"]);
        entries.ShouldAllBe(entry => entry!["actor"]!.GetValue<string>() == "cli");
        var key = entries[1]!["details"]!;
        key["prefix"]!.GetValue<string>().ShouldStartWith("mk-");
        (key["role"]!.GetValue<string>(), key["command"]!.GetValue<string>(), key["expires_at"]).ShouldBe(("user", "keys create", null));
        entries[3]!["statements"]!.AsArray().Single()!.GetValue<string>().ShouldContain("customers");
        (await _cli.RunAsync("audit", "list", "--text", "DROP", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("操作者");

        (await _cli.RunAsync("audit", "verify", "--json")).ShouldExit(0).Json["whole"]!.GetValue<bool>().ShouldBeTrue();
        (await _cli.RunAsync("audit", "export", "--format", "csv", "--output", _cli.Path("audit.csv"))).ShouldExit(0);
        (await File.ReadAllLinesAsync(_cli.Path("audit.csv"))).Length.ShouldBe(5);

        (await _cli.RunAsync("users", "forget", "anna")).ShouldExit(2);
        var forgotten = (await _cli.RunAsync("users", "forget", "anna", "--yes", "--json")).ShouldExit(0).Json;
        forgotten["deleted"]!["keys"]!.GetValue<int>().ShouldBe(1);
        forgotten["deleted"]!["audit"]!.GetValue<int>().ShouldBe(3);
        (await _cli.RunAsync("audit", "list", "--user", "anna", "--json")).ShouldExit(0).Json["entries"]!.AsArray().ShouldBeEmpty();
        (await _cli.RunAsync("audit", "verify")).ShouldExit(0).Output.ShouldContain("✓");
    }
}
