using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Grounding.Slicing;

/// <summary>Cuts out of a schema what a question needs: the likeliest tables, the tables that join them, and the columns that matter. Deterministic.</summary>
internal static class SchemaSlicer
{
    // Joins are looked for between the tables that are nearly as likely as the first, not between all that are shown.
    private const int MostJoined = 4;
    private const double JoinedShare = 0.5;
    private const int MostSteps = 4;

    /// <summary>The most tables that a slice has beyond <see cref="ContextOptions.MaxSchemaTables"/>, because they join those.</summary>
    public const int MostJoinTables = 4;

    /// <summary>The slice; the best table first, the tables that only join last. The whole schema in its own order when nothing is named and it fits.</summary>
    /// <param name="index">The index of the schema.</param>
    /// <param name="links">What the question names.</param>
    /// <param name="options">The limits.</param>
    /// <param name="hints">Tables for which something else speaks, such as a similar question, with how strongly, 0–1.</param>
    public static IReadOnlyList<TableSchema> Slice(DatabaseIndex index, LinkResult links, ContextOptions options, IReadOnlyDictionary<TableNode, double> hints)
    {
        var ranked = WithHints(links.Ranked, hints);
        if (ranked.Count == 0)
        {
            ranked = [.. index.Tables.Where(t => !index.Copies.IsCopy(t.Index)).Select(t => new TableScore(t, 0))];
        }

        List<TableNode> shown = [.. ranked.Take(Math.Max(0, options.MaxSchemaTables)).Select(t => t.Table)];
        var joins = shown.Count == 0 ? [] : JoinTables(index, ranked, shown);
        shown.AddRange(joins);
        return [.. shown.Select(table => ColumnChooser.Trim(index, table, links, options.MaxTableColumns))];
    }

    private static List<TableScore> WithHints(IReadOnlyList<TableScore> ranked, IReadOnlyDictionary<TableNode, double> hints)
    {
        if (hints.Count == 0)
        {
            return [.. ranked];
        }

        var best = ranked.Count > 0 ? ranked[0].Score : 1;
        var scores = ranked.ToDictionary(t => t.Table, t => t.Score);
        foreach (var (table, strength) in hints)
        {
            scores[table] = scores.GetValueOrDefault(table) + (strength * best);
        }

        return [.. scores.Select(s => new TableScore(s.Key, s.Value)).OrderByDescending(t => t.Score).ThenBy(t => t.Table.Index)];
    }

    private static List<TableNode> JoinTables(DatabaseIndex index, List<TableScore> ranked, List<TableNode> shown)
    {
        var likely = ranked.Take(Math.Min(MostJoined, shown.Count)).Where(t => t.Score >= JoinedShare * ranked[0].Score).Select(t => t.Table).ToList();
        var joins = new List<TableNode>();
        for (var i = 1; i < likely.Count; i++)
        {
            if (index.Joins.Connect([.. likely[..i].Take(1), likely[i]]) is not { } tree || tree.Steps.Count > MostSteps)
            {
                continue;
            }

            foreach (var table in tree.Tables)
            {
                if (joins.Count < MostJoinTables && !shown.Contains(table) && !joins.Contains(table))
                {
                    joins.Add(table);
                }
            }
        }

        return joins;
    }
}
