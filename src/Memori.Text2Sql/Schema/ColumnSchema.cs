namespace Memori.Text2Sql.Schema;

/// <summary>What a column holds, across dialects.</summary>
public enum ColumnType
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Whole numbers.</summary>
    Integer,

    /// <summary>Other numbers.</summary>
    Number,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A day and time.</summary>
    Timestamp,

    /// <summary>A time of day.</summary>
    Time,

    /// <summary>Bytes.</summary>
    Blob,

    /// <summary>JSON.</summary>
    Json,

    /// <summary>Anything else.</summary>
    Other,
}

/// <summary>A column and a profile of its values.</summary>
public sealed record ColumnSchema
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The type as declared, for example <c>VARCHAR(20)</c>; empty when not declared.</summary>
    public required string DeclaredType { get; init; }

    /// <summary>The type; for SQLite from the declaration and, where that says little (or text that holds dates), from the values.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Whether NULL is allowed.</summary>
    public bool Nullable { get; init; } = true;

    /// <summary>Whether a unique constraint covers just this column (a single-column primary key included).</summary>
    public bool IsUnique { get; init; }

    /// <summary>What people and the database say of it, or null. Untrusted text.</summary>
    public string? Comment { get; init; }

    /// <summary>Other names that people gave it, in any language. Untrusted text.</summary>
    public IReadOnlyList<string> Synonyms { get; init; } = [];

    /// <summary>How far its values (those of <see cref="Profile"/> too) may travel.</summary>
    public ValueVisibility Values { get; init; }

    /// <summary>What its values look like.</summary>
    public ColumnProfile Profile { get; init; } = ColumnProfile.Empty;
}

/// <summary>What the values of a column look like, within limits. Values are untrusted text in invariant form.</summary>
public sealed record ColumnProfile
{
    /// <summary>Nothing known.</summary>
    public static ColumnProfile Empty { get; } = new();

    /// <summary>How many distinct values, null when unknown.</summary>
    public long? DistinctCount { get; init; }

    /// <summary>How many NULLs, null when unknown.</summary>
    public long? NullCount { get; init; }

    /// <summary>Distinct values, the most frequent first, up to the profiler's cap; complete when as many as <see cref="DistinctCount"/>.</summary>
    public IReadOnlyList<string> Values { get; init; } = [];

    /// <summary>The least value (numbers, dates), null when unknown.</summary>
    public string? Min { get; init; }

    /// <summary>The greatest value (numbers, dates), null when unknown.</summary>
    public string? Max { get; init; }
}
