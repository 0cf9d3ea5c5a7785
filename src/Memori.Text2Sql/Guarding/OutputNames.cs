using System.Collections.Frozen;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding;

/// <summary>
/// The names of the columns that a query or a function in FROM gives, in order. PostgreSQL reads <c>f.name</c> as the call
/// <c>name(f)</c> when f has no such column, so a qualified name is safe only where the column is known to be there.
/// </summary>
/// <param name="columnsOf">The columns of something that FROM reads.</param>
internal sealed class OutputNames(Func<TableSource, IReadOnlyList<string>> columnsOf)
{
    /// <summary>No result of PostgreSQL has more columns; stars of stars would name far more here.</summary>
    private const int MostColumns = 1_664;

    /// <summary>What PostgreSQL calls a column that has no name of its own.</summary>
    private const string Nameless = "?column?";

    private static readonly FrozenDictionary<string, string[]> s_columnsOfFunctions = new Dictionary<string, string[]>
    {
        ["json_each"] = ["key", "value"],
        ["jsonb_each"] = ["key", "value"],
        ["json_each_text"] = ["key", "value"],
        ["jsonb_each_text"] = ["key", "value"],
        ["json_array_elements"] = ["value"],
        ["jsonb_array_elements"] = ["value"],
        ["json_array_elements_text"] = ["value"],
        ["jsonb_array_elements_text"] = ["value"],
    }.ToFrozenDictionary();

    /// <summary>The columns of a query.</summary>
    public IReadOnlyList<string> Of(Query query) => Of(query.Body);

    /// <summary>The columns of a function in FROM, before an alias renames them.</summary>
    public static IReadOnlyList<string> Of(FunctionTable function)
    {
        var name = function.Call.Name.Text;
        var alias = (function.Alias ?? function.Call.Name).Text;
        string[] columns = s_columnsOfFunctions.TryGetValue(name, out var known) ? known : [alias];
        return function.WithOrdinality ? [.. columns, "ordinality"] : columns;
    }

    /// <summary>The columns as an alias list renames them: the first ones, as many as it has.</summary>
    public static IReadOnlyList<string> Rename(IReadOnlyList<string> columns, NodeList<Identifier> given) =>
        given.Count == 0 ? columns : [.. given.Select(name => name.Text), .. columns.Skip(given.Count)];

    private IReadOnlyList<string> Of(QueryBody body) => body switch
    {
        SetOperation set => Of(set.Left),
        NestedQuery nested => Of(nested.Query),
        Values values => [.. Enumerable.Range(1, values.Rows is [var row, ..] ? row.Count : 0).Select(i => $"column{i}")],
        Select select => [.. select.Items.SelectMany(item => Of(item, select.From)).Take(MostColumns)],
        _ => [],
    };

    private IEnumerable<string> Of(SelectItem item, TableSource? from) => item switch
    {
        ExpressionItem { Alias: { } alias } => [alias.Text],
        ExpressionItem named => [NameOf(named.Expression) ?? Nameless],
        StarItem star => SourcesOf(from).Where(source => star.Table is null || star.Table.Text == NameOf(source)).SelectMany(columnsOf),
        _ => [],
    };

    private static IEnumerable<TableSource> SourcesOf(TableSource? source) => source switch
    {
        null => [],
        Join join => SourcesOf(join.Left).Concat(SourcesOf(join.Right)),
        _ => [source],
    };

    private static string? NameOf(TableSource source) => source switch
    {
        TableName table => (table.Alias ?? table.Name).Text,
        DerivedTable derived => derived.Alias?.Text,
        FunctionTable function => (function.Alias ?? function.Call.Name).Text,
        _ => null,
    };

    private string? NameOf(Expression expression) => expression switch
    {
        ColumnName column => column.Name.Text,
        FunctionCall call => call.Name.Text,
        Cast cast => NameOf(cast.Operand) ?? cast.Type,
        TypedLiteral literal => literal.Type,
        Collate collate => NameOf(collate.Operand),
        Subscript subscript => NameOf(subscript.Operand),
        Extract => "extract",
        AtTimeZone => "timezone",
        Exists => "exists",
        ArrayValue or ArrayQuery => "array",
        RowValue => "row",
        Case { Else: var otherwise } => (otherwise is null ? null : NameOf(otherwise)) ?? "case",
        ScalarQuery scalar => Of(scalar.Query) is [var only, ..] ? only : null,
        Literal { Kind: LiteralKind.CurrentTime } literal => literal.Value.Split('(')[0].ToLowerInvariant(),
        _ => null,
    };
}
