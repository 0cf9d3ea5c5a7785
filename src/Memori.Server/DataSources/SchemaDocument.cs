using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Schema.Annotations;

namespace Memori.Server.DataSources;

/// <summary>A schema as one caller sees it: structure and what people say of it, no values.</summary>
/// <param name="Dialect">sqlite or postgres.</param>
/// <param name="Hash">Of the structure; another one means that it changed.</param>
/// <param name="Tables">Tables and views.</param>
/// <param name="Glossary">The terms that fit.</param>
public sealed record SchemaDocument(string Dialect, string Hash, IReadOnlyList<TableDocument> Tables, IReadOnlyList<GlossaryTerm> Glossary)
{
    /// <summary>The document of a schema.</summary>
    public static SchemaDocument From(DatabaseSchema schema) =>
        new(schema.Dialect.Name, schema.Hash, [.. schema.Tables.Select(TableDocument.From)], schema.Glossary);
}

/// <summary>A table or view.</summary>
/// <param name="Schema">Its schema, or null for the one of unqualified names.</param>
/// <param name="Name">Its name.</param>
/// <param name="View">Whether it is a view.</param>
/// <param name="Comment">What is said of it, or null.</param>
/// <param name="Synonyms">Other names.</param>
/// <param name="RowCount">How many rows, or null.</param>
/// <param name="PrimaryKey">The columns of the primary key.</param>
/// <param name="Columns">The columns.</param>
/// <param name="ForeignKeys">The foreign keys.</param>
public sealed record TableDocument(
    string? Schema,
    string Name,
    bool View,
    string? Comment,
    IReadOnlyList<string> Synonyms,
    long? RowCount,
    IReadOnlyList<string> PrimaryKey,
    IReadOnlyList<ColumnDocument> Columns,
    IReadOnlyList<ForeignKey> ForeignKeys)
{
    internal static TableDocument From(TableSchema table) => new(
        table.Schema,
        table.Name,
        table.IsView,
        table.Comment,
        table.Synonyms,
        table.RowCount,
        table.PrimaryKey,
        [.. table.Columns.Select(ColumnDocument.From)],
        table.ForeignKeys);
}

/// <summary>A column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="DeclaredType">As declared.</param>
/// <param name="Type">text, integer, number, boolean, date, timestamp, time, blob, json or other.</param>
/// <param name="Nullable">Whether NULL is allowed.</param>
/// <param name="Unique">Whether it is unique alone.</param>
/// <param name="Comment">What is said of it, or null.</param>
/// <param name="Synonyms">Other names.</param>
/// <param name="Values">How far its values may travel: full, local or none.</param>
public sealed record ColumnDocument(
    string Name, string DeclaredType, string Type, bool Nullable, bool Unique, string? Comment, IReadOnlyList<string> Synonyms, ValueVisibility Values)
{
    internal static ColumnDocument From(ColumnSchema column) => new(
        column.Name,
        column.DeclaredType,
        column.Type.ToString().ToLowerInvariant(),
        column.Nullable,
        column.IsUnique,
        column.Comment,
        column.Synonyms,
        column.Values);
}
