using System.Text;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Generation.Remembered;

/// <summary>Puts the periods, values and numbers of a new question into the SQL of an old one, token by token; whatever could go to two places goes nowhere.</summary>
internal sealed class LiteralRebinder
{
    private readonly string _sql;
    private readonly SqlDialect _dialect;
    private readonly IReadOnlyList<SqlToken> _tokens;
    private readonly Dictionary<string, string> _replacements = new(StringComparer.OrdinalIgnoreCase);

    private LiteralRebinder(string sql, SqlDialect dialect)
    {
        _sql = sql;
        _dialect = dialect;
        _tokens = SqlLexer.Tokenize(sql, dialect);
    }

    /// <summary>The SQL with the literals of <paramref name="old"/> replaced by those of <paramref name="now"/>; null when one can't be placed for sure.</summary>
    public static Rebound? Rebind(string sql, SqlDialect dialect, IReadOnlyList<Slot> old, IReadOnlyList<Slot> now, IReadOnlyList<ValueLink> values)
    {
        var rebinder = new LiteralRebinder(sql, dialect);
        var (periods, literals) = (0, 0);
        for (var i = 0; i < old.Count; i++)
        {
            if (now[i].IsSame(old[i]))
            {
                continue;
            }

            if (!rebinder.Plan(old[i], now[i], old, values))
            {
                return null;
            }

            (periods, literals) = old[i].Kind == SlotKind.Time ? (periods + 1, literals) : (periods, literals + 1);
        }

        // What stays as it is must not be changed on behalf of another slot.
        return Enumerable.Range(0, old.Count).All(i => !now[i].IsSame(old[i]) || rebinder.Leaves(old[i]))
            ? new Rebound(rebinder._replacements.Count == 0 ? sql : rebinder.Apply(), periods, literals)
            : null;
    }

    private bool Plan(Slot old, Slot now, IReadOnlyList<Slot> slots, IReadOnlyList<ValueLink> values) => old.Kind switch
    {
        SlotKind.Number => PlanNumber(old, now, slots),
        SlotKind.Value => PlanValue(old, now, values),
        _ => PlanPeriod(old, now),
    };

    // A number that stands in the SQL more often than in the question means something else there too.
    private bool PlanNumber(Slot old, Slot now, IReadOnlyList<Slot> slots) =>
        Count(old.Number) == slots.Count(slot => slot.Kind == SlotKind.Number && slot.Number == old.Number) && Place(old.Number, now.Number);

    private bool PlanValue(Slot old, Slot now, IReadOnlyList<ValueLink> values)
    {
        var columns = ComparedColumns.Of(_sql, _dialect);
        var link = values.FirstOrDefault(v => v.Phrase.Equals(now.Text, StringComparison.OrdinalIgnoreCase) && columns.Holds(old.Text, v.Table, v.Column));
        return link is not null && Place(Quote(old.Text), Quote(link.Value));
    }

    // SQL may hold the first day of a period, the day after its last, its last, or the period's own name (2023, 2023-05).
    private bool PlanPeriod(Slot old, Slot now)
    {
        if (IsRelative && !Forms(old).Any(form => Count(form) > 0))
        {
            // SQL that says "now" by itself fits the same words on any day, and no others.
            return old.Text.Equals(now.Text, StringComparison.OrdinalIgnoreCase);
        }

        if (PeriodText.Name(old) is { } oldName && PeriodText.Name(now) is { } nowName && oldName.Length == nowName.Length && (Count(oldName) > 0 || Count(Quote(oldName)) > 0))
        {
            return (Count(oldName) == 0 || Place(oldName, nowName)) && (Count(Quote(oldName)) == 0 || Place(Quote(oldName), Quote(nowName)));
        }

        return (old.IsOpenStart || PlaceAny(PeriodText.Firsts(old), PeriodText.Firsts(now)))
            && (old.IsOpenEnd || PlaceAny(PeriodText.Lasts(old), PeriodText.Lasts(now)) || (old.ReachesNow && now.ReachesNow && !Lasts(old)));
    }

    private bool IsRelative => _tokens.Any(token => Text(token) is var text
        && (text.StartsWith("CURRENT_", StringComparison.OrdinalIgnoreCase) || text.Equals("'now'", StringComparison.OrdinalIgnoreCase) || text.Equals("now", StringComparison.OrdinalIgnoreCase)));

    private bool Lasts(Slot slot) => PeriodText.Lasts(slot).Any(day => Count(Quote(day)) > 0);

    private static IEnumerable<string> Forms(Slot slot)
    {
        var name = PeriodText.Name(slot);
        return PeriodText.Firsts(slot).Concat(PeriodText.Lasts(slot)).Append(name ?? "").Where(form => form.Length > 0).Select(Quote).Concat(name is null ? [] : [name]);
    }

    private bool PlaceAny(IReadOnlyList<string> olds, IReadOnlyList<string> news)
    {
        var placed = false;
        for (var i = 0; i < olds.Count; i++)
        {
            if (Count(Quote(olds[i])) == 0)
            {
                continue;
            }

            if (!Place(Quote(olds[i]), Quote(news[i])))
            {
                return false;
            }

            placed = true;
        }

        return placed;
    }

    private bool Place(string before, string after) => Count(before) > 0 && (_replacements.TryAdd(before, after) || _replacements[before] == after);

    private bool Leaves(Slot slot) => (slot.Kind switch
    {
        SlotKind.Number => [slot.Number],
        SlotKind.Value => [Quote(slot.Text)],
        _ => Forms(slot),
    }).All(form => !_replacements.ContainsKey(form));

    private int Count(string text) => _tokens.Count(t => IsLiteral(t) && Text(t).Equals(text, StringComparison.OrdinalIgnoreCase));

    private string Apply()
    {
        var rebound = new StringBuilder(_sql.Length);
        var end = 0;
        foreach (var token in _tokens)
        {
            rebound.Append(_sql, end, token.Start - end);
            var text = Text(token);
            rebound.Append(IsLiteral(token) && _replacements.TryGetValue(text, out var replacement) ? replacement : text);
            end = token.Start + token.Length;
        }

        return rebound.Append(_sql, end, _sql.Length - end).ToString();
    }

    private static bool IsLiteral(SqlToken token) => token.Kind is SqlTokenKind.Text or SqlTokenKind.Number;

    private string Text(SqlToken token) => _sql.Substring(token.Start, token.Length);

    private static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
