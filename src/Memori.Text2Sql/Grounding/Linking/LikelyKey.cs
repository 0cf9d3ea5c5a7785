namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>Finds what tells the rows of a table apart where no key is declared, as in many warehouses: a column that is called like a key and holds every value once.</summary>
internal static class LikelyKey
{
    private const double Sure = 3;
    private const double Initial = 2;
    private const double First = 1;
    private const double Name = 0.5;

    public static ColumnNode? Of(TableNode table) =>
        table.Schema.PrimaryKey.Count > 0 || table.Columns.Any(c => c.Schema.IsUnique)
            ? null
            : table.Columns.Where(c => IsOnce(c, table)).Select(c => (Column: c, Score: Score(c, table))).Where(c => c.Score > 0).OrderByDescending(c => c.Score).FirstOrDefault().Column;

    private static bool IsOnce(ColumnNode column, TableNode table) =>
        column.Schema.Profile.NullCount is null or 0
        && (column.Schema.Profile.DistinctCount is not { } distinct || table.Schema.RowCount is not { } rows || distinct >= rows);

    private static double Score(ColumnNode column, TableNode table)
    {
        var name = column.Name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        var own = table.Name.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();
        var single = string.Concat(table.Words);
        bool Is(string end) => name == own + end || name == single + end || name == end;
        return Is("id") || name == "词条id" ? Sure
            : Is("code") || Is("编号") || Is("no") || Is("key") ? Sure - 0.5
            : name == own[..1] + "id" ? Initial
            : column == table.Columns[0] && (name.EndsWith("id", StringComparison.Ordinal) || name.EndsWith("code", StringComparison.Ordinal)) ? First
            : column.IsText && column.Words[^1] == "name" && column.Words.Length == table.Words.Length + 1 && column.Words.Take(table.Words.Length).SequenceEqual(table.Words) ? Name
            : 0;
    }
}
