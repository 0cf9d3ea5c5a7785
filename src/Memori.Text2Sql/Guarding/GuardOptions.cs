namespace Memori.Text2Sql.Guarding;

/// <summary>How much a query may be. Every limit is inclusive.</summary>
public sealed record GuardOptions
{
    /// <summary>The defaults, with room for exports of <paramref name="exportRows"/> rows.</summary>
    internal static GuardOptions For(int exportRows)
    {
        var options = new GuardOptions();
        return options with { MaxRowLimit = Math.Max(options.MaxRowLimit, exportRows) };
    }

    /// <summary>The longest text, in UTF-16 code units; default 50,000.</summary>
    public int MaxLength { get; init; } = 50_000;

    /// <summary>The most nodes of the tree; default 10,000.</summary>
    public int MaxNodes { get; init; } = 10_000;

    /// <summary>How deeply queries may nest; default 24.</summary>
    public int MaxQueryDepth { get; init; } = 24;

    /// <summary>How often tables, common tables and subqueries may be read in FROM; default 48 (SQLite joins at most 64).</summary>
    public int MaxSources { get; init; } = 48;

    /// <summary>The rows that a caller gets when it doesn't say; default 1,000.</summary>
    public int RowLimit { get; init; } = 1_000;

    /// <summary>The most rows that a caller may ask for; default 100,000.</summary>
    public int MaxRowLimit { get; init; } = 100_000;

    /// <summary>The greatest width, length or count that a function may be told to produce (repeat, lpad, zeroblob, printf …); default 1,000.</summary>
    public int MaxProduced { get; init; } = 1_000;

    /// <summary>The longest text that a query may build for a row out of ordinary cells, in characters as reckoned before it runs; default 1,000,000.</summary>
    public double MaxBuilt { get; init; } = 1_000_000;

    /// <summary>The most rows that generate_series may be told to produce; default 100,000.</summary>
    public int MaxSeries { get; init; } = 100_000;
}
