using Memori.Text2Sql.Schema.Annotations;

namespace Memori.Text2Sql.Schema;

/// <summary>How much of a database's values a profile looks at. The structure is always read in full.</summary>
public sealed record SchemaReadOptions
{
    /// <summary>The defaults.</summary>
    public static SchemaReadOptions Default { get; } = new();

    /// <summary>The most distinct values kept for a column. Default 10,000 (a value that a question names must be found).</summary>
    public int MaxValues { get; init; } = 10_000;

    /// <summary>Values longer than this many UTF-16 code units are counted, not kept. Default 100.</summary>
    public int MaxValueLength { get; init; } = 100;

    /// <summary>The most rows of a table that are looked at; of a larger one, half from its start and half from its end. Default 200,000.</summary>
    public int MaxRows { get; init; } = 200_000;

    /// <summary>How long the profile of all tables may take together. Default 10 seconds; what is not reached stays unknown.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the profile of one view may take, whose query may be expensive. Default 500 milliseconds.</summary>
    public TimeSpan ViewTimeLimit { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What people say: columns whose values are <see cref="ValueVisibility.None"/> are not read. Default nothing.</summary>
    public SchemaAnnotations Annotations { get; init; } = SchemaAnnotations.Empty;

    /// <summary>The defaults with what annotations say of values.</summary>
    public static SchemaReadOptions For(SchemaAnnotations annotations) =>
        Default with { Annotations = annotations, MaxValues = annotations.MaxValues ?? Default.MaxValues };
}
