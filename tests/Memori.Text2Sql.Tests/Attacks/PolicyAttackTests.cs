namespace Memori.Text2Sql.Tests.Attacks;

/// <summary>
/// Attacks on the rules of the company, written without sight of the guard (Corpus/README.md). Each is asked in a world and in its twin: what
/// comes back must be the same in both, and hold no canary.
/// </summary>
public sealed class PolicyAttackTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task Attack_LearnsNothingForbidden(string dialect)
    {
        await using var one = await OpenAsync(dialect);
        await using var other = await OpenAsync(dialect, twin: true);
        var before = await one.StateAsync();

        await AttackAsync(one, other, dialect);

        (await one.StateAsync()).ShouldBe(before);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public async Task HonestQuery_Passes(string dialect)
    {
        await using var world = await OpenAsync(dialect);

        await HonestAsync(world, dialect);
    }

    private static Task<AttackWorld> OpenAsync(string dialect, bool twin = false) => dialect == "sqlite" ? AttackWorld.SqliteAsync(twin) : AttackWorld.PostgresAsync(twin);

    private static async Task AttackAsync(AttackWorld one, AttackWorld other, string dialect)
    {
        List<string> leaks = [];
        foreach (var attack in AttackFile.Read("policy-attacks.tsv").Where(entry => entry.IsFor(dialect)))
        {
            var (seen, twin) = (await one.SeeAsync(attack.Sql), await other.SeeAsync(attack.Sql));
            if (seen != twin || Seen.Tells(one, attack.Sql, seen) || Seen.Tells(other, attack.Sql, twin))
            {
                leaks.Add($"{attack.Id} {attack.Sql}\n  {Short(seen)}\n  {Short(twin)}");
            }
        }

        leaks.ShouldBeEmpty(string.Join('\n', leaks.Take(20)));
        Seen.MustNotBeLogged(one);
        Seen.MustNotBeLogged(other);
    }

    private static async Task HonestAsync(AttackWorld world, string dialect)
    {
        List<string> wrong = [];
        foreach (var entry in AttackFile.Read("policy-honest.tsv").Where(entry => entry.IsFor(dialect)))
        {
            var seen = await world.SeeAsync(entry.Sql);
            var rows = seen.Split('\n').Length - 1;
            if (seen.StartsWith("refused", StringComparison.Ordinal) || seen.StartsWith("failed", StringComparison.Ordinal) || Seen.Tells(world, "", seen)
                || (entry.Rows is { } expected && rows != expected))
            {
                wrong.Add($"{entry.Id} {entry.Sql}\n  expected {entry.Rows} rows: {Short(seen)}");
            }
        }

        wrong.ShouldBeEmpty(string.Join('\n', wrong.Take(20)));
    }

    private static string Short(string text) => text.Length > 300 ? text[..300] + "…" : text;
}
