namespace Memori.Text2Sql.Schema.Annotations;

/// <summary>
/// What people say of a database beside what it says of itself: descriptions, other names, a glossary, and how far values may travel.
/// Kept with the datasource and applied to its schema by <see cref="AnnotatedSchema"/>.
/// </summary>
public sealed record SchemaAnnotations
{
    /// <summary>Nothing said.</summary>
    public static SchemaAnnotations Empty { get; } = new();

    /// <summary>How far the values of columns of which nothing else is said may travel. Default <see cref="ValueVisibility.Full"/>.</summary>
    public ValueVisibility Values { get; init; }

    /// <summary>The most distinct values of a column that are kept, 0 to 100,000; null for the default (<see cref="SchemaReadOptions.MaxValues"/>).</summary>
    public int? MaxValues { get; init; }

    /// <summary>What is said of tables and views, each at most once.</summary>
    public IReadOnlyList<TableAnnotation> Tables { get; init => field = value ?? []; } = [];

    /// <summary>Terms and metrics of the business, each at most once.</summary>
    public IReadOnlyList<GlossaryTerm> Glossary { get; init => field = value ?? []; } = [];
}
