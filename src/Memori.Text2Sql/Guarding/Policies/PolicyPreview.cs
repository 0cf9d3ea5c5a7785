using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>What a policy means for one caller; for those who administer the datasource, as it shows the rules themselves.</summary>
/// <param name="Schema">The schema as the caller sees it.</param>
/// <param name="Fences">What stands in the place of ruled tables: SQL by table.</param>
/// <param name="Closed">Tables that are closed because their rules can't be kept, and the attribute that the caller lacks (null: the rules no longer fit the database).</param>
/// <param name="Query">What became of the query; null when none was given.</param>
public sealed record PolicyPreview(
    DatabaseSchema Schema, IReadOnlyDictionary<string, string> Fences, IReadOnlyDictionary<string, string?> Closed, GuardOutcome? Query)
{
    /// <summary>What stands in the place of a table that the caller sees; null when nothing is taken away from it.</summary>
    public string? FenceOf(TableSchema table) => Fences.GetValueOrDefault(TableNames.Of(table));

    internal static PolicyPreview Of(CallerAccess access, GuardOutcome? query) => new(
        access.Schema,
        access.Fences.ToDictionary(static fence => TableNames.Of(fence.Table), fence => SqlRenderer.Render(fence.Query, access.Schema.Dialect)),
        access.Closed.ToDictionary(static pair => TableNames.Of(pair.Key), static pair => pair.Value.Attribute),
        query);
}
