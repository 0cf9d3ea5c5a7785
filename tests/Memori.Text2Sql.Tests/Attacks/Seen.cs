using System.Text.RegularExpressions;

namespace Memori.Text2Sql.Tests.Attacks;

/// <summary>Judges what an attacker saw.</summary>
internal static class Seen
{
    /// <summary>Whether it was the clock that answered: then nothing can be compared.</summary>
    public static bool IsTimeout(string seen) => seen.StartsWith("failed [query-timeout]", StringComparison.Ordinal) || seen.StartsWith("failed [query-interrupted]", StringComparison.Ordinal);

    /// <summary>Whether a canary is in it that the attacker did not write herself.</summary>
    public static bool Tells(AttackWorld world, string sql, string seen) =>
        world.Canaries.Any(canary => Regex.Matches(seen, Regex.Escape(canary) + "[-a-z0-9]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)
            .Any(match => !sql.Contains(match.Value, StringComparison.OrdinalIgnoreCase)));

    public static void MustTellNothing(AttackWorld world, string sql, string seen, string context) =>
        Tells(world, sql, seen).ShouldBeFalse($"{context}: {sql}\n{seen}");

    /// <summary>The log, at every level, has no canary.</summary>
    public static void MustNotBeLogged(AttackWorld world) =>
        world.Logs.Where(line => line.Contains(world.Canaries[0], StringComparison.OrdinalIgnoreCase)).ShouldBeEmpty();
}
