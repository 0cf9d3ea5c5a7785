using Memori.Text;
using Memori.Text2Sql.Answering.Explaining;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Suggesting;

/// <summary>Questions made from a schema: of each kind one, about the tables that matter most, in forms that the embedded generator reads.</summary>
internal static class SchemaQuestions
{
    // Groups beyond these are a list, not an overview.
    private const int MostGroups = 30;

    /// <summary>The questions, the best first; none of an empty schema.</summary>
    public static IEnumerable<string> Of(DatabaseSchema schema, Language language)
    {
        var names = QueryNames.In(language);
        var tables = schema.Tables.Where(table => !table.IsView && table.RowCount is not 0).OrderByDescending(table => WeightOf(table, schema)).ToList();
        var forms = new Func<TableSchema, string?>[]
        {
            table => Say(language, $"How many {names.Many(table)} are there?", $"一共有多少{names.Many(table)}?"),
            table => Column(table, column => IsGroup(table, column)) is { } by ? Say(language, $"How many {names.Many(table)} are there for each {names.Label(by)}?", $"每个{names.Label(by)}有多少{names.Many(table)}?") : null,
            table => Column(table, column => IsMeasure(table, column)) is { } of ? Say(language, $"What are the 5 {names.Many(table)} with the highest {names.Label(of)}?", $"{names.Label(of)}最高的5个{names.Many(table)}是哪些?") : null,
            table => table.RowCount is null or > MostGroups && Column(table, IsTime) is not null ? Say(language, $"How many {names.Many(table)} are there for each month?", $"每个月有多少{names.Many(table)}?") : null,
        };

        // A round for each kind: no two of one round are about the same table as long as there are others.
        for (var round = 0; round < tables.Count; round++)
        {
            for (var kind = 0; kind < forms.Length; kind++)
            {
                if (forms[kind](tables[(round + kind) % tables.Count]) is { } question)
                {
                    yield return question;
                }
            }
        }
    }

    private static string Say(Language language, string english, string chinese) => language == Language.Chinese ? chinese : english;

    /// <summary>Tables that others refer to are what a database is about.</summary>
    private static double WeightOf(TableSchema table, DatabaseSchema schema) =>
        schema.Tables.Count(other => other.ForeignKeys.Any(key => key.ReferencedTable.Equals(table.Name, StringComparison.OrdinalIgnoreCase)))
        + (Column(table, column => IsMeasure(table, column)) is null ? 0 : 1)
        + (Column(table, column => IsGroup(table, column)) is null ? 0 : 1)
        - (table.ForeignKeys.Count > 0 && table.Columns.Count <= table.ForeignKeys.Count + 1 ? 3 : 0);

    private static ColumnSchema? Column(TableSchema table, Func<ColumnSchema, bool> fits) => table.Columns.FirstOrDefault(fits);

    // What nearly every row has another value of is a name.
    private static bool IsGroup(TableSchema table, ColumnSchema column) =>
        column is { Type: ColumnType.Text, IsUnique: false, Values: not ValueVisibility.None, Profile.DistinctCount: > 1 and <= MostGroups and var values } && (table.RowCount is not { } rows || values * 2 <= rows);

    private static bool IsTime(ColumnSchema column) => column.Type is ColumnType.Date or ColumnType.Timestamp;

    private static bool IsMeasure(TableSchema table, ColumnSchema column) =>
        column is { Type: ColumnType.Integer or ColumnType.Number, IsUnique: false, Profile.DistinctCount: null or > 2 }
        && !table.PrimaryKey.Contains(column.Name, StringComparer.OrdinalIgnoreCase)
        && !table.ForeignKeys.Any(key => key.Columns.Contains(column.Name, StringComparer.OrdinalIgnoreCase))
        && !column.Name.EndsWith("id", StringComparison.OrdinalIgnoreCase);
}
