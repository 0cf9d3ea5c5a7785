namespace Memori.Text2Sql.Sql.Binding;

/// <summary>The columns that names can mean in one query, and the query around it.</summary>
/// <param name="outer">What the names of the surrounding query can mean, or null.</param>
/// <param name="items">What FROM reads, left to right; grows while FROM is bound.</param>
/// <param name="first">The first of them that is seen.</param>
/// <param name="count">How many are seen; null for all that there are.</param>
internal sealed class Scope(Scope? outer, List<FromItem> items, int first = 0, int? count = null)
{
    public Scope? Outer => outer;

    public List<FromItem> Items => items;

    public int First => first;

    public int End => count is null ? items.Count : first + count.Value;

    /// <summary>Whether FROM has a RIGHT or FULL join.</summary>
    public bool HasRightJoin { get; init; }

    /// <summary>The names of the SELECT list where they can be seen, else null.</summary>
    public IReadOnlyList<BoundColumn?>? Aliases { get; set; }

    /// <summary>The same without the queries around.</summary>
    public Scope WithoutOuter() => new(null, items, first, count) { HasRightJoin = HasRightJoin, Aliases = Aliases };

    /// <summary>The same, seeing only some of FROM.</summary>
    public Scope Seeing(int from, int to) => new(outer, items, from, to - from) { HasRightJoin = HasRightJoin };
}
