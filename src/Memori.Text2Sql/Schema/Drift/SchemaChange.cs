using System.Text.Json.Serialization;
using Memori.Text2Sql.Schema.Annotations;

namespace Memori.Text2Sql.Schema.Drift;

/// <summary>What changed.</summary>
[JsonConverter(typeof(WordConverter<SchemaChangeKind>))]
public enum SchemaChangeKind
{
    /// <summary>A table or view is new.</summary>
    TableAdded,

    /// <summary>A table or view is gone, or may not be read any more.</summary>
    TableRemoved,

    /// <summary>A table became a view, or a view a table.</summary>
    TableKindChanged,

    /// <summary>A column is new.</summary>
    ColumnAdded,

    /// <summary>A column is gone, or may not be read any more.</summary>
    ColumnRemoved,

    /// <summary>A column's declared type is another.</summary>
    TypeChanged,

    /// <summary>NULL is now allowed, or no longer.</summary>
    NullabilityChanged,

    /// <summary>A column is now unique, or no longer.</summary>
    UniquenessChanged,

    /// <summary>The comment of a table or column is another.</summary>
    CommentChanged,

    /// <summary>The primary key is another.</summary>
    PrimaryKeyChanged,

    /// <summary>A foreign key is new.</summary>
    ForeignKeyAdded,

    /// <summary>A foreign key is gone.</summary>
    ForeignKeyRemoved,
}

/// <summary>One difference between a schema as it was and as it is.</summary>
/// <param name="Kind">What changed.</param>
/// <param name="Table">The table, with its schema unless that is the one of unqualified names.</param>
/// <param name="Column">The column, or null.</param>
/// <param name="Before">How it was, or null.</param>
/// <param name="After">How it is, or null.</param>
public sealed record SchemaChange(SchemaChangeKind Kind, string Table, string? Column = null, string? Before = null, string? After = null);
