using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Learning;

/// <summary>Drift of a PostgreSQL database, in a schema beside public too.</summary>
public sealed class PostgresDriftTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task Pairs_that_read_what_was_renamed_are_archived_and_the_others_stay()
    {
        await postgres.RunAsync("""
            CREATE SCHEMA shop;
            CREATE TABLE shop.books (id integer PRIMARY KEY, title text, price numeric(8,2));
            CREATE TABLE readers (id integer PRIMARY KEY, name text, city text);
            INSERT INTO shop.books VALUES (1, 'A', 9.5), (2, 'B', 20);
            INSERT INTO readers VALUES (1, 'Ann', 'Paris'), (2, 'Bo', 'Rome');
            """);
        await using var host = await AskHost.StartAsync();
        var touched = await host.AskAsync("What is the average price of books?", target: postgres.Url);
        var untouched = await host.AskAsync("How many readers are in Paris?", target: postgres.Url);
        touched.Sql!.ShouldContain("shop.");

        await postgres.RunAsync("ALTER TABLE shop.books RENAME COLUMN price TO cost");
        await host.AskAsync("How many readers are there?", target: postgres.Url);
        (await host.Jobs.RunDueAsync(Token)).ShouldBe(1);

        var archived = (await host.Memory.GetAsync(User, touched.LearnedMemoryId!, Token))!;
        archived.Status.ShouldBe(MemoryStatus.Archived);
        archived.Metadata!["archived"]!["code"]!.GetValue<string>().ShouldBe("column-renamed");
        (await host.Memory.GetAsync(User, untouched.LearnedMemoryId!, Token))!.Status.ShouldBe(MemoryStatus.Active);
    }

    private static Scope User => Scope.Create("u", "s");

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
