using Memori.Text;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;

namespace Memori.Server.Policies;

/// <summary>As whom to look at a datasource.</summary>
// Settable: the generated reader would overwrite the defaults of init-only properties.
public sealed record PolicyPreviewRequest
{
    /// <summary>The user as whom to look.</summary>
    public required string UserId { get; set; }

    /// <summary>The roles that the user comes with. Default none.</summary>
    public IReadOnlyList<string> Roles { get; set; } = [];

    /// <summary>The attributes that the user comes with, each with its values. Default none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Attributes { get; set; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>A query to see what becomes of it; null for none.</summary>
    public string? Sql { get; set; }

    /// <summary>The caller that is meant.</summary>
    internal Caller ToCaller() => new(UserId) { Roles = Roles, Attributes = Attributes };
}

/// <summary>What the access rules mean for one caller.</summary>
/// <param name="Tables">The tables that the caller sees.</param>
/// <param name="Closed">Tables that are closed because their rules can't be kept, each with the attribute that the caller lacks; null when its rules no longer fit the database.</param>
/// <param name="Sql">What the query becomes; null when it is refused or none was given.</param>
/// <param name="Rule">The rule that refuses the query, or null.</param>
/// <param name="Message">The sentence that the caller sees then, or null.</param>
public sealed record PolicyPreviewDocument(
    IReadOnlyList<PolicyTableDocument> Tables, IReadOnlyDictionary<string, string?> Closed, string? Sql, string? Rule, string? Message)
{
    /// <summary>The document of a preview.</summary>
    public static PolicyPreviewDocument From(PolicyPreview preview, Language language) => new(
        [.. preview.Schema.Tables.Select(table => PolicyTableDocument.From(table, preview.FenceOf(table)))],
        preview.Closed,
        preview.Query?.Query?.Sql,
        preview.Query?.Refusal?.Rule,
        preview.Query?.Refusal?.Message.In(language));
}

/// <summary>A table as a caller sees it.</summary>
/// <param name="Name">Its name, with its schema when it has one.</param>
/// <param name="Columns">The names of its columns.</param>
/// <param name="Fence">The SQL that stands in its place; null when nothing is taken away from it.</param>
public sealed record PolicyTableDocument(string Name, IReadOnlyList<string> Columns, string? Fence)
{
    internal static PolicyTableDocument From(TableSchema table, string? fence) =>
        new(table.Schema is null ? table.Name : $"{table.Schema}.{table.Name}", [.. table.Columns.Select(static column => column.Name)], fence);
}
