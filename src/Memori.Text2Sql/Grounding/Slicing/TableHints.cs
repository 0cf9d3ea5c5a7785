using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Grounding.Slicing;

/// <summary>Tables for which more speaks than the words of the question: terms, similar questions, the turn before.</summary>
internal static class TableHints
{
    private const double TermStrength = 1;
    private const double ExampleStrength = 0.6;
    private const double TurnStrength = 0.4;

    /// <summary>The tables with how strongly, 0–1: the strongest hint of each counts.</summary>
    public static IReadOnlyDictionary<TableNode, double> Of(DatabaseIndex index, GroundedQuestion question)
    {
        var hints = new Dictionary<TableNode, double>();
        foreach (var term in question.Terms)
        {
            Add(term.Term.Table is { } name ? index.Find(term.Term.Schema, name) : null, TermStrength);
        }

        foreach (var example in question.Examples)
        {
            AddSql(example.Sql, ExampleStrength * Math.Clamp(example.Score, 0, 1));
        }

        if (question.Turns.Count > 0)
        {
            AddSql(question.Turns[^1].Sql, TurnStrength);
        }

        return hints;

        void AddSql(string sql, double strength)
        {
            foreach (var table in ReadableSql.Tables(sql, index.Schema) ?? [])
            {
                Add(index.Find(table.Schema, table.Name), strength);
            }
        }

        void Add(TableNode? table, double strength)
        {
            if (table is not null)
            {
                hints[table] = Math.Max(hints.GetValueOrDefault(table), strength);
            }
        }
    }
}
