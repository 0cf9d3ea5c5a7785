using System.Globalization;
using System.Text;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Generation.Remembered;

/// <summary>Puts the periods, values and numbers of a new question into the SQL of an old one, token by token.</summary>
internal static class LiteralRebinder
{
    /// <summary>The SQL with the literals of <paramref name="old"/> replaced by those of <paramref name="now"/>; null when one can't be placed for sure.</summary>
    public static string? Rebind(string sql, SqlDialect dialect, IReadOnlyList<Slot> old, IReadOnlyList<Slot> now, IReadOnlyList<ValueLink> values)
    {
        var tokens = SqlLexer.Tokenize(sql, dialect);
        var replacements = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < old.Count; i++)
        {
            if (!SameSlot(old[i], now[i]) && !Plan(sql, tokens, old[i], now[i], values, replacements))
            {
                return null;
            }
        }

        return replacements.Count == 0 ? sql : Apply(sql, tokens, replacements);
    }

    private static bool SameSlot(Slot old, Slot now) => old.Kind == SlotKind.Time
        ? old.From == now.From && old.To == now.To
        : old.Text.Equals(now.Text, StringComparison.OrdinalIgnoreCase);

    private static bool Plan(
        string sql, IReadOnlyList<SqlToken> tokens, Slot old, Slot now, IReadOnlyList<ValueLink> values, Dictionary<string, string> replacements)
    {
        switch (old.Kind)
        {
            case SlotKind.Number:
                return Has(sql, tokens, old.Text) && replacements.TryAdd(old.Text, now.Text);
            case SlotKind.Value:
                var link = values.FirstOrDefault(v => v.Phrase.Equals(now.Text, StringComparison.OrdinalIgnoreCase) && MentionsColumn(sql, tokens, v.Column));
                var literal = Quote(old.Text);
                return link is not null && Has(sql, tokens, literal) && replacements.TryAdd(literal, Quote(link.Value));
            default:
                return PlanPeriod(sql, tokens, old, now, replacements);
        }
    }

    // A period is two days; SQL may hold its first, the day after its last, or its last. One that says "now" by itself needs no change.
    private static bool PlanPeriod(string sql, IReadOnlyList<SqlToken> tokens, Slot old, Slot now, Dictionary<string, string> replacements)
    {
        var placed = false;
        foreach (var (before, after) in new[] { (old.From, now.From), (old.To, now.To), (old.To?.AddDays(-1), now.To?.AddDays(-1)) })
        {
            if (before is { } from && after is { } to && Has(sql, tokens, Quote(Iso(from))))
            {
                var literal = Quote(Iso(from));
                placed = replacements.TryAdd(literal, Quote(Iso(to))) || replacements[literal] == Quote(Iso(to));
            }
        }

        return placed || tokens.Any(t => Text(sql, t) is var text
            && (text.StartsWith("CURRENT_", StringComparison.OrdinalIgnoreCase) || text.Equals("'now'", StringComparison.OrdinalIgnoreCase) || text.Equals("now", StringComparison.OrdinalIgnoreCase)));
    }

    private static bool Has(string sql, IReadOnlyList<SqlToken> tokens, string text) =>
        tokens.Any(t => t.Kind is SqlTokenKind.Text or SqlTokenKind.Number && Text(sql, t).Equals(text, StringComparison.OrdinalIgnoreCase));

    private static bool MentionsColumn(string sql, IReadOnlyList<SqlToken> tokens, string column) =>
        tokens.Any(t => Text(sql, t).Trim('"', '`', '[', ']').Equals(column, StringComparison.OrdinalIgnoreCase));

    private static string Apply(string sql, IReadOnlyList<SqlToken> tokens, Dictionary<string, string> replacements)
    {
        var rebound = new StringBuilder(sql.Length);
        var end = 0;
        foreach (var token in tokens)
        {
            rebound.Append(sql, end, token.Start - end);
            var text = Text(sql, token);
            var isLiteral = token.Kind is SqlTokenKind.Text or SqlTokenKind.Number;
            rebound.Append(isLiteral && replacements.TryGetValue(text, out var replacement) ? replacement : text);
            end = token.Start + token.Length;
        }

        return rebound.Append(sql, end, sql.Length - end).ToString();
    }

    private static string Text(string sql, SqlToken token) => sql.Substring(token.Start, token.Length);

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
