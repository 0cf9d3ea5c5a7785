using Memori.Cli.Tests.Serve;
using Memori.Postgres;
using Memori.Sqlite;
using Memori.Storage;

namespace Memori.Cli.Tests.State;

/// <summary>The commands on the whole state where PostgreSQL keeps it.</summary>
public sealed class PostgresStateTests : IDisposable
{
    private const int Rows = 120_000;

    private static readonly string Multiply = $"""
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Rows})
        INSERT INTO memory (owner_kind, owner_id, id, sequence, version, content, content_key, kind, mode, layer, status, importance, feedback, confidence, token_count, access_count, created_at, updated_at)
        SELECT m.owner_kind, 'many', 'm' || i, i, 1, m.content || i, m.content_key || i, m.kind, m.mode, m.layer, m.status, m.importance, m.feedback, m.confidence, m.token_count, 0, m.created_at, m.updated_at
        FROM memory AS m CROSS JOIN n
        """;

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
        moved.Errors.ShouldContain("100 % copied, ");
        moved.Errors.ShouldContain("100 % compared, ");
        (await _cli.RunAsync("migrate-store", "--from", "sqlite:moved/memori.db", "--to", server.Url)).ShouldExit(2).Errors.ShouldContain("state-not-empty");
        var back = (await _cli.RunAsync("migrate-store", "--from", "sqlite:moved/memori.db", "--to", server.Url, "--force", "--json")).ShouldExit(0);
        back.Output.ShouldBe(moved.Output, "the same rows, with the same sums");
        _cli.Environment["MEMORI_DATABASE_URL"] = "sqlite:moved/memori.db";
        await ShouldBeWholeAsync();
        _cli.Environment["MEMORI_DATABASE_URL"] = server.Url;
        await ShouldBeWholeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_move_that_is_killed_goes_on_where_it_was(bool toPostgres)
    {
        await using var server = await StateServer.StartAsync();
        var file = "sqlite:embedded/memori.db";
        _cli.Environment["MEMORI_DATABASE_URL"] = toPostgres ? file : server.Url;
        (await _cli.RunAsync("memory", "add", "财年四月开始。", "--id", "fy")).ShouldExit(0);
        if (toPostgres)
        {
            await using var database = await SqliteDatabase.OpenAsync(_cli.Path("embedded/memori.db"), TimeProvider.System, TestContext.Current.CancellationToken);
            await MultiplyAsync(database);
        }
        else
        {
            await using var database = await PostgresDatabase.OpenAsync(new PostgresOptions { Url = server.Url }, TimeProvider.System, TestContext.Current.CancellationToken);
            await MultiplyAsync(database);
        }

        var (from, to) = toPostgres ? (file, server.Url) : (server.Url, file);
        using (var move = _cli.Start("migrate-store", "--from", from, "--to", to, "--json"))
        {
            // A step of ten thousand rows is kept when its line comes; there are a dozen.
            while (await move.StandardError.ReadLineAsync() is { } line && !line.Contains($"memory: 20000 of {Rows + 1} rows", StringComparison.Ordinal))
            {
            }

            move.Kill();
            await move.WaitForExitAsync();
            move.ExitCode.ShouldNotBe(0, "it was not through");
        }

        _cli.Environment["MEMORI_DATABASE_URL"] = to;
        (await _cli.RunAsync("memory", "show", "fy")).ShouldExit(1).Errors.ShouldContain("state-unfinished");
        (await _cli.RunAsync("serve", "--urls", "http://127.0.0.1:0")).ShouldExit(1).Errors.ShouldContain("state-unfinished");
        var moved = (await _cli.RunAsync("migrate-store", "--from", from, "--to", to, "--json")).ShouldExit(0);
        moved.Json["resumed_rows"]!.GetValue<long>().ShouldBeInRange(20_000, Rows);
        moved.Json["tables"]!.AsArray().Single(table => table!["name"]!.GetValue<string>() == "memory")!["rows"]!.GetValue<long>().ShouldBe(Rows + 1);
        (await _cli.RunAsync("memory", "show", "fy")).ShouldExit(0).Output.ShouldContain("财年四月开始。");
        (await _cli.RunAsync("migrate-store", "--from", from, "--to", to)).ShouldExit(2).Errors.ShouldContain("state-not-empty");
    }

    /// <summary>Makes many of the memory that there is.</summary>
    private static Task<int> MultiplyAsync(IDatabase database) => database.WriteAsync((transaction, token) => transaction.ExecuteAsync(Multiply, token), TestContext.Current.CancellationToken);

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
