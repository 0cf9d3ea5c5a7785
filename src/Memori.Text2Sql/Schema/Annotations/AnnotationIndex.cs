namespace Memori.Text2Sql.Schema.Annotations;

/// <summary>Annotations by the names of what they are about; of two about the same, the first counts.</summary>
internal sealed class AnnotationIndex
{
    private readonly Dictionary<(string? Schema, string Table), TableAnnotation> _tables = [];
    private readonly Dictionary<(string? Schema, string Table, string Column), ColumnAnnotation> _columns = [];
    private readonly ValueVisibility _values;

    public AnnotationIndex(SchemaAnnotations annotations)
    {
        _values = annotations.Values;
        foreach (var table in annotations.Tables)
        {
            _tables.TryAdd((table.Schema, table.Table), table);
            foreach (var column in table.Columns)
            {
                _columns.TryAdd((table.Schema, table.Table, column.Column), column);
            }
        }
    }

    /// <summary>What is said of a table, or null.</summary>
    public TableAnnotation? Of(string? schema, string table) => _tables.GetValueOrDefault((schema, table));

    /// <summary>What is said of a column, or null.</summary>
    public ColumnAnnotation? Of(string? schema, string table, string column) => _columns.GetValueOrDefault((schema, table, column));

    /// <summary>How far the values of a column may travel.</summary>
    public ValueVisibility ValuesOf(string? schema, string table, string column) =>
        Of(schema, table, column)?.Values ?? Of(schema, table)?.Values ?? _values;
}
