using Memori.Text;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Answering.Explaining;

/// <summary>
/// What the names of one query are called in one language: by synonyms and comments where there are any, else by the words of the identifier.
/// Only names of the given schema, the caller's own, are looked up.
/// </summary>
internal sealed class QueryNames
{
    private readonly BoundQuery? _bound;
    private readonly bool _chinese;

    private QueryNames(BoundQuery? bound, Language language, DateOnly? today) => (_bound, _chinese, Today) = (bound, language == Language.Chinese, today);

    /// <summary>The day of asking, or null when not known.</summary>
    public DateOnly? Today { get; }

    public static QueryNames Of(Query query, DatabaseSchema? schema, Language language, DateTimeOffset? askedAt)
    {
        DateOnly? today = askedAt is { } asked ? DateOnly.FromDateTime(asked.DateTime) : null;
        try
        {
            return new QueryNames(schema is null ? null : SqlBinder.Bind(query, schema), language, today);
        }
        catch (SqlBindingException)
        {
            // Then the names stay as they are written.
            return new QueryNames(null, language, today);
        }
    }

    /// <summary>The names of a schema's tables and columns, of no query in particular.</summary>
    public static QueryNames In(Language language) => new(null, language, null);

    public TableSchema? TableOf(TableSource source) => source is TableName name ? _bound?.TableOf(name) : null;

    /// <summary>What a table is called: many of its rows.</summary>
    public string Table(TableSource source) => source switch
    {
        TableName name when TableOf(name) is { } table => Label(table),
        TableName name => _bound is null ? name.Name.Text : $"“{name.Name.Text}”",
        _ => "",
    };

    /// <summary>What a table is called: many of its rows.</summary>
    public string Many(TableSchema table) => Label(table);

    /// <summary>What a column is called by itself.</summary>
    public string Label(ColumnSchema column) => Chosen(column.Synonyms, column.Comment) ?? Words(column.Name);

    /// <summary>One row of a table.</summary>
    public string One(TableSchema table) => _chinese ? Label(table) : Singular(Label(table));

    /// <summary>What a column is called; with its table where the query reads <paramref name="several"/>.</summary>
    public string Column(ColumnName column, bool several)
    {
        var binding = _bound?.BindingOf(column);
        if (binding?.Column.Column is not { } schema || binding.Source is null)
        {
            return _bound is null ? column.Name.Text : Words(column.Name.Text);
        }

        var label = Label(schema);
        if ((!several && (_chinese || !IsBare(label))) || binding.Column.Table is not { } table)
        {
            return label;
        }

        var owner = One(table);
        return _chinese
            ? label.Length <= 2 && !owner.Contains(label, StringComparison.Ordinal) ? $"{owner}的{label}" : label
            : owner.Split(' ').Any(w => label.Split(' ').Contains(w, StringComparer.OrdinalIgnoreCase)) ? label : $"{owner} {label}";
    }

    /// <summary>The table whose single primary key a column is, or null.</summary>
    public TableSchema? KeyOf(Expression expression) =>
        expression is ColumnName name && _bound?.BindingOf(name)?.Column is { Table: { PrimaryKey: [var key] } table, Column: { } column } && key == column.Name ? table : null;

    /// <summary>What FROM reads a column from, or null.</summary>
    public TableSource? SourceOf(ColumnName column) => _bound?.BindingOf(column)?.Source;

    /// <summary>The table of a column, or null.</summary>
    public TableSchema? OwnerOf(Expression expression) => expression is ColumnName name ? _bound?.BindingOf(name)?.Column.Table : null;

    /// <summary>Whether a column holds only 0 and 1 and is called like a question: is_active.</summary>
    public bool IsFlag(Expression expression) =>
        expression is ColumnName name && _bound?.BindingOf(name)?.Column.Column is { } column
        && (column.Name.StartsWith("is_", StringComparison.OrdinalIgnoreCase) || column.Name.StartsWith("has_", StringComparison.OrdinalIgnoreCase));

    /// <summary>What a stored code means in Chinese by the column's comment (F=女), or null.</summary>
    public string? Meaning(Expression column, string value) =>
        _chinese && column is ColumnName name && _bound?.BindingOf(name)?.Column.Column is { Comment: { } comment }
            ? CommentReader.Read(comment).Codes.Where(c => c.Value.Equals(value, StringComparison.OrdinalIgnoreCase) && HasIdeograph(c.Meaning)).Select(c => c.Meaning).FirstOrDefault()
            : null;

    public ColumnType TypeOf(Expression expression) => _bound?.TypeOf(expression) ?? ColumnType.Other;

    /// <summary>The source whose rows the joined rows are: no other refers to it.</summary>
    public TableSource Entity(IReadOnlyList<TableSource> sources)
    {
        var tables = sources.Select(s => (Source: s, Table: TableOf(s))).ToList();
        return tables.Find(t => t.Table is { } own && !tables.Exists(o => o.Table is { } other && other != own && other.ForeignKeys.Any(f => f.ReferencedTable.Equals(own.Name, StringComparison.OrdinalIgnoreCase)))).Source ?? sources[0];
    }

    private string Label(TableSchema table) => Chosen(table.Synonyms, table.Comment) ?? Words(table.Name);

    private string? Chosen(IReadOnlyList<string> synonyms, string? comment) => _chinese
        ? synonyms.FirstOrDefault(HasIdeograph) ?? CommentReader.Read(comment).Names.FirstOrDefault(HasIdeograph)
        : null;

    // order_items and orderItems are "order items".
    private static string Words(string identifier)
    {
        var spaced = new System.Text.StringBuilder(identifier.Length + 4);
        for (var i = 0; i < identifier.Length; i++)
        {
            if (identifier[i] == '_')
            {
                spaced.Append(' ');
            }
            else if (i > 0 && char.IsUpper(identifier[i]) && char.IsLower(identifier[i - 1]))
            {
                spaced.Append(' ').Append(char.ToLowerInvariant(identifier[i]));
            }
            else
            {
                spaced.Append(identifier[i]);
            }
        }

        return spaced.ToString().Trim();
    }

    // "Shows name" says too little even where there is one table.
    private static bool IsBare(string label) => label.ToLowerInvariant() is "name" or "id" or "title" or "code";

    private static string Singular(string words)
    {
        var space = words.LastIndexOf(' ');
        return words[..(space + 1)] + Grounding.Linking.Words.Lemma(words[(space + 1)..].ToLowerInvariant());
    }

    private static bool HasIdeograph(string text) => text.Any(Tokenizer.IsIdeograph);
}
