using System.Globalization;
using System.Text;

namespace Memori.Text2Sql.Tests.Attacks;

/// <summary>
/// Generated and mutated queries on the rules of the company: what Mallory sees is the same in a world and in its twin, and holds no canary.
/// MEMORI_FUZZ_CASES sets how many (eng/fuzz.sh runs a long round), MEMORI_FUZZ_SEED where they begin.
/// </summary>
public sealed class PolicyFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] s_pieces =
    [
        "'", "\"", "(", ")", ";", "--", "/*", "*/", "$$", "\0", "\n", "\u200b", "E'", "U&'", "X'", "\\", ",", ".", "*", "::text", "::regclass", " UNION SELECT ssn FROM employees ", " LIMIT -1 ",
        " OFFSET 0 ", " OR 1=1 ", " AS ", " AS MATERIALIZED ", "main.", "public.", "rowid", "ctid", " NATURAL JOIN payroll ", " LATERAL ", "employees", "customers", "ssn", " WITH x AS (SELECT 1) ", "NULL", "İ", "；",
        " JOIN customers USING (id) ", " EXCEPT SELECT * FROM orders ", " WHERE TRUE ", " GROUP BY ROLLUP (1) ", " FILTER (WHERE salary > '1') ", "caller('region')", "current_setting('x')",
    ];

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Fuzz_LearnsNothingForbidden(string dialect)
    {
        var (cases, seed) = (Setting("MEMORI_FUZZ_CASES", 1_500), Setting("MEMORI_FUZZ_SEED", 1));
        var postgres = dialect == "postgres";
        await using var one = postgres ? await AttackWorld.PostgresAsync() : await AttackWorld.SqliteAsync();
        await using var other = postgres ? await AttackWorld.PostgresAsync(twin: true) : await AttackWorld.SqliteAsync(twin: true);
        var before = await one.StateAsync();
        var corpus = AttackFile.Read("policy-attacks.tsv").Concat(AttackFile.Read("policy-honest.tsv")).Where(entry => entry.IsFor(dialect)).Select(entry => entry.Sql).ToList();
        var answered = 0;
        for (var i = seed; i < seed + cases; i++)
        {
            var sql = i % 5 == 0 ? corpus[i / 5 % corpus.Count] : new CompanyQueries(i, postgres).Next();
            if (i % 5 < 2)
            {
                sql = Mutate(sql, new Random(i));
            }

            var (seen, twin) = (await one.SeeAsync(sql), await other.SeeAsync(sql));
            Seen.MustTellNothing(one, sql, seen, $"seed {i}");
            Seen.MustTellNothing(other, sql, twin, $"seed {i}");
            if (!Seen.IsTimeout(seen) && !Seen.IsTimeout(twin))
            {
                twin.ShouldBe(seen, $"seed {i}: {sql}");
            }

            answered += seen.StartsWith("refused", StringComparison.Ordinal) || seen.StartsWith("failed", StringComparison.Ordinal) ? 0 : 1;
        }

        output.WriteLine($"{cases} queries, {answered} answered");
        answered.ShouldBeGreaterThan(cases / 8);
        (await one.StateAsync()).ShouldBe(before);
        Seen.MustNotBeLogged(one);
        Seen.MustNotBeLogged(other);
    }

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : otherwise;

    private static string Mutate(string sql, Random random)
    {
        var text = new StringBuilder(sql);
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            var at = random.Next(text.Length + 1);
            switch (random.Next(4))
            {
                case 0 when at < text.Length:
                    text.Remove(at, Math.Min(random.Next(1, 6), text.Length - at));
                    break;
                case 1 when at < text.Length:
                    text[at] = (char)random.Next(0x20, 0x7f);
                    break;
                default:
                    text.Insert(at, s_pieces[random.Next(s_pieces.Length)]);
                    break;
            }
        }

        return text.ToString();
    }
}
