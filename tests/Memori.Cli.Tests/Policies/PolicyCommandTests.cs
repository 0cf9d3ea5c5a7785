namespace Memori.Cli.Tests.Policies;

public sealed class PolicyCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Policy_FromCheckToRemove()
    {
        await File.WriteAllTextAsync(_cli.Path("bad.yaml"), "version: 1\nrules:\n  - table: nowhere");
        await File.WriteAllTextAsync(_cli.Path("good.yaml"), "version: 1\nrules:\n  - table: customers\n    for: role:analyst\n    rows: id = caller('row')\n  - { table: payments, deny: true }\n");

        (await _cli.RunAsync("policy", "check", "--db", "sample", "--file", _cli.Path("bad.yaml"))).ShouldExit(1).Errors.ShouldContain("rules[0].table");
        (await _cli.RunAsync("policy", "set", "--db", "sample", "--file", _cli.Path("bad.yaml"))).ShouldExit(2).Errors.ShouldContain("policy-invalid");
        (await _cli.RunAsync("policy", "set", "--db", "sample", "--file", _cli.Path("good.yaml"), "--json")).ShouldExit(0).Json["version"]!.GetValue<int>().ShouldBe(1);
        (await _cli.RunAsync("policy", "show", "--db", "sample")).ShouldExit(0).Output.ShouldContain("for: role:analyst");
        (await _cli.RunAsync("policy", "preview", "--db", "sample", "--user", "a", "--role", "analyst", "--attribute", "row=7", "--sql", "SELECT * FROM customers"))
            .ShouldExit(0).Output.ShouldContain("WHERE customers.id = 7 LIMIT -1");
        (await _cli.RunAsync("sql", "SELECT count(*) FROM customers", "--db", "sample", "--user", "a", "--role", "analyst", "--attribute", "row=7", "--json"))
            .ShouldExit(0).Json["rows"]![0]![0]!.GetValue<int>().ShouldBe(1);
        (await _cli.RunAsync("sql", "SELECT count(*) FROM customers", "--db", "sample", "--role", "analyst")).ShouldExit(3).Errors.ShouldContain("missing-attribute");
        (await _cli.RunAsync("sql", "SELECT 1", "--db", "sample", "--attribute", "row")).ShouldExit(2);
        (await _cli.RunAsync("policy", "remove", "--db", "sample", "--if-version", "9")).ShouldExit(1);
        (await _cli.RunAsync("policy", "remove", "--db", "sample", "--json")).ShouldExit(0).Json["version"]!.GetValue<int>().ShouldBe(2);
    }
}
