using Memori.Text;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.FollowUps;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Embedded.FollowUps;

/// <summary>What a follow-up asks for.</summary>
/// <param name="Edits">The changes, in the order in which they apply.</param>
/// <param name="Unread">How many words that mean something were not understood.</param>
internal sealed record FollowUpReading(IReadOnlyList<Edit> Edits, int Unread);

/// <summary>Reads a follow-up into changes of the last answer, piece by piece: what came before a name says what becomes of it.</summary>
internal sealed partial class FollowUpReader
{
    private readonly Question _question;
    private readonly IReadOnlyList<FollowUpPiece> _pieces;
    private readonly Draft _draft;
    private readonly List<Edit> _edits = [];
    private Place _place = Place.Anywhere;
    private bool _replaces;
    private bool _also;
    private int _unread;
    private int _at;

    private FollowUpReader(Question question, IReadOnlyList<FollowUpPiece> pieces, Draft draft)
    {
        _question = question;
        _pieces = pieces;
        _draft = draft;
    }

    /// <summary>What a name that follows becomes.</summary>
    private enum Place
    {
        Anywhere,
        Only,
        Not,
        Add,
        Group,
        GroupAlso,
        Order,
    }

    /// <summary>Reads <paramref name="question"/>, which leans on the answer in <paramref name="draft"/>.</summary>
    public static FollowUpReading Read(Question question, LinkResult links, Draft draft)
    {
        var reader = new FollowUpReader(question, FollowUpText.Cut(question.Text, links), draft);
        return reader.Read();
    }

    private FollowUpReading Read()
    {
        _replaces = _pieces.Any(p => p.Is(FollowUpKind.Open) || p.Is(FollowUpKind.Instead)) || !_pieces.Any(p => p.Is(FollowUpKind.Only));
        for (_at = 0; _at < _pieces.Count; _at++)
        {
            var piece = _pieces[_at];
            if (piece.Lean is { } lean)
            {
                Lean(lean);
            }
            else if (piece.Mention is { } mention)
            {
                Mentioned(mention);
            }
            else
            {
                Word(piece.Text);
            }
        }

        // Conditions first, then what is shown of the rows that are left, then their order.
        return new FollowUpReading([.. _edits.Distinct().OrderBy(Rank)], _unread);
    }

    private static int Rank(Edit edit) => edit switch
    {
        ValueEdit or PeriodEdit or ShiftEdit or EverEdit => 0,
        CountEdit or ListEdit => 1,
        MeasureEdit { Beside: false } => 2,
        GroupEdit => 3,
        ComparisonEdit => 4,
        OrderEdit => 6,
        _ => 5,
    };

    private void Lean(FollowUpCue lean)
    {
        switch (lean.Kind)
        {
            case FollowUpKind.Only:
                _place = Place.Only;
                break;
            case FollowUpKind.Not:
                _place = Place.Not;
                break;
            case FollowUpKind.Add:
                (_place, _also) = (Place.Add, true);
                break;
            case FollowUpKind.Group:
                _place = Place.Group;
                break;
            case FollowUpKind.GroupAlso:
                _place = Place.GroupAlso;
                break;
            case FollowUpKind.Order:
                _place = Place.Order;
                break;
            case FollowUpKind.InsteadOf:
                // What stands after it is what there was.
                while (_at + 1 < _pieces.Count && !Breaks(_pieces[_at + 1]))
                {
                    _at++;
                }

                break;
            case FollowUpKind.Direction when !_edits.Exists(e => e is OrderEdit):
                _edits.Add(new OrderEdit { Descending = lean.Argument == "desc" });
                break;
            case FollowUpKind.Flip:
                _edits.Add(new OrderEdit { Flip = true });
                break;
            case FollowUpKind.All:
                _edits.Add(new OrderEdit { All = true });
                break;
            case FollowUpKind.Count when Next() is { Mention: { IsSchema: true, Tables: [{ Table: var counted }, ..] } } && !_draft.Reads(counted):
                break;
            case FollowUpKind.Count:
                _edits.Add(new CountEdit());
                break;
            case FollowUpKind.List:
                _edits.Add(new ListEdit());
                break;
            case FollowUpKind.Ever:
                _edits.Add(new EverEdit());
                break;
            case FollowUpKind.Shift:
                _edits.Add(ShiftEdit.Read(lean.Argument, DateOnly.FromDateTime(_question.AskedAt.DateTime)));
                break;
        }
    }

    private void Mentioned(Mention mention)
    {
        if (mention.Cue is { } cue)
        {
            Cue(cue);
        }
        else if (mention.Time is { } time && !mention.IsQuoted)
        {
            _edits.Add(new PeriodEdit(time));
        }
        else if (mention.Number is { } number && !(mention.IsSchema && mention.BestColumn > 0.95))
        {
            Number(number);
        }
        else if (mention.Values.Count > 0 && (mention.PrefersValue || _place == Place.Only || !mention.IsSchema || (_replaces && _place == Place.Anywhere && mention.Values.Any(v => Replaces(v.Column)))))
        {
            Value(mention);
        }
        else if (mention.IsSchema)
        {
            Name(mention);
        }
        else if (!mention.IsBreak)
        {
            Word(mention.Text);
        }
    }

    private bool Replaces(ColumnNode column) =>
        Conjunction.Of(_draft.Select?.Where).Any(c => ValueEdit.Tested(_draft, c) is { } tested && tested == column);

    private void Value(Mention mention)
    {
        var mode = _place switch
        {
            Place.Not => ValueMode.Exclude,
            Place.Only => ValueMode.Only,
            Place.Add => ValueMode.Also,
            _ => _replaces ? ValueMode.Replace : ValueMode.Only,
        };

        // "Berlin and Paris" belong together.
        if (_edits.LastOrDefault() is ValueEdit last && last.Mode == mode && _at > 1 && Joins(_pieces[_at - 1]) && mention.Values.Any(v => last.Values.Any(o => o.Column == v.Column)))
        {
            _edits[^1] = last with { More = [.. last.More, mention.Values] };
            return;
        }

        _edits.Add(new ValueEdit(mention.Values, mode));
    }

    private static bool Joins(FollowUpPiece piece) => piece.Is(CueKind.And) || piece.Is(CueKind.Or) || piece.Mention is { IsBreak: true };

    private static bool Breaks(FollowUpPiece piece) => piece.Mention is { IsBreak: true } || piece.Lean is not null and not { Kind: FollowUpKind.Pass };

    private FollowUpPiece? Next(int ahead = 1) => _pieces.Skip(_at + 1).Where(p => !p.Is(FollowUpKind.Pass) && !p.Is(CueKind.Soft) && !p.Is(CueKind.Open) && !p.Is(CueKind.Pass) && !p.Is(CueKind.Be)).Skip(ahead - 1).FirstOrDefault();

    private FollowUpPiece? Previous() => _pieces.Take(_at).LastOrDefault(p => !p.Is(FollowUpKind.Pass) && !p.Is(CueKind.Soft) && !p.Is(CueKind.Open) && !p.Is(CueKind.Pass) && !p.Is(CueKind.Be));

    // A word that is neither a name nor a cue: a grain of time, the text of a value that the index does not hold, or not understood.
    private void Word(string text)
    {
        if (GrainOf(text) is { } grain && _place is Place.Group or Place.GroupAlso)
        {
            Group([], null, grain);
            return;
        }

        if (_place == Place.Order && text.ToLowerInvariant() is "number" or "count" or "total" or "value" or "it" or "数量" or "figure")
        {
            _edits.Add(new OrderEdit { Descending = Direction() ?? true });
            return;
        }

        if (text.Length > 1 || Tokenizer.IsIdeograph(text[0]))
        {
            _unread++;
        }
    }

    private static TimeGrain? GrainOf(string word) => Words.Lemma(word.ToLowerInvariant()) switch
    {
        "year" or "年" or "年份" or "yearly" or "annually" => TimeGrain.Year,
        "month" or "月" or "月份" or "monthly" => TimeGrain.Month,
        "day" or "天" or "日" or "日期" or "daily" or "date" => TimeGrain.Day,
        _ => null,
    };

    private void Number(decimal number)
    {
        var previous = Previous();
        if (previous?.Mention?.Cue is { Kind: CueKind.Compare } or { Kind: CueKind.Between } || Next()?.Mention?.Cue is { Kind: CueKind.Compare, Extra: "left" })
        {
            // Read with its comparison.
            return;
        }

        if (number is >= 1900 and <= 2100 && number == decimal.Truncate(number) && TimeColumns.Of(_draft) is not null)
        {
            var year = new DateOnly((int)number, 1, 1);
            _edits.Add(new PeriodEdit(new TimeMention(0, 0, year, year.AddYears(1), TimeGrain.Year)));
            return;
        }

        var whole = number > 0 && number <= 1000 && number == decimal.Truncate(number) ? (int?)number : null;
        if (previous?.Mention?.Cue is { Kind: CueKind.Top or CueKind.Superlative } or { Kind: CueKind.Most } || Next()?.Mention?.Cue is { Kind: CueKind.Superlative or CueKind.Most })
        {
            return;
        }

        if (whole is { } limit && _draft.Query.Limit is not null && _place is not (Place.Not or Place.Order))
        {
            _edits.Add(new OrderEdit { Limit = limit });
            return;
        }

        _unread++;
    }

    private void Name(Mention mention)
    {
        var grain = GrainOf(mention.Text);
        var table = mention.BestTable >= mention.BestColumn - 0.02 && mention.Tables.Count > 0 ? mention.Tables[0].Table : null;
        if (Next()?.Mention?.Cue is { Kind: CueKind.Compare or CueKind.Between } && mention.Columns.Any(c => c.Column.IsNumeric))
        {
            return;
        }

        switch (_place)
        {
            case Place.Group or Place.GroupAlso:
                Group(mention.Columns, table, grain is not null && !(mention.Columns.Any(c => c.Column.IsDate && c.Score > 0.9) && table is null && mention.Text.Length > 5) ? grain : null);
                break;
            case Place.Add when mention.Columns.Any(c => c.Score > 0.5) || table is not null:
                _edits.Add(new AddColumnEdit(mention.Columns, mention.BestColumn > 0.9 && _draft.Display(mention.Columns[0].Column.Table).Contains(mention.Columns[0].Column) ? null : table));
                break;
            case Place.Not when Flag(mention) is { } flag:
                _edits.Add(new ValueEdit([new ValueMatch(flag, "1", 1)], ValueMode.Exclude));
                break;
            case Place.Not:
                _edits.Add(new RemoveColumnEdit(mention.Columns, table));
                break;
            case Place.Order:
                Order(mention.Columns, table, Aggregate.None);
                break;
            default:
                if (Flag(mention) is { } yes)
                {
                    _edits.Add(new ValueEdit([new ValueMatch(yes, "1", 1)], ValueMode.Only));
                }
                else if (table is not null && _draft.Reads(table))
                {
                    // "the completed orders": what the rows are, said again.
                }
                else if (mention.Columns.Any(c => c.Column.IsMeasure) && Measures.Of(_draft) is not null)
                {
                    _edits.Add(new MeasureEdit(Aggregate.None, mention.Columns, null, false));
                }
                else if (!mention.Columns.Any(c => _draft.Reads(c.Column.Table)))
                {
                    _unread++;
                }

                break;
        }
    }

    private static ColumnNode? Flag(Mention mention) => mention.Columns.FirstOrDefault(c => c.Column.IsFlag && c.Score > 0.6)?.Column;

    private void Group(IReadOnlyList<ColumnMatch> columns, TableNode? table, TimeGrain? grain)
    {
        var also = _place == Place.GroupAlso || _edits.OfType<GroupEdit>().Any();
        if (grain is null && table is null && columns.Count > 0 && columns[0].Column.IsMeasure && !columns[0].Column.IsFlag && Measures.Of(_draft) is not null)
        {
            // "by quantity" of something that is measured already.
            _edits.Add(new MeasureEdit(Aggregate.None, columns, null, false));
            return;
        }

        _edits.Add(new GroupEdit(grain is null ? columns : [], grain is null ? table : null, grain, also));
    }

    private void Order(IReadOnlyList<ColumnMatch> columns, TableNode? table, Aggregate aggregate) =>
        _edits.Add(new OrderEdit
        {
            Columns = columns.Count > 0 ? columns : table is null ? [] : [.. _draft.Display(table).Select(c => new ColumnMatch(c, 1))],
            Aggregate = aggregate,
            Descending = Direction(),
        });

    // A direction may stand before or after what is sorted by.
    private bool? Direction() =>
        _pieces.FirstOrDefault(p => p.Is(FollowUpKind.Direction))?.Lean is { } lean ? lean.Argument == "desc"
        : _pieces.Select(p => p.Mention?.Cue).FirstOrDefault(c => c is { Kind: CueKind.Direction } or { Kind: CueKind.Order, Argument: "asc" or "desc" }) is { } cue ? cue.Argument == "desc" : null;
}
