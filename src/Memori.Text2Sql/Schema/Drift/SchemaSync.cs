using Memori.Text2Sql.Schema.Annotations;

namespace Memori.Text2Sql.Schema.Drift;

/// <summary>What reading a datasource anew brought.</summary>
/// <param name="Schema">The schema as it is, with annotations.</param>
/// <param name="IsFirst">Whether nothing was known of it before: then there are no changes.</param>
/// <param name="Changes">What differs from what was known.</param>
/// <param name="Issues">What people said that does not fit (any more), and has no effect.</param>
public sealed record SchemaSync(DatabaseSchema Schema, bool IsFirst, IReadOnlyList<SchemaChange> Changes, IReadOnlyList<AnnotationIssue> Issues);
