using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Memori.Cli.Tests.Serve;

public sealed class StartTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_state_of_a_newer_version_is_left_alone()
    {
        (await _cli.RunAsync("memory", "add", "I like tea.")).ShouldExit(0);
        await ChangeAsync("INSERT INTO schema_migration (library, number, name, applied_at) VALUES ('Memori.Server', 9999, 'later', '2030-01-01')");

        await RefusedAsync("state-newer");

        await ChangeAsync("DELETE FROM schema_migration WHERE number = 9999");
        (await _cli.RunAsync("memory", "list", "--json")).ShouldExit(0).Json["memories"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_damaged_state_is_said_in_one_sentence()
    {
        Directory.CreateDirectory(_cli.Path("data"));
        await File.WriteAllTextAsync(_cli.Path("data/memori.db"), string.Concat(Enumerable.Repeat("no database, but long enough to be one. ", 500)));

        await RefusedAsync("state-database-unreadable");
    }

    [Fact]
    public async Task A_place_that_can_not_be_written_is_said_in_one_sentence()
    {
        await File.WriteAllTextAsync(_cli.Path("data"), "a file where the folder should be");

        await RefusedAsync("state-not-writable");
    }

    private async Task RefusedAsync(string code)
    {
        foreach (var language in (string[])["en", "zh"])
        {
            var refused = (await _cli.RunAsync("serve", "--urls", "http://127.0.0.1:0", "--lang", language)).ShouldExit(1);
            refused.Output.ShouldBeEmpty();
            refused.Errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain($"[{code}]");
        }
    }

    private async Task ChangeAsync(string sql)
    {
        await using var connection = new SqliteConnection(string.Create(CultureInfo.InvariantCulture, $"Data Source={_cli.Path("data/memori.db")};Pooling=false"));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
