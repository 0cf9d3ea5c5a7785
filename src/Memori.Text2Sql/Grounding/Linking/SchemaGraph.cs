using System.Collections.Concurrent;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>A table as the generator sees it.</summary>
internal sealed class TableNode(int index, TableSchema schema)
{
    public int Index { get; } = index;

    public TableSchema Schema { get; } = schema;

    public string Name => Schema.Name;

    public string[] Words { get; init; } = [];

    public IReadOnlyList<ColumnNode> Columns { get; set; } = [];

    /// <summary>The single column that identifies a row, or null.</summary>
    public ColumnNode? Key { get; set; }

    /// <summary>What people call a row by: a name, a title, first and last name, else the key.</summary>
    public IReadOnlyList<ColumnNode> Display { get; set; } = [];

    /// <summary>The Chinese name of a row, where the table has one beside another.</summary>
    public ColumnNode? ChineseDisplay { get; set; }

    /// <summary>Whether its rows have a name or a title of their own.</summary>
    public bool IsNamed { get; set; }

    /// <summary>The table that its rows have their names from, where each is a row of that too: the people of gymnasts; or null.</summary>
    public TableNode? NamedBy { get; set; }

    /// <summary>Whether it mainly links other tables.</summary>
    public bool IsLink { get; set; }

    public override string ToString() => Name;
}

/// <summary>A column as the generator sees it.</summary>
internal sealed class ColumnNode(TableNode table, ColumnSchema schema, string[] words)
{
    private ConcurrentDictionary<(string Operator, ColumnNode Other), ColumnNode>? _combined;

    private readonly Lazy<WrittenDates?> _written = new(() => WrittenDates.Of(schema));

    public TableNode Table { get; } = table;

    public ColumnSchema Schema { get; } = schema;

    public string Name => Schema.Name;

    public string[] Words { get; } = words;

    /// <summary>What it is reckoned from beside its own column, and how (<c>+ - * /</c>; <c>*%</c> and <c>/%</c> where the other is a share in percent); null for a column of the table.</summary>
    public (string Operator, ColumnNode Other)? Derived { get; init; }

    /// <summary>What this column and another make; always the same for the same two.</summary>
    public ColumnNode Combine(string op, ColumnNode other, ColumnProfile? profile = null) =>
        LazyInitializer.EnsureInitialized(ref _combined).GetOrAdd((op, other), _ =>
            new ColumnNode(Table, Schema with { Type = ColumnType.Number, IsUnique = false, Profile = profile ?? ColumnProfile.Empty }, Words) { Derived = (op, other) });

    public bool IsPrimaryKey => Table.Schema.PrimaryKey is [var only] && only == Name;

    public bool IsForeignKey { get; set; }

    /// <summary>Whether names and values suggest that it tells the rows of its table apart, where no key is declared.</summary>
    public bool IsLikelyKey { get; set; }

    public bool IsIdentifier => IsPrimaryKey || IsForeignKey || (IsLikelyKey && Words[^1] is not "name") || Words[^1] is "id" or "code";

    public bool IsNumeric => Schema.Type is ColumnType.Integer or ColumnType.Number;

    public bool IsDate => Schema.Type is ColumnType.Date or ColumnType.Timestamp;

    public bool IsText => Schema.Type is ColumnType.Text;

    /// <summary>How it writes dates as text, or null.</summary>
    public WrittenDates? Written => _written.Value;

    /// <summary>Whether it holds days or moments, of a type of their own or written as text.</summary>
    public bool IsMoment => IsDate || Written is not null;

    /// <summary>Numbers that measure something, so that sums and comparisons make sense.</summary>
    public bool IsMeasure => IsNumeric && !IsIdentifier && !IsFlag;

    /// <summary>Holds nothing but 0 and 1.</summary>
    public bool IsFlag => IsNumeric && Schema.Profile.Values is { Count: > 0 and <= 2 } values && values.All(v => v is "0" or "1");

    /// <summary>Whether its name holds one of some words: Latin ones whole, Chinese ones anywhere.</summary>
    public bool Says(string[] words) => Array.Exists(words, w => Tokenizer.IsIdeograph(w[0]) ? Name.Contains(w, StringComparison.Ordinal) : Words.Contains(w));

    public override string ToString() => Table.Name + "." + Name;
}

/// <summary>Two columns that join two tables.</summary>
/// <param name="From">The referring column.</param>
/// <param name="To">The column referred to.</param>
/// <param name="Cost">What using it costs in a join search: 1 for a declared key, more for an inferred one.</param>
internal sealed record JoinEdge(ColumnNode From, ColumnNode To, double Cost);
