using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;
using Memori.Text2Sql.Verification.Calibration;

namespace Memori.Text2Sql.Generation.Embedded.SchemaQuestions;

/// <summary>
/// Answers a question on the schema with a query of constants, from what the caller may see of the schema: what is hidden from a caller is not there.
/// </summary>
internal static class SchemaAnswer
{
    // More rows than a person reads are cut; SQLite takes no more than 500 parts.
    private const int MostRows = 200;
    private const int LongestText = 500;
    private const double Exact = 0.85;
    private const double Near = 0.6;
    private const double Sure = 0.92;

    /// <summary>The candidate, or null when the question is none on the schema or names nothing of it.</summary>
    public static SqlCandidate? Find(string question, DatabaseIndex index)
    {
        if (SchemaQuestionReader.Read(question) is not { } asked)
        {
            return null;
        }

        var (columns, rows) = Rows(asked, index);
        return rows.Count == 0 ? null : new SqlCandidate(SqlRenderer.Render(Constants(columns, rows), index.Schema.Dialect), Sure)
        {
            Signals = new Dictionary<string, double>(StringComparer.Ordinal) { [Signal.OnSchema] = 1 },
        };
    }

    private static (string[] Columns, List<Expression[]> Rows) Rows(SchemaQuestion asked, DatabaseIndex index) => asked.Kind switch
    {
        SchemaQuestionKind.Tables => (["table_name"], [.. index.Tables.Select(t => (Expression[])[NameOf(t)])]),
        SchemaQuestionKind.TableCount => (["table_count"], [[SqlTree.Number(index.Tables.Count)]]),
        SchemaQuestionKind.TablesWith => (["table_name"], [.. Holding(ColumnsOf(asked.Name, index), index).Select(t => (Expression[])[NameOf(t)])]),
        SchemaQuestionKind.Referring => (["table_name"], [.. TablesOf(asked.Name, index).Take(1).SelectMany(t => index.Edges.Where(e => e.To.Table == t && e.From.Table != t)).Select(e => e.From.Table).Distinct().Select(t => (Expression[])[NameOf(t)])]),
        SchemaQuestionKind.Columns => (["column_name"], [.. TablesOf(asked.Name, index).Take(1).SelectMany(t => t.Columns).Select(c => (Expression[])[SqlTree.Text(c.Name)])]),
        SchemaQuestionKind.ColumnCount => (["column_count"], [.. TablesOf(asked.Name, index).Take(1).Select(t => (Expression[])[SqlTree.Number(t.Columns.Count)])]),
        SchemaQuestionKind.Type => (["table_name", "column_name", "data_type"], [.. ColumnsOf(asked.Name, index).Select(c => (Expression[])[NameOf(c.Table), SqlTree.Text(c.Name), SqlTree.Text(c.Schema.DeclaredType.Length > 0 ? c.Schema.DeclaredType : c.Schema.Type.ToString())])]),
        _ => Meaning(asked.Name, index),
    };

    private static (string[] Columns, List<Expression[]> Rows) Meaning(string name, DatabaseIndex index)
    {
        var columns = ColumnsOf(name, index).Where(c => c.Schema.Comment is { Length: > 0 }).ToList();
        var tables = TablesOf(name, index).Where(t => t.Schema.Comment is { Length: > 0 }).Take(1).ToList();
        return tables.Count > 0 && !columns.Exists(c => string.Equals(c.Name, name, StringComparison.OrdinalIgnoreCase))
            ? (["table_name", "meaning"], tables.ConvertAll(t => (Expression[])[NameOf(t), Bounded(t.Schema.Comment!)]))
            : (["table_name", "column_name", "meaning"], columns.ConvertAll(c => (Expression[])[NameOf(c.Table), SqlTree.Text(c.Name), Bounded(c.Schema.Comment!)]));
    }

    // The column of that very name; else those that people call so, a key with the columns that refer to it; else what comes near.
    private static List<ColumnNode> ColumnsOf(string name, DatabaseIndex index)
    {
        var all = index.Tables.SelectMany(t => t.Columns);
        var parts = name.Split('.');
        if (all.Where(c => string.Equals(c.Name, parts[^1], StringComparison.OrdinalIgnoreCase) && (parts.Length == 1 || string.Equals(c.Table.Name, parts[^2], StringComparison.OrdinalIgnoreCase))).ToList() is { Count: > 0 } same)
        {
            return same;
        }

        var found = Named(name, index).Where(n => n.Name.Column is not null).Select(n => (Column: n.Name.Column!, n.Score)).ToList();
        var best = found.Select(f => f.Score).DefaultIfEmpty(0).Max();
        var named = found.Where(f => f.Score >= Math.Max(Near, Math.Min(Exact, best))).Select(f => f.Column).Distinct().ToList();
        return [.. named.Concat(index.Edges.Where(e => named.Contains(e.To)).Select(e => e.From)).Concat(index.Edges.Where(e => named.Contains(e.From)).Select(e => e.To)).Distinct()];
    }

    private static IEnumerable<TableNode> TablesOf(string name, DatabaseIndex index) =>
        index.Tables.Where(t => string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase))
            .Concat(Named(name, index).Where(n => n.Name.Table is not null && n.Score >= Near).OrderByDescending(n => n.Score).Select(n => n.Name.Table!)).Distinct();

    // Only what the whole phrase names.
    private static IEnumerable<(NameEntry Name, double Score)> Named(string name, DatabaseIndex index)
    {
        var tokens = Tokenizer.Tokenize(name);
        return index.Names.Find(tokens).Where(n => n.Start == 0 && n.End == tokens.Count).Select(n => (n.Name, n.Score));
    }

    private static IEnumerable<TableNode> Holding(List<ColumnNode> columns, DatabaseIndex index) => index.Tables.Where(t => columns.Exists(c => c.Table == t));

    private static Expression NameOf(TableNode table) => SqlTree.Text(table.Schema.Schema is { } schema ? $"{schema}.{table.Name}" : table.Name);

    private static Expression Bounded(string text) => SqlTree.Text(text.Length <= LongestText ? text : text[..LongestText] + "…");

    private static Query Constants(string[] columns, List<Expression[]> rows)
    {
        QueryBody? body = null;
        foreach (var row in rows.Take(MostRows))
        {
            var select = new Select([.. row.Select((cell, i) => new ExpressionItem(cell, new Identifier(columns[i])))]);
            body = body is null ? select : new SetOperation(SetOperator.Union, true, body, select);
        }

        return new Query(body!);
    }
}
