using Memori.Text2Sql.Grounding.Linking.Derived;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>
/// What linking needs to know of a database: names as words, values by their text, keys declared and inferred.
/// Built once for a schema with its profiles; immutable and thread-safe.
/// </summary>
public sealed class DatabaseIndex
{
    // Up to here every table is linked closely: choosing first could only lose one.
    private const int SmallSchema = 40;

    private readonly Dictionary<(string? Schema, string Name), TableNode> _byTable = [];

    private DatabaseIndex(DatabaseSchema schema)
    {
        Schema = schema;
        Lexicon = Lexicon.Default;
        Tables = SchemaGraphBuilder.Build(schema, Lexicon);
        foreach (var table in Tables)
        {
            _byTable.TryAdd((table.Schema.Schema, table.Name), table);
        }

        var names = Tables.SelectMany(t => t.Columns).Select(c => c.Name).ToList();
        IsChinese = names.Count(n => n.Any(Tokenizer.IsIdeograph)) * 2 > names.Count;
        Copies = new TableCopies(schema);
        Edges = KeyInference.Edges(Tables, Copies);
        SchemaGraphBuilder.Describe(Tables, Edges);
        Names = new NameIndex(Tables, Lexicon);
        Composed = new ComposedColumns(Tables);
        Per = new PerColumns(Tables);
        Values = new ValueIndex(Tables);
        Joins = new JoinGraph(Tables, Edges);
        Terms = new TermIndex(schema, Find);
        Search = Tables.Count > SmallSchema ? new TableSearch(Tables, Lexicon, Values, Copies) : null;
    }

    /// <summary>The schema it was built from.</summary>
    public DatabaseSchema Schema { get; }

    internal Lexicon Lexicon { get; }

    /// <summary>Whether most names are Chinese.</summary>
    internal bool IsChinese { get; }

    internal IReadOnlyList<TableNode> Tables { get; }

    internal IReadOnlyList<JoinEdge> Edges { get; }

    internal NameIndex Names { get; }

    internal ComposedColumns Composed { get; }

    internal PerColumns Per { get; }

    internal ValueIndex Values { get; }

    internal JoinGraph Joins { get; }

    internal TermIndex Terms { get; }

    internal TableCopies Copies { get; }

    /// <summary>The first stage of linking in a large schema; null where all tables are looked at closely.</summary>
    internal TableSearch? Search { get; }

    /// <summary>How much it holds: columns and values.</summary>
    internal long Weight => Tables.Sum(t => (long)t.Columns.Count) + Values.Count;

    /// <summary>The table of that name, or null.</summary>
    internal TableNode? Find(string? schema, string name) => _byTable.GetValueOrDefault((schema, name));

    /// <summary>Builds the index of <paramref name="schema"/>; the profiles' values become findable.</summary>
    public static DatabaseIndex Build(DatabaseSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return new(schema);
    }
}
