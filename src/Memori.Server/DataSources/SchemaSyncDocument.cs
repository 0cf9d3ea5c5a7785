using Memori.Text;
using Memori.Text2Sql.Schema.Annotations;
using Memori.Text2Sql.Schema.Drift;

namespace Memori.Server.DataSources;

/// <summary>What reading a datasource anew brought.</summary>
/// <param name="Tables">How many tables and views it has.</param>
/// <param name="First">Whether nothing was known of it before.</param>
/// <param name="Changes">What differs from what was known.</param>
/// <param name="Issues">Annotations that do not fit and have no effect.</param>
public sealed record SchemaSyncDocument(int Tables, bool First, IReadOnlyList<SchemaChange> Changes, IReadOnlyList<AnnotationIssueDocument> Issues)
{
    /// <summary>The document of a synchronisation.</summary>
    public static SchemaSyncDocument From(SchemaSync sync, Language language) =>
        new(sync.Schema.Tables.Count, sync.IsFirst, sync.Changes, [.. sync.Issues.Select(issue => AnnotationIssueDocument.From(issue, language))]);
}

/// <summary>An annotation that does not fit.</summary>
/// <param name="Subject">What it is about.</param>
/// <param name="Code">What is wrong.</param>
/// <param name="Message">In words.</param>
public sealed record AnnotationIssueDocument(string Subject, string Code, string Message)
{
    /// <summary>The document of an issue.</summary>
    public static AnnotationIssueDocument From(AnnotationIssue issue, Language language) => new(issue.Subject, issue.Code, issue.Message.In(language));
}
