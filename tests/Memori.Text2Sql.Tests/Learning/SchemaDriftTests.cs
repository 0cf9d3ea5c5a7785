using Memori.Text2Sql.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.Tests.Learning;

/// <summary>What becomes of verified pairs when the database changes between questions.</summary>
public sealed class SchemaDriftTests
{
    private const string Books =
        """
        CREATE TABLE books (id INTEGER PRIMARY KEY, title TEXT, pages INTEGER, price REAL);
        CREATE TABLE readers (id INTEGER PRIMARY KEY, name TEXT, city TEXT);
        INSERT INTO books VALUES (1, 'A', 100, 9.5), (2, 'B', 300, 20), (3, 'C', 500, 40);
        INSERT INTO readers VALUES (1, 'Ann', 'Paris'), (2, 'Bo', 'Rome');
        """;

    [Theory]
    [InlineData("ALTER TABLE books RENAME COLUMN price TO cost", "column-renamed", "cost")]
    [InlineData("ALTER TABLE books DROP COLUMN price", "column-removed", "price")]
    [InlineData("ALTER TABLE books RENAME TO volumes", "table-renamed", "volumes")]
    [InlineData("DROP TABLE books", "table-removed", "books")]
    public async Task A_pair_that_reads_what_is_gone_is_archived_with_the_reason(string change, string code, string word)
    {
        await using var host = await AskHost.StartAsync();
        var path = Create(host);
        var touched = await host.AskAsync("What is the average price of books?", target: path);
        var untouched = await host.AskAsync("How many readers are in Paris?", target: path);
        touched.LearnedMemoryId.ShouldNotBeNull();
        untouched.LearnedMemoryId.ShouldNotBeNull();
        var proof = (await Memory(host, untouched.LearnedMemoryId))["proof"]!.ToJsonString();

        Run(path, change);
        await host.AskAsync("How many readers are there?", target: path);
        (await host.Jobs.RunDueAsync(Token)).ShouldBe(1);

        (await host.Memory.GetAsync(User, touched.LearnedMemoryId, Token))!.Status.ShouldBe(MemoryStatus.Archived);
        var reason = (await Memory(host, touched.LearnedMemoryId))["archived"]!;
        reason["code"]!.GetValue<string>().ShouldBe(code);
        reason["detail"]!.GetValue<string>().ShouldContain(word);
        (await host.Memory.GetAsync(User, untouched.LearnedMemoryId, Token))!.Status.ShouldBe(MemoryStatus.Active);
        (await Memory(host, untouched.LearnedMemoryId))["proof"]!.ToJsonString().ShouldBe(proof);
        (await host.AskAsync("How many readers are in Rome?", target: path)).Generator.ShouldBe("remembered");
    }

    [Fact]
    public async Task A_pair_that_reads_what_changed_and_still_runs_gets_a_new_proof()
    {
        await using var host = await AskHost.StartAsync();
        var path = Create(host);
        var answer = await host.AskAsync("How many readers are in Paris?", target: path);
        var before = (await Memory(host, answer.LearnedMemoryId!))["proof"]!;
        Run(path, """
            DROP TABLE readers; CREATE TABLE readers (id INTEGER PRIMARY KEY, name TEXT, city VARCHAR(20), since INTEGER);
            INSERT INTO readers VALUES (1, 'Ann', 'Paris', 2020), (2, 'Bo', 'Rome', 2021);
            """);
        host.Time.Advance(TimeSpan.FromHours(1));
        await host.AskAsync("How many books are there?", target: path);
        await host.Jobs.RunDueAsync(Token);
        var after = (await Memory(host, answer.LearnedMemoryId!))["proof"]!;
        after["schema_hash"]!.GetValue<string>().ShouldNotBe(before["schema_hash"]!.GetValue<string>());
        after["verified_at"]!.GetValue<string>().ShouldNotBe(before["verified_at"]!.GetValue<string>());
        after["reads"]!.ToJsonString().ShouldContain("VARCHAR(20)");
    }

    [Fact]
    public async Task Until_the_work_is_done_a_stale_pair_answers_only_when_it_still_runs()
    {
        await using var host = await AskHost.StartAsync();
        var path = Create(host);
        const string Question = "What is the average price of books?";
        await host.AskAsync(Question, target: path);
        Run(path, "ALTER TABLE books ADD COLUMN year INTEGER");
        (await host.AskAsync(Question, target: path)).Generator.ShouldBe("remembered");
        Run(path, "ALTER TABLE books RENAME COLUMN price TO cost");
        var again = await host.AskAsync(Question, target: path);
        again.Generator.ShouldNotBe("remembered");
        (again.Sql ?? "").ShouldNotContain("price");
    }

    private static string Create(AskHost host)
    {
        var path = host.File("books.sqlite");
        Run(path, Books);
        return path;
    }

    private static void Run(string path, string script)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }

    private static async Task<System.Text.Json.Nodes.JsonObject> Memory(AskHost host, string id) => (await host.Memory.GetAsync(User, id, Token))!.Metadata!;

    private static Scope User => Scope.Create("u", "s");

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
