namespace Memori.Text2Sql.Schema.Annotations;

/// <summary>A schema with what people say of it.</summary>
public static class AnnotatedSchema
{
    /// <summary>
    /// The schema with descriptions put before comments, other names, visibilities and those terms of the glossary that fit. What does not fit the
    /// schema has no effect (<see cref="AnnotationCheck"/> reports it). Values that may not be read are gone. The hash stays: it is of the structure.
    /// </summary>
    public static DatabaseSchema Apply(this SchemaAnnotations annotations, DatabaseSchema schema)
    {
        ArgumentNullException.ThrowIfNull(annotations);
        ArgumentNullException.ThrowIfNull(schema);
        if (ReferenceEquals(annotations, SchemaAnnotations.Empty))
        {
            return schema;
        }

        var index = new AnnotationIndex(annotations);
        return schema with
        {
            Tables = [.. schema.Tables.Select(table => Apply(index, table))],
            Glossary = [.. annotations.Glossary.Where(term => GlossaryCheck.Judge(term, schema) is null)],
        };
    }

    /// <summary>The schema without what was read of values that may not be read.</summary>
    internal static DatabaseSchema WithoutUnread(this SchemaAnnotations annotations, DatabaseSchema schema)
    {
        var index = new AnnotationIndex(annotations);
        return schema with
        {
            Tables = [.. schema.Tables.Select(table => table with
            {
                Columns = [.. table.Columns.Select(column =>
                    index.ValuesOf(table.Schema, table.Name, column.Name) == ValueVisibility.None ? column with { Profile = ColumnProfile.Empty } : column)],
            })],
        };
    }

    private static TableSchema Apply(AnnotationIndex index, TableSchema table)
    {
        var said = index.Of(table.Schema, table.Name);
        return table with
        {
            Comment = Join(said?.Description, table.Comment),
            Synonyms = said?.Synonyms ?? [],
            Columns = [.. table.Columns.Select(column => Apply(
                index.Of(table.Schema, table.Name, column.Name), column, index.ValuesOf(table.Schema, table.Name, column.Name)))],
        };
    }

    private static ColumnSchema Apply(ColumnAnnotation? said, ColumnSchema column, ValueVisibility values) => column with
    {
        Comment = Join(said?.Description, column.Comment),
        Synonyms = said?.Synonyms ?? [],
        Values = values,
        Profile = values == ValueVisibility.None ? ColumnProfile.Empty : column.Profile,
    };

    // The database's own comment may explain codes that a description leaves out.
    private static string? Join(string? description, string? comment) =>
        string.IsNullOrWhiteSpace(description) ? comment
        : string.IsNullOrWhiteSpace(comment) || comment == description ? description
        : $"{description}\n{comment}";
}
