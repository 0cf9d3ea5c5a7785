namespace Memori.Text2Sql.Grounding.Linking.Derived;

/// <summary>A column of figures as its name tells it: what there is so much of, and the words that say that it is a number or an amount.</summary>
/// <param name="Column">The column.</param>
/// <param name="Core">Its name without the words of the kind.</param>
/// <param name="Kind">数量, 人数, count, revenue …; empty for others.</param>
/// <param name="IsCount">Whether it holds how many there are.</param>
internal sealed record Measure(ColumnNode Column, string[] Core, string[] Kind, bool IsCount)
{
    public string[] Words => Column.Words;

    public bool IsChinese { get; } = Column.Words.Any(w => Tokenizer.IsIdeograph(w[0]));

    /// <summary>Whether several of them may be added up: counts and amounts.</summary>
    public bool IsAdditive => Kind.Length > 0;

    public static Measure Of(ColumnNode column)
    {
        foreach (var kind in (ReadOnlySpan<string>)["thing", "count", "amount"])
        {
            foreach (var words in DerivedWords.Of(kind))
            {
                if (DerivedWords.Ends(column.Words, words))
                {
                    return new Measure(column, kind == "thing" ? column.Words : column.Words[..^words.Length], words, kind != "amount");
                }

                if (DerivedWords.Starts(column.Words, words) && !Tokenizer.IsIdeograph(words[0][0]) && kind != "thing")
                {
                    return new Measure(column, [.. column.Words[words.Length..].SkipWhile(w => w == "of")], words, kind == "count");
                }
            }
        }

        // flights, active_users: a plural counts.
        return column.Name[^1] is 's' or 'S' && column.Words[^1][^1] != 's'
            ? new Measure(column, column.Words, ["number"], true) : new Measure(column, column.Words, [], false);
    }

    /// <summary>Whether nothing that is known speaks against this being a part of <paramref name="whole"/>: no part is greater.</summary>
    public bool MayBePartOf(Measure whole) => !(Max(this) > Max(whole));

    /// <summary>The greatest value, null when unknown.</summary>
    public static decimal? Max(Measure measure) =>
        decimal.TryParse(measure.Column.Schema.Profile.Max, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var max) ? max : null;
}
