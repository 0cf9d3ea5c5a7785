using Memori.Cli.Tests.Serve;

namespace Memori.Cli.Tests.State;

/// <summary>The commands on the whole state where PostgreSQL keeps it.</summary>
public sealed class PostgresStateTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_backup_is_restored_into_either_store_and_a_store_moves_to_the_other_and_back()
    {
        await using var server = await StateServer.StartAsync();
        _cli.Environment["MEMORI_DATABASE_URL"] = server.Url;
        await _cli.RunAsync("memory", "add", "财年四月开始。", "--id", "fy");
        (await _cli.RunAsync("ask", "How many customers are there?", "--db", "sample", "--user", "ann", "--json")).ShouldExit(0);
        (await _cli.RunAsync("keys", "create", "--role", "admin", "--json")).ShouldExit(0);
        var file = _cli.Path("copy.db");
        (await _cli.RunAsync("backup", file, "--json")).ShouldExit(0).Json["memories"]!.GetValue<int>().ShouldBeGreaterThan(1);
        (await _cli.RunAsync("backup", file)).ShouldExit(2).Errors.ShouldContain("backup-exists");
        (await _cli.RunAsync("memory", "forget", "fy")).ShouldExit(0);
        (await _cli.RunAsync("restore", file, "--yes", "--json")).ShouldExit(0);
        await ShouldBeWholeAsync();
        Directory.GetFiles(_cli.Path("data"), "*.db*").Select(Path.GetFileName).ShouldBe(["sample.db"], "no copy is left behind");

        await using (await ServiceProcess.StartAsync(_cli))
        {
            (await _cli.RunAsync("restore", file, "--yes")).ShouldExit(1).Errors.ShouldContain("state-in-use");
        }

        // Into the embedded store, from there into a file of its own and back.
        _cli.Environment["MEMORI_DATABASE_URL"] = "sqlite:embedded/memori.db";
        (await _cli.RunAsync("restore", file, "--yes", "--json")).ShouldExit(0);
        await ShouldBeWholeAsync();
        var moved = (await _cli.RunAsync("migrate-store", "--from", server.Url, "--to", "sqlite:moved/memori.db", "--json")).ShouldExit(0);
        moved.Errors.ShouldContain("memory: ");
        (await _cli.RunAsync("migrate-store", "--from", "sqlite:moved/memori.db", "--to", server.Url)).ShouldExit(2).Errors.ShouldContain("state-not-empty");
        var back = (await _cli.RunAsync("migrate-store", "--from", "sqlite:moved/memori.db", "--to", server.Url, "--force", "--json")).ShouldExit(0);
        back.Output.ShouldBe(moved.Output, "the same rows, with the same sums");
        _cli.Environment["MEMORI_DATABASE_URL"] = "sqlite:moved/memori.db";
        await ShouldBeWholeAsync();
        _cli.Environment["MEMORI_DATABASE_URL"] = server.Url;
        await ShouldBeWholeAsync();
    }

    private async Task ShouldBeWholeAsync()
    {
        (await _cli.RunAsync("memory", "show", "fy")).ShouldExit(0).Output.ShouldContain("财年四月开始。");
        (await _cli.RunAsync("audit", "verify")).ShouldExit(0);
        var findings = (await _cli.RunAsync("doctor", "--json")).Json["findings"]!.AsArray().Select(finding => finding!["code"]!.GetValue<string>());
        findings.Except(["row-security-off"]).ShouldBeEmpty("but that the test is the server's superuser");

        // Writing goes on after what is there.
        (await _cli.RunAsync("ask", "How many products are there?", "--db", "sample", "--user", "ann", "--json")).ShouldExit(0);
    }
}
