using System.Globalization;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Roles;

/// <summary>
/// What stands around a name, as features of <see cref="RoleModel"/>: names and values are told only by their kind, so that nothing of a
/// particular database is learned.
/// </summary>
internal sealed class RoleFeatures
{
    private const string Edge = "^";

    private readonly Reading _reading;
    // Chinese questions of Chinese names, which say little else, and of English names.
    private readonly string _language;
    private readonly string _text;
    private readonly List<string> _words = [];
    private readonly List<string> _kinds = [];
    private readonly List<int> _mentionAt = [];
    private readonly int[] _unitOf;
    private readonly List<string> _whole = [];
    private readonly List<int> _items;

    public RoleFeatures(Reading reading)
    {
        _reading = reading;
        _language = !reading.Chinese ? "e" : reading.Index.IsChinese ? "z" : "x";
        _text = reading.Chinese ? "z" : "e";
        _unitOf = new int[reading.Count];
        var token = 0;
        for (var i = 0; i < reading.Count; i++)
        {
            Plain(token, reading[i].Start);
            _unitOf[i] = _words.Count;
            var (word, kind) = Symbol(i);
            _words.Add(word);
            _kinds.Add(kind);
            _mentionAt.Add(i);
            token = Math.Max(token, reading[i].End);
        }

        Plain(token, reading.Tokens.Count);
        _items = [.. Enumerable.Range(0, reading.Count).Where(i => IsItem(reading, i))];
        Whole();
    }

    /// <summary>Whether a mention has a role: a name that no condition took, or a count of rows.</summary>
    public static bool IsItem(Reading reading, int i) => reading.IsFreeSchema(i) || reading.IsFreeCue(i, CueKind.Count);

    /// <summary>What stands around a name.</summary>
    public List<string> Of(int i)
    {
        var unit = _unitOf[i];
        var self = Self(i);
        var features = new List<string>(96) { "b", "s" + self, _language + "s" + self };
        Around(features, _words, unit, _text + "w", self);
        Around(features, _kinds, unit, "k", self);
        Around(features, _kinds, unit, _language + "k", self);
        Cues(features, unit, self);
        Places(features, i, self);
        Column(features, i, self);
        foreach (var whole in _whole)
        {
            features.Add(whole + self);
            features.Add(_language + whole + self);
        }

        return features;
    }

    /// <summary>What the roles of the names before say of a name.</summary>
    public List<string> After(int i, RoleHistory before)
    {
        var self = Self(i);
        var last = before.Last?.ToString() ?? Edge;
        var place = _items.IndexOf(i);
        var features = new List<string>(16);
        foreach (var part in (ReadOnlySpan<string>)[
            $"h1{last}{self}", $"h2{before.BeforeLast?.ToString() ?? Edge} {last}{self}", $"hl{last}{At(_kinds, _unitOf[i] - 1)}{self}", $"hr{last}{At(_kinds, _unitOf[i] + 1)}{self}",
            $"hp{last}{(place > 0 ? Self(_items[place - 1]) : Edge)}{self}"])
        {
            features.Add(part);
            features.Add(_language + part);
        }

        var all = $"{(before.Grouped ? "g" : "")}{(before.Ordered ? "o" : "")}{(before.Aggregated ? "a" : "")}{before.Shown.ToString(CultureInfo.InvariantCulture)}";
        features.Add($"hw{_text}{last}{At(_words, _unitOf[i] - 1)}");
        features.Add($"hs{all}");
        features.Add($"hs{all}{self}");
        features.Add($"{_language}hs{all}{self}");
        features.Add($"he{all}{Math.Min(2, _items.Count - place - 1).ToString(CultureInfo.InvariantCulture)}{self}");
        return features;
    }

    private void Plain(int from, int to)
    {
        for (var t = from; t < to; t++)
        {
            var token = _reading.Tokens[t];
            _words.Add(token.Kind is TokenKind.Number ? "#" : token.Lower);
            _kinds.Add("-");
            _mentionAt.Add(-1);
        }
    }

    private (string Word, string Kind) Symbol(int i)
    {
        var mention = _reading[i];
        if (mention.Cue is { } cue)
        {
            return (mention.Text.ToLowerInvariant(), cue.Kind + "." + cue.Argument);
        }

        var symbol = mention.IsBreak ? mention.Text
            : _reading.IsFreeSchema(i) ? _reading.IsTable(i) ? "T" : "C"
            : _reading.IsTaken(i) && mention.IsSchema ? "W"
            : mention.Values.Count > 0 || mention.IsQuoted ? "V"
            : mention.Time is not null ? "D"
            : mention.Number is not null ? "N"
            : "?";
        return (symbol, symbol);
    }

    private string Self(int i) =>
        _reading.Is(i, CueKind.Count) ? "#" + _reading[i].Cue!.Argument
        : _reading.IsTable(i) ? "T"
        : _reading[i].Columns is [{ Column: var c }, ..] ? c.IsMeasure ? "M" : c.IsDate ? "D" : c.IsIdentifier ? "I" : "C"
        : "T";

    private static string At(List<string> units, int at) => at < 0 || at >= units.Count ? Edge : units[at];

    private static void Around(List<string> features, List<string> units, int unit, string name, string self)
    {
        string l1 = At(units, unit - 1), l2 = At(units, unit - 2), l3 = At(units, unit - 3);
        string r1 = At(units, unit + 1), r2 = At(units, unit + 2), r3 = At(units, unit + 3);
        features.Add($"{name}l1{l1}");
        features.Add($"{name}r1{r1}");
        features.Add($"{name}l2{l2}");
        features.Add($"{name}r2{r2}");
        features.Add($"{name}L2{l2} {l1}");
        features.Add($"{name}R2{r1} {r2}");
        features.Add($"{name}L3{l3} {l2} {l1}");
        features.Add($"{name}R3{r1} {r2} {r3}");
        features.Add($"{name}lr{l1} {r1}");
        features.Add($"{name}lR{l1} {r1} {r2}");
        features.Add($"{name}Lr{l2} {l1} {r1}");
        features.Add($"{name}sl{self} {l1}");
        features.Add($"{name}sr{self} {r1}");
        features.Add($"{name}sL{self} {l2} {l1}");
        features.Add($"{name}sR{self} {r1} {r2}");
        features.Add($"{name}slr{self} {l1} {r1}");
    }

    // The cue that governs a list of names stands before or behind the whole list.
    private void Cues(List<string> features, int unit, string self)
    {
        foreach (var step in (ReadOnlySpan<int>)[-1, 1])
        {
            var crossed = 0;
            var found = 0;
            for (var at = unit + step; at >= 0 && at < _words.Count && found < 2; at += step)
            {
                var mention = _mentionAt[at];
                if (mention >= 0 && _reading[mention].IsBreak)
                {
                    crossed++;
                    continue;
                }

                if (mention < 0 || _reading[mention].Cue is not { } cue || cue.Kind is CueKind.And or CueKind.Soft or CueKind.Pass or CueKind.Be)
                {
                    continue;
                }

                found++;
                var side = (step < 0 ? "gl" : "gr") + found.ToString(CultureInfo.InvariantCulture);
                var far = Math.Min(crossed, 2).ToString(CultureInfo.InvariantCulture);
                features.Add($"{side}{_kinds[at]}{far}{self}");
                features.Add($"{_language}{side}{_kinds[at]}{far}{self}");
                features.Add($"{_text}{side}w{_words[at]}{far}");
                if (cue.Kind is CueKind.Aggregate or CueKind.Count or CueKind.Most or CueKind.Superlative or CueKind.Each or CueKind.Order)
                {
                    features.Add($"{side}d{_kinds[at]}{Math.Min(4, Math.Abs(at - unit)).ToString(CultureInfo.InvariantCulture)}{self}");
                }
            }
        }
    }

    private void Places(List<string> features, int i, string self)
    {
        var place = _items.IndexOf(i);
        var breaks = Enumerable.Range(0, i).Count(at => _reading[at].IsBreak);
        var after = Enumerable.Range(i + 1, _reading.Count - i - 1).Count(at => _reading[at].IsBreak);
        var inClause = 0;
        for (var at = i - 1; at >= 0 && !_reading[at].IsBreak; at--)
        {
            inClause += _reading[at].Cue is null ? 1 : 0;
        }

        // 在各城市的垃圾统计中，… says only what the rest is about.
        int from = i, to = i;
        while (from > 0 && !_reading[from - 1].IsBreak)
        {
            from--;
        }

        while (to + 1 < _reading.Count && !_reading[to + 1].IsBreak)
        {
            to++;
        }

        var first = from == 0 ? 0 : _reading[from - 1].End;
        var last = to + 1 < _reading.Count ? _reading[to + 1].Start - 1 : _reading.Tokens.Count - 1;
        var opens = _reading.Tokens[first].Lower;
        var closes = _reading.Tokens[Math.Max(first, last)].Lower;
        features.Add($"co{_text}{opens}{self}");
        features.Add($"cz{_text}{closes}{self}");
        features.Add($"cc{_text}{opens} {closes}");
        features.Add($"cp{_text}{opens}{Math.Min(breaks, 2)}.{Math.Min(after, 2)}");

        var zone = _reading.Zones[i].ToString();
        var conditioned = false;
        for (var at = i + 1; at < _reading.Count && !_reading[at].IsBreak; at++)
        {
            conditioned |= _reading.IsTaken(at);
        }

        var conditionedBefore = false;
        for (var at = i - 1; at >= 0 && !_reading[at].IsBreak; at--)
        {
            conditionedBefore |= _reading.IsTaken(at);
        }

        foreach (var part in (ReadOnlySpan<string>)[
            $"pi{Math.Min(place, 3)}{self}", $"pe{Math.Min(_items.Count - place - 1, 3)}{self}", $"pb{Math.Min(breaks, 2)}.{Math.Min(after, 2)}{self}",
            $"pc{Math.Min(inClause, 2)}{self}", $"z{zone}{self}", $"zb{zone}{Math.Min(breaks, 2)}.{Math.Min(after, 2)}",
            $"cn{conditioned}{conditionedBefore}{self}", $"cb{conditioned}{conditionedBefore}{Math.Min(after, 1)}{Math.Min(breaks, 1)}"])
        {
            features.Add(part);
            features.Add(_language + part);
        }
    }

    private void Column(List<string> features, int i, string self)
    {
        var mention = _reading[i];
        if (mention.Cue is not null)
        {
            return;
        }

        var best = mention.Columns is [{ Column: var column }, ..] ? column : null;
        var score = Math.Max(mention.BestColumn, mention.BestTable);
        features.Add("q" + (score >= 0.95 ? "3" : score >= 0.8 ? "2" : score >= 0.6 ? "1" : "0") + self);
        features.Add("qs" + Math.Min(3, mention.End - mention.Start).ToString(CultureInfo.InvariantCulture) + (score >= 0.9) + _language + self);
        features.Add("qc" + Math.Min(3, mention.Columns.Count(c => c.Score >= score - 0.02)).ToString(CultureInfo.InvariantCulture) + self);
        if (best is null)
        {
            return;
        }

        features.Add("cd" + best.Table.Display.Contains(best) + self);
        features.Add("cm" + best.IsMeasure + best.IsDate + best.IsIdentifier + best.IsForeignKey + TimeRules.HoldsYears(best));
        for (var other = 0; other < _reading.Count; other++)
        {
            if (other != i && _reading[other] is { IsSchema: true } named && named.Columns.Any(c => c.Column == best && c.Score > 0.7))
            {
                features.Add("cs" + (other < i ? "<" : ">") + (_reading.IsTaken(other) ? "w" : "f") + self);
            }
        }

        foreach (var table in mention.Tables.Take(1))
        {
            var again = Enumerable.Range(0, _reading.Count).FirstOrDefault(o => o != i && _reading[o].Tables.Any(t => t.Table == table.Table && t.Score > 0.9), -1);
            features.Add("ct" + (again < 0 ? "" : again < i ? "<" : ">") + self);
        }

        if (_reading.Filters.Count > 0 && _reading.Filters.Exists(f => Binder.Slots(f).OfType<Slot>().Any(s => s.Candidates[0].Column == best)))
        {
            features.Add("cf" + self);
        }
    }

    private void Whole()
    {
        void Note(bool holds, string name)
        {
            if (holds)
            {
                _whole.Add(name);
            }
        }

        bool Any(CueKind kind) => Enumerable.Range(0, _reading.Count).Any(i => _reading.Is(i, kind));
        Note(_reading.IsOrderOpen, "gopen");
        Note(Any(CueKind.Each), "gE");
        Note(Any(CueKind.Most), "gM");
        Note(Any(CueKind.Superlative), "gS");
        Note(Any(CueKind.Order), "gO");
        Note(Any(CueKind.Count), "gC");
        Note(Any(CueKind.Aggregate), "gA");
        Note(_reading.Order.Count > 0, "go");
        Note(_reading.Limit is not null, "gl");
        Note(_reading.Order.Exists(o => o.Term.Aggregate != Aggregate.None), "ga");
        Note(_reading.Filters.Exists(f => f is CompareFilter { Left.Aggregate: not Aggregate.None }), "gh");
        _whole.Add("gf" + Math.Min(2, _reading.Filters.Count).ToString(CultureInfo.InvariantCulture));
        _whole.Add("gn" + Math.Min(4, _items.Count).ToString(CultureInfo.InvariantCulture));
    }
}
