using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Grounding.FollowUps;

/// <summary>
/// Decides whether a question leans on the last turn ("only last year", "那上海呢?") or stands alone. A question that asks for something
/// and says of what stands alone, whatever was said before.
/// </summary>
internal static class FollowUpDetector
{
    private const double NamesTable = 0.85;
    private const double NamesColumn = 0.6;

    /// <summary>The turn that the question leans on, or null when it stands alone.</summary>
    public static Turn? LeansOn(string text, LinkResult links, IReadOnlyList<Turn> turns) =>
        turns.Count > 0 && !StandsAlone(FollowUpText.Cut(text, links), turns[^1]) ? turns[^1] : null;

    private static bool StandsAlone(IReadOnlyList<FollowUpPiece> pieces, Turn last)
    {
        if (pieces.Count == 0)
        {
            return false;
        }

        var subject = Subject(pieces);
        var asks = pieces.Any(p => p.Mention?.Cue is { } cue && Asks(cue)) || pieces.Any(p => p.Is(FollowUpKind.Count) || p.Is(FollowUpKind.List));
        var opening = pieces.TakeWhile(p => p.Is(FollowUpKind.Open) || p.Is(FollowUpKind.Pass)).LastOrDefault(p => p.Is(FollowUpKind.Open));
        var first = pieces.FirstOrDefault(p => !p.Is(FollowUpKind.Open) && !p.Is(FollowUpKind.Pass));
        if (first is null || pieces.Any(p => p.Is(FollowUpKind.Instead) || p.Is(FollowUpKind.InsteadOf) || p.Is(FollowUpKind.Flip)))
        {
            return false;
        }

        if (first.Lean is { Kind: FollowUpKind.Only or FollowUpKind.Add or FollowUpKind.Not or FollowUpKind.GroupAlso or FollowUpKind.Shift or FollowUpKind.All or FollowUpKind.Ever })
        {
            // "without refunds" leans; "Without refunds, how many orders are there?" does not.
            var comma = pieces.FirstOrDefault(p => p.Mention is { IsBreak: true });
            return comma is not null && subject?.Start > comma.Start && pieces.Any(p => p.Start > comma.Start && (p.Is(CueKind.Wh) || p.Is(CueKind.Count) || p.Is(FollowUpKind.Count)));
        }

        if (pieces.FirstOrDefault(IsAnaphor) is { } anaphor && (subject is null || subject.Start > anaphor.Start))
        {
            return false;
        }

        // "in the Sports category", "from Europe": where, but not what.
        if (!asks && opening is null && first.Is(CueKind.Soft) && first.Text.ToLowerInvariant() is not "of")
        {
            return false;
        }

        // "What share of sales …", 累计…, 按年统计…: an analysis of something that is named.
        if (subject is not null && opening is null && (pieces.Any(p => p.Is(CueKind.Analysis) || p.Is(CueKind.Share)) || ((first.Is(FollowUpKind.Group) || first.Is(CueKind.By)) && pieces.Any(p => p.Text == "统计"))))
        {
            return true;
        }

        // "average salary by city": a measure of something, for each of something.
        if (subject is not null && opening is null && pieces.Any(p => p.Is(CueKind.Aggregate))
            && pieces.Any(p => p.Is(CueKind.By) || p.Is(CueKind.Each) || p.Is(FollowUpKind.Group)))
        {
            return true;
        }

        if (subject is null)
        {
            // Words that mean nothing here, and nothing that leans: another question, which is not understood.
            if (pieces.All(p => p.Lean is null or { Kind: FollowUpKind.Pass or FollowUpKind.Tail })
                && (!pieces.Any(Means) || (asks && pieces.Any(p => p.Lean is null && p.Mention is null && p.Text.Length > 2))))
            {
                return true;
            }

            return asks && pieces.Any(NamesSomething) && opening is null && !OnlyColumnsOf(pieces, last, strong: true);
        }

        if (opening is not null)
        {
            // "And how many orders were cancelled?" asks anew; "what about the customers in Berlin?" does not.
            return asks && (subject.Mention!.BestTable >= NamesTable || !OnlyColumnsOf(pieces, last, strong: false));
        }

        return asks || subject.Mention!.BestTable >= NamesTable || !OnlyColumnsOf(pieces, last, strong: false);
    }

    private static bool IsAnaphor(FollowUpPiece piece) =>
        piece.Lean is { Kind: FollowUpKind.Pronoun }
        || (piece.Lean is { Kind: FollowUpKind.List or FollowUpKind.Count or FollowUpKind.Only }
            && (piece.Text.Split(' ').Any(w => w.ToLowerInvariant() is "them" or "they" or "those" or "these" or "that") || piece.Text is "其中" or "里面"));

    // What is asked for: a table, or a measure that says enough by itself; not what stands after "by".
    private static FollowUpPiece? Subject(IReadOnlyList<FollowUpPiece> pieces)
    {
        var names = pieces.Where((p, i) => p.Mention is { IsSchema: true } && !IsLed(pieces, i) && !IsApposition(pieces, i)).ToList();
        return names.Find(p => p.Mention!.BestTable >= NamesTable && p.Mention.BestTable >= p.Mention.BestColumn - 0.02)
            ?? names.Find(p => p.Mention!.BestColumn >= NamesColumn);
    }

    // In "Sports category", 食品类, the name only says what the value is.
    private static bool IsApposition(IReadOnlyList<FollowUpPiece> pieces, int i) =>
        i > 0 && pieces[i - 1].Mention is { Values.Count: > 0 } value && pieces[i - 1].End == pieces[i].Start
        && value.Values.Any(v => pieces[i].Mention!.Tables.Any(t => t.Table == v.Column.Table && t.Table.Display.Count > 0 && IsName(v.Column)) || pieces[i].Mention!.Columns.Any(c => c.Column == v.Column && c.Score >= NamesColumn));

    private static bool IsName(ColumnNode column) => column.Table.Display.Contains(column) || column.Table.ChineseDisplay == column;

    private static bool IsLed(IReadOnlyList<FollowUpPiece> pieces, int i)
    {
        for (var at = i - 1; at >= 0; at--)
        {
            var piece = pieces[at];
            if (piece.Mention?.Cue is { Kind: CueKind.Each, Argument.Length: > 0 } || (piece.Text == "统计" && at > 0))
            {
                // 各季度的销售额, 按年统计销售额: for each period, of all sales.
                return false;
            }

            if (piece.Is(CueKind.Each) && at > 0 && pieces[at - 1].Is(CueKind.Command))
            {
                // 列出各门店: all of them, one by one.
                return false;
            }

            if (piece.Mention?.Cue?.Kind is CueKind.By or CueKind.Each or CueKind.Order
                || piece.Lean?.Kind is FollowUpKind.Group or FollowUpKind.GroupAlso or FollowUpKind.Order or FollowUpKind.Add or FollowUpKind.Not)
            {
                return true;
            }

            if (!piece.Is(FollowUpKind.Pass) && !piece.Is(CueKind.Count) && !piece.Is(CueKind.Aggregate) && !piece.Is(CueKind.Soft) && !piece.Is(CueKind.And))
            {
                return false;
            }
        }

        return false;
    }

    private static bool Asks(Cue cue) =>
        cue.Kind is CueKind.Wh or CueKind.Command || cue is { Kind: CueKind.Count, Argument: "many" or "times" or "distinct" or "maybe" } || cue is { Kind: CueKind.Aggregate, Argument: "much" };

    private static bool Means(FollowUpPiece piece) =>
        piece.Mention is { } m && (m.IsSchema || m.Values.Count > 0 || m.Time is not null || m.Number is not null || m.Cue is { Kind: not (CueKind.Pass or CueKind.Be or CueKind.And or CueKind.Wh or CueKind.Command) });

    private static bool NamesSomething(FollowUpPiece piece) => piece.Mention is { } m && (m.IsSchema || m.Values.Count > 0);

    // Whether all that is named are columns that the last answer's tables have: then it is more of the same.
    private static bool OnlyColumnsOf(IReadOnlyList<FollowUpPiece> pieces, Turn last, bool strong)
    {
        var named = pieces.Where(p => p.Mention is { IsSchema: true }).ToList();
        return named.Count == 0
            ? !strong || !pieces.Any(p => p.Mention is { Values.Count: > 0 })
            : named.TrueForAll(p => p.Mention!.Columns.Concat(p.Mention.Tables.SelectMany(t => t.Table.Columns, (t, c) => new ColumnMatch(c, t.Score)))
                .Any(c => last.Sql.Contains(c.Column.Table.Name, StringComparison.OrdinalIgnoreCase)));
    }
}
