using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>A schema in a few characters per column: types, keys with cardinality, samples, comments. The same schema gives the same text.</summary>
internal static partial class SchemaCard
{
    public static string Render(DatabaseSchema schema, IReadOnlyList<TableSchema> relevant, ClaudeGenerationOptions options)
    {
        if (Whole(schema, relevant.Count == 0 ? int.MaxValue : options.MaxSchemaCharacters, options) is { } whole)
        {
            return whole;
        }

        var shown = Cut(relevant, options);
        var cards = schema.Tables
            .Where(table => shown.ContainsKey((table.Schema, table.Name)))
            .Select(table => Table(shown[(table.Schema, table.Name)], options) + Omitted(table, shown[(table.Schema, table.Name)]));
        return $"{string.Concat(cards)}({schema.Tables.Count - shown.Count} more tables are not shown)\n";
    }

    private static string? Whole(DatabaseSchema schema, int most, ClaudeGenerationOptions options)
    {
        var whole = new StringBuilder();
        foreach (var table in schema.Tables)
        {
            if (whole.Append(Table(table, options)).Length > most)
            {
                return null;
            }
        }

        return whole.ToString();
    }

    private static string Omitted(TableSchema whole, TableSchema slice) =>
        whole.Columns.Count == slice.Columns.Count ? "" : string.Create(CultureInfo.InvariantCulture, $"  ({whole.Columns.Count - slice.Columns.Count} more columns are not shown)\n");

    /// <summary>The best tables that fit, the best one always.</summary>
    private static Dictionary<(string? Schema, string Name), TableSchema> Cut(IReadOnlyList<TableSchema> relevant, ClaudeGenerationOptions options)
    {
        var shown = new Dictionary<(string?, string), TableSchema>();
        var left = options.MaxSchemaCharacters;
        foreach (var table in relevant)
        {
            var length = Table(table, options).Length;
            if ((shown.Count == 0 || length <= left) && shown.TryAdd((table.Schema, table.Name), table))
            {
                left -= length;
            }
        }

        return shown;
    }

    private static string Table(TableSchema table, ClaudeGenerationOptions options)
    {
        var card = new StringBuilder();
        card.Append(table.IsView ? "view " : "table ").Append(UntrustedText.FullName(table.Schema, table.Name));
        if (table.RowCount is { } rows)
        {
            card.Append(CultureInfo.InvariantCulture, $" ({rows} rows)");
        }

        Said(card, table.Synonyms, table.Comment, options);
        card.Append('\n');
        foreach (var column in table.Columns)
        {
            Column(card, table, column, options);
        }

        foreach (var key in options.SendKeys ? table.ForeignKeys.Where(key => key.Columns.Count > 1) : [])
        {
            card.Append("  foreign key (").AppendJoin(", ", key.Columns.Select(UntrustedText.Name))
                .Append(") -> ").Append(UntrustedText.FullName(key.ReferencedSchema, key.ReferencedTable))
                .Append('(').AppendJoin(", ", key.ReferencedColumns.Select(UntrustedText.Name)).Append(") n:1\n");
        }

        return card.ToString();
    }

    private static void Column(StringBuilder card, TableSchema table, ColumnSchema column, ClaudeGenerationOptions options)
    {
        card.Append("  ").Append(UntrustedText.Name(column.Name)).Append(' ').Append(Type(column));
        var isKey = table.PrimaryKey is [var only] && only == column.Name;
        if (options.SendKeys && table.PrimaryKey.Contains(column.Name))
        {
            card.Append(isKey ? " primary key" : " part of primary key");
        }
        else
        {
            card.Append(column.IsUnique && options.SendKeys ? " unique" : "").Append(column.Nullable ? "" : " not null");
        }

        var references = table.ForeignKeys.Where(key => key.Columns is [var single] && single == column.Name).ToList();
        foreach (var key in options.SendKeys ? references : [])
        {
            card.Append(" -> ").Append(UntrustedText.FullName(key.ReferencedSchema, key.ReferencedTable)).Append('.').Append(UntrustedText.Name(key.ReferencedColumns[0]))
                .Append(isKey || column.IsUnique ? " 1:1" : " n:1");
        }

        // Values of keys say nothing about what the column means.
        if (options.SendValues && column.Values == ValueVisibility.Full && !isKey && references.Count == 0)
        {
            Values(card, column, options);
        }

        Said(card, column.Synonyms, column.Comment, options);
        card.Append('\n');
    }

    private static void Values(StringBuilder card, ColumnSchema column, ClaudeGenerationOptions options)
    {
        var profile = column.Profile;
        var isComplete = profile.DistinctCount == profile.Values.Count && profile.Values.Count <= options.MaxCompleteValues;
        if (!isComplete && options.SampleValues > 0 && profile is { Min: { } min, Max: { } max })
        {
            card.Append(" from ").Append(UntrustedText.Quote(min, options.MaxValueCharacters)).Append(" to ").Append(UntrustedText.Quote(max, options.MaxValueCharacters));
            return;
        }

        var values = isComplete ? profile.Values : [.. profile.Values.Take(options.SampleValues)];
        if (values.Count > 0)
        {
            card.Append(isComplete ? " one of " : " such as ").AppendJoin(", ", values.Select(value => UntrustedText.Quote(value, options.MaxValueCharacters)));
        }
    }

    private static void Said(StringBuilder card, IReadOnlyList<string> synonyms, string? comment, ClaudeGenerationOptions options)
    {
        if (options.SendSynonyms && synonyms.Count > 0)
        {
            card.Append(" also ").AppendJoin(", ", synonyms.Select(name => UntrustedText.Quote(name, 100)));
        }

        if (options.SendComments && !string.IsNullOrWhiteSpace(comment))
        {
            card.Append(" -- ").Append(UntrustedText.Quote(comment, 300));
        }
    }

    private static string Type(ColumnSchema column)
    {
        // SQLite takes any words as a type: only what looks like one is shown as it is.
        var kind = column.Type.ToString().ToLowerInvariant();
        if (!DeclaredType.IsMatch(column.DeclaredType))
        {
            return kind;
        }

        var saysMore = column.Type is ColumnType.Date or ColumnType.Timestamp or ColumnType.Time or ColumnType.Boolean or ColumnType.Json
            && !column.DeclaredType.Contains(kind, StringComparison.OrdinalIgnoreCase);
        return saysMore ? $"{column.DeclaredType} holding {kind}" : column.DeclaredType;
    }

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_ ]{0,30}(\([0-9, ]{1,12}\))?[A-Za-z ]{0,30}(\[\])?\z")]
    private static partial Regex DeclaredType { get; }
}
