using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Guarding.Policies;

/// <summary>
/// Under a policy a query gives what it gives on a copy of the database that holds nothing but the permitted rows, columns and masked values; and where
/// the copy refuses it, the policy does so by the same rule.
/// </summary>
public abstract class CopyTests
{
    private protected const string Script =
        """
        CREATE TABLE people (id integer, age integer, boss integer, name varchar(20), town varchar(20), pin varchar(20));
        CREATE TABLE sales (id integer, person integer, amount integer, town varchar(20), note varchar(20));
        CREATE TABLE towns (id integer, size integer, town varchar(20), mayor varchar(20));
        INSERT INTO people VALUES (1, 30, NULL, 'Ann', 'Rome', '11'), (2, 40, 1, 'Bob', 'Oslo', '22'), (3, 50, 1, 'Cyd', NULL, '33'), (4, 60, 2, 'Dan', 'Rome', NULL), (5, 2, 3, 'x', 'Oslo', '55');
        INSERT INTO sales VALUES (1, 1, 5, 'Rome', 'a'), (2, 1, 3, 'Oslo', 'x'), (3, 2, 1, NULL, 'c'), (4, 9, 4, 'Rome', NULL), (5, 4, NULL, 'Oslo', '1e');
        INSERT INTO towns VALUES (1, 3, 'Rome', 'Ann'), (2, 1, 'Oslo', 'Bob'), (3, NULL, 'Bonn', NULL);
        """;

    private static readonly string[][] s_columns =
    [
        ["people", "id", "age", "boss", "name", "town", "pin"],
        ["sales", "id", "person", "amount", "town", "note"],
        ["towns", "id", "size", "town", "mayor"],
    ];

    private static readonly Caller s_caller = new("ann") { Attributes = new Dictionary<string, IReadOnlyList<string>> { ["town"] = ["Rome"], ["id"] = ["3"] } };

    private protected abstract int Policies { get; }

    [Fact]
    public async Task Query_UnderAPolicy_GivesWhatItGivesOnACopy()
    {
        var answered = 0;
        for (var seed = 1; seed <= Policies; seed++)
        {
            var (policy, copy) = World(new Random(seed));
            await using var ruled = await RuledAsync(policy);
            await using var physical = await CopyAsync(copy);
            for (var i = 0; i < 150; i++)
            {
                var sql = new RandomQueries((seed * 1000) + i).Next();
                var expected = await SeeAsync(physical, sql);
                (await SeeAsync(ruled, sql)).ShouldBe(expected, $"seed {seed}.{i}: {sql}\n{policy}");
                answered += expected.StartsWith("refused", StringComparison.Ordinal) ? 0 : 1;
            }
        }

        answered.ShouldBeGreaterThan(Policies * 30);
    }

    private protected abstract Task<PolicyHost> RuledAsync(string policy);

    private protected abstract Task<PolicyHost> CopyAsync(string copy);

    /// <summary>A policy, and by other means than the policy's the SELECTs that give what it permits: table, semicolon, SELECT, a line each.</summary>
    private static (string Policy, string Copy) World(Random random)
    {
        List<string> rules = [];
        List<string> copies = [];
        foreach (var columns in s_columns)
        {
            var table = columns[0];
            if (random.Next(8) == 0)
            {
                rules.Add($"{{ table: {table}, deny: true }}");
                continue;
            }

            var hidden = columns.Skip(2).Where(_ => random.Next(5) == 0).ToList();
            var masked = columns.Skip(2).Where(_ => random.Next(5) == 0).ToDictionary(column => column, column => random.Next(3) switch
            {
                0 => "'***'",
                1 => $"coalesce({column}, {column})",
                _ => $"CASE WHEN id = 1 THEN {column} END",
            });
            var (rule, rows) = random.Next(5) switch
            {
                0 => ("town = caller('town')", "town = 'Rome'"),
                1 when table != "people" => ("EXISTS (SELECT 1 FROM people p WHERE p.id = {0}.id AND p.age > 35)".Replace("{0}", table, StringComparison.Ordinal), "id IN (2, 3, 4)"),
                2 => ("id <= caller('id')", "id <= 3"),
                3 => ("id <> 2 AND NOT (id = 1)", "id NOT IN (1, 2)"),
                _ => (null, "true"),
            };
            rules.Add($"{{ table: {table}, hide: [{string.Join(", ", hidden)}], mask: {{ {string.Join(", ", masked.Select(m => $"{m.Key}: \"{m.Value}\""))} }}{(rule is null ? "" : $", rows: \"{rule}\"")} }}");
            var items = columns.Skip(1).Except(hidden).Select(column => masked.TryGetValue(column, out var mask) ? $"{mask} AS {column}" : column);
            copies.Add($"CREATE TABLE copy_{table} AS SELECT {string.Join(", ", items)} FROM {table} WHERE {rows};");
        }

        var drops = string.Concat(s_columns.Select(columns => $"DROP TABLE {columns[0]};"));
        var renames = string.Concat(s_columns.Where(columns => copies.Exists(copy => copy.StartsWith($"CREATE TABLE copy_{columns[0]} ", StringComparison.Ordinal)))
            .Select(columns => $"ALTER TABLE copy_{columns[0]} RENAME TO {columns[0]};"));
        return ($"version: 1\nrules: [{string.Join(", ", rules)}]", string.Concat(copies) + drops + renames);
    }

    private static async Task<string> SeeAsync(PolicyHost host, string sql)
    {
        try
        {
            var outcome = await host.RunAsync(s_caller, sql);
            return outcome.Refusal is { } refusal
                ? $"refused {refusal.Rule} at {refusal.Position}"
                : string.Join('\n', outcome.Result!.Rows.Select(row => string.Join('|', row.Select(cell => FormattableString.Invariant($"{cell}")))).Order(StringComparer.Ordinal));
        }
        catch (QueryFailedException)
        {
            return "failed";
        }
    }
}

public sealed class SqliteCopyTests : CopyTests
{
    private protected override int Policies => 15;

    private protected override Task<PolicyHost> RuledAsync(string policy) => PolicyHost.SqliteAsync(Script, policy);

    private protected override Task<PolicyHost> CopyAsync(string copy) => PolicyHost.SqliteAsync(Script + copy);
}

public sealed class PostgresCopyTests(PostgresFixture ruled, SecondDatabase physical) : CopyTests, IClassFixture<PostgresFixture>, IClassFixture<SecondDatabase>
{
    private protected override int Policies => 4;

    private protected override async Task<PolicyHost> RuledAsync(string policy)
    {
        await ruled.RunAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public; " + Script);
        return await PolicyHost.PostgresAsync(ruled.Url, policy);
    }

    private protected override async Task<PolicyHost> CopyAsync(string copy)
    {
        await physical.Database.RunAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public; " + Script + copy);
        return await PolicyHost.PostgresAsync(physical.Database.Url);
    }
}

/// <summary>A second database for a test class.</summary>
public sealed class SecondDatabase : IAsyncLifetime
{
    public PostgresFixture Database { get; } = new();

    public ValueTask InitializeAsync() => Database.InitializeAsync();

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
