using Memori.Text;

namespace Memori.Text2Sql.Schema.Annotations;

/// <summary>Checks annotations against the schema that they are about.</summary>
public static class AnnotationCheck
{
    /// <summary>What does not fit the schema: tables and columns that are not there, terms whose SQL does not hold. Empty when all fits.</summary>
    public static IReadOnlyList<AnnotationIssue> Review(SchemaAnnotations annotations, DatabaseSchema schema)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        ArgumentNullException.ThrowIfNull(schema);
        var tables = schema.Tables.ToLookup(static table => (table.Schema, table.Name));
        List<AnnotationIssue> issues = [];
        foreach (var said in annotations.Tables)
        {
            if (tables[(said.Schema, said.Table)].FirstOrDefault() is not { } table)
            {
                issues.Add(new AnnotationIssue(
                    $"table {TableNames.Of(said.Schema, said.Table)}", "no-such-table", new LocalizedText($"There is no table '{TableNames.Of(said.Schema, said.Table)}'.", $"没有表“{TableNames.Of(said.Schema, said.Table)}”。")));
                continue;
            }

            issues.AddRange(said.Columns
                .Where(column => table.Columns.All(candidate => candidate.Name != column.Column))
                .Select(column => new AnnotationIssue(
                    $"column {TableNames.Of(said.Schema, said.Table)}.{column.Column}",
                    "no-such-column",
                    new LocalizedText($"Table '{TableNames.Of(said.Schema, said.Table)}' has no column '{column.Column}'.", $"表“{TableNames.Of(said.Schema, said.Table)}”没有列“{column.Column}”。"))));
        }

        foreach (var term in annotations.Glossary)
        {
            if (GlossaryCheck.Judge(term, schema) is { } reason)
            {
                issues.Add(new AnnotationIssue(
                    $"term {term.Term}",
                    "term-does-not-fit",
                    new LocalizedText($"The term '{term.Term}' does not fit: {reason.English}", $"术语“{term.Term}”不适用:{reason.Chinese}")));
            }
        }

        return issues;
    }

    /// <summary>The annotations with names as the schema spells them, where it does not tell letters of different case apart, and SQL without comments.</summary>
    internal static SchemaAnnotations Normalize(SchemaAnnotations annotations, DatabaseSchema schema) => annotations with
    {
        Tables = [.. annotations.Tables.Select(said => Find(schema, said.Schema, said.Table) is { } table
            ? said with
            {
                Schema = table.Schema,
                Table = table.Name,
                Columns = [.. said.Columns.Select(column => column with
                {
                    Column = table.Columns.FirstOrDefault(c => c.Name == column.Column)?.Name
                        ?? table.Columns.FirstOrDefault(c => IsSame(c.Name, column.Column))?.Name
                        ?? column.Column,
                })],
            }
            : said)],
        Glossary = [.. annotations.Glossary.Select(term => Normalize(term, schema))],
    };

    private static GlossaryTerm Normalize(GlossaryTerm term, DatabaseSchema schema)
    {
        var table = term.Table is null ? null : Find(schema, term.Schema, term.Table);
        var placed = table is null ? term : term with { Schema = table.Schema, Table = table.Name };
        return placed.Sql is { } sql && GlossaryCheck.Judge(placed, schema) is null
            ? placed with { Sql = GlossaryCheck.Normalize(sql, schema.Dialect) }
            : placed;
    }

    private static TableSchema? Find(DatabaseSchema schema, string? schemaName, string name)
    {
        var wanted = schemaName is "public" or "main" ? null : schemaName;
        return schema.Tables.FirstOrDefault(table => table.Schema == schemaName && table.Name == name)
            ?? schema.Tables.FirstOrDefault(table => table.Schema == wanted && table.Name == name)
            ?? schema.Tables.FirstOrDefault(table => IsSame(table.Schema ?? "", wanted ?? "") && IsSame(table.Name, name));
    }

    private static bool IsSame(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
}
