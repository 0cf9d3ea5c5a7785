using Memori.Text2Sql.Grounding.FollowUps;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

internal sealed partial class FollowUpReader
{
    private void Cue(Cue cue)
    {
        switch (cue.Kind)
        {
            case CueKind.By or CueKind.Each when cue.Argument.Length > 0:
                _place = Place.Group;
                Group([], null, GrainOf(cue.Argument));
                break;
            case CueKind.By or CueKind.Each when _place is not (Place.Order or Place.GroupAlso):
                // "按销售额排序": the order is said at the end.
                _place = _pieces.Skip(_at).Any(p => p.Is(FollowUpKind.OrderEnd) || p.Mention?.Cue is { Kind: CueKind.Order or CueKind.Direction }) ? Place.Order : Place.Group;
                break;
            case CueKind.Order when cue.Argument is "asc" or "desc" && Next()?.Mention is not { IsSchema: true }:
                _edits.Add(new OrderEdit { Descending = cue.Argument == "desc" });
                break;
            case CueKind.Order when cue.Argument != "end":
                _place = Place.Order;
                break;
            case CueKind.Direction when !_edits.Any(e => e is OrderEdit) && Next()?.Mention is not { IsSchema: true }:
                _edits.Add(new OrderEdit { Descending = cue.Argument == "desc" });
                break;
            case CueKind.Not:
                _place = Place.Not;
                break;
            case CueKind.Open when _pieces.Take(_at).All(p => p.Is(FollowUpKind.Open) || p.Is(FollowUpKind.Pass)):
                break;
            case CueKind.Compare:
                Comparison(cue);
                break;
            case CueKind.Between:
                Range();
                break;
            case CueKind.Top or CueKind.Superlative or CueKind.Most or CueKind.Common:
                Superlative(cue);
                break;
            case CueKind.Aggregate:
                Measure(Aggregates.Of(cue));
                break;
            case CueKind.Count when cue.Argument is "number" or "weak" || Next()?.Mention is { IsSchema: true, Tables.Count: > 0 }:
                CountOf(cue);
                break;
            case CueKind.Count:
                _edits.Add(new CountEdit());
                break;
            case CueKind.Command or CueKind.Wh when cue.Argument is "time" or "place":
                _unread++;
                break;
            case CueKind.Wh when _pieces.Skip(_at + 1).All(p => p.Lean is not null || p.Mention is { IsBreak: true } || p.Is(CueKind.Be)) && !_edits.Exists(e => e is CountEdit):
                _edits.Add(new ListEdit());
                break;
            case CueKind.Share:
                _unread += 2;
                break;
        }
    }

    private void Comparison(Cue cue)
    {
        var right = cue.Extra == "left" ? Previous() : Next();
        if (right?.Mention?.Number is not { } number)
        {
            // "before 2025", "after March" are periods; a bare "more" says nothing.
            _unread += right?.Mention?.Time is null && right?.Mention?.Cue is null ? 1 : 0;
            return;
        }

        var op = _place == Place.Not ? Invert(cue.Argument) : cue.Argument;
        _edits.Add(new ComparisonEdit(op, number, NumberColumns(cue.Extra == "left" ? 2 : 1)));
    }

    private static string Invert(string op) => op switch { ">" => "<=", ">=" => "<", "<" => ">=", "<=" => ">", "=" => "<>", _ => op };

    private void Range()
    {
        if (Next()?.Mention?.Number is { } low && _pieces.Skip(_at + 1).Select(p => p.Mention?.Number).OfType<decimal>().Skip(1).FirstOrDefault() is var high and not 0)
        {
            _edits.Add(new ComparisonEdit(">=", low, NumberColumns(1)) { High = high });
            while (_at + 1 < _pieces.Count && _pieces[_at].Mention?.Number != high)
            {
                _at++;
            }
        }
    }

    // The column that a number belongs to: named just before the comparison, or right after the number.
    private IReadOnlyList<ColumnMatch> NumberColumns(int back)
    {
        var before = _pieces.Take(_at).Where(p => !p.Is(FollowUpKind.Pass) && !p.Is(CueKind.Soft) && !p.Is(CueKind.Be) && p.Mention?.Number is null).LastOrDefault();
        if (before?.Mention is { IsSchema: true } named && named.Columns.Any(c => c.Column.IsNumeric))
        {
            return named.Columns;
        }

        var after = _pieces.Skip(_at + 1).Where(p => p.Mention?.Number is null && !p.Is(FollowUpKind.Pass)).FirstOrDefault();
        return after?.Mention is { IsSchema: true } unit && unit.Columns.Any(c => c.Column.IsMeasure && c.Score > 0.6) && back > 0 ? unit.Columns : [];
    }

    private void Superlative(Cue cue)
    {
        var number = Near(Next()) ?? Near(Previous());
        var desc = cue.Argument == "desc";
        var isTop = cue.Kind == CueKind.Top || cue.Argument.Length == 0 || _pieces[_at].Text.ToLowerInvariant() is "top" or "first" or "last" && number is not null;
        if (isTop && number is null && cue.Kind == CueKind.Top)
        {
            return;
        }

        // "top 10" keeps the direction; "the lowest", "bottom 5" turn it.
        bool? direction = isTop && desc ? null : isTop && _pieces[_at].Text.Equals("first", StringComparison.OrdinalIgnoreCase) ? null : desc;
        var columns = Next()?.Mention is { IsSchema: true } named && named.Columns.Any(c => c.Column.IsMeasure || c.Column.IsDate) ? named.Columns : cue.Extra.Length > 0 ? Concept(cue.Extra, ref direction) : [];
        if (columns.Count == 0 && number is null && _draft.Select is { GroupBy.Count: 0 } && _draft.Query.OrderBy.Count == 0 && Measures.Of(_draft) is { } single && Measures.ColumnOf(_draft, single) is { IsNumeric: true })
        {
            // "and the highest?" of one average.
            _edits.Add(new MeasureEdit(desc ? Aggregate.Max : Aggregate.Min, [], null, _also));
            return;
        }

        _edits.Add(new OrderEdit { Descending = direction, Limit = number, Columns = columns, One = number is null && !isTop });
        if (columns.Count > 0 && Next()?.Mention is { IsSchema: true })
        {
            _at = _pieces.ToList().IndexOf(Next()!);
        }
    }

    // "cheapest" implies a price; where the answer has an order of such a column already, that one counts.
    private List<ColumnMatch> Concept(string concepts, ref bool? descending)
    {
        foreach (var concept in concepts.Split(',', ' ').Where(c => c.Length > 0))
        {
            var inverse = concept[0] == '-';
            var found = _draft.Index.Names.Find(Tokenizer.Tokenize(concept.TrimStart('-')))
                .Where(n => n.Item3.Column is { } c && (c.IsMeasure || c.IsDate) && _draft.Reads(c.Table) && n.Item4 > 0.6)
                .Select(n => new ColumnMatch(n.Item3.Column!, n.Item4))
                .ToList();
            if (found.Count > 0)
            {
                descending = inverse ? !descending : descending;
                return found;
            }
        }

        return [];
    }

    private static int? Near(FollowUpPiece? piece) =>
        piece?.Mention?.Number is > 0 and <= 1000 and { } number && number == decimal.Truncate(number) ? (int)number : null;

    private void Measure(Aggregate aggregate)
    {
        var next = Next();
        if (next?.Mention?.Cue is { Kind: CueKind.Count })
        {
            return;
        }

        IReadOnlyList<ColumnMatch> columns = next?.Mention is { IsSchema: true } named && named.Columns.Any(c => c.Column.IsNumeric) ? named.Columns : [];
        if (columns.Count > 0)
        {
            _at = _pieces.ToList().IndexOf(next!);
        }
        else if (_question.Language == Text.Language.Chinese && Previous()?.Mention is { IsSchema: true } before && before.Columns.Any(c => c.Column.IsMeasure))
        {
            columns = before.Columns;
            _edits.RemoveAll(e => e is MeasureEdit { Aggregate: Aggregate.None } m && m.Columns == before.Columns);
        }

        if (_place == Place.Order && columns.Count > 0)
        {
            Order(columns, null, aggregate);
            return;
        }

        _edits.Add(new MeasureEdit(aggregate, columns, null, _also));
    }

    private void CountOf(Cue cue)
    {
        var named = cue.Argument == "weak" ? Previous() : Next();
        if (named?.Mention is not { IsSchema: true } mention)
        {
            named = cue.Argument == "weak" ? Next() : Previous();
            mention = named?.Mention!;
        }

        if (mention is { IsSchema: true } && (mention.Tables.Count > 0 ? mention.Tables[0].Table : mention.Columns[0].Column.Table) is { } table)
        {
            _edits.RemoveAll(e => e is MeasureEdit { Counted: null } or GroupEdit { Grain: null } && named!.Start < _pieces[_at].Start);
            if (_place == Place.Order)
            {
                _edits.RemoveAll(e => e is OrderEdit);
            }

            _edits.Add(new MeasureEdit(Aggregate.Count, [], table, _also));
            _place = Place.Anywhere;
            _at = Math.Max(_at, _pieces.ToList().IndexOf(named!));
            return;
        }

        _edits.Add(new CountEdit());
    }
}
