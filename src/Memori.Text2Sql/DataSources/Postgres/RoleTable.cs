using Memori.Text;

namespace Memori.Text2Sql.DataSources.Postgres;

/// <summary>A table that a role may read.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns that may be read; empty for all.</param>
internal sealed record RoleTable(string Schema, string Name, IReadOnlyList<string> Columns)
{
    /// <summary>Reads <c>[schema.]table[(column, …)]</c>.</summary>
    /// <exception cref="MemoriException"><c>role-invalid</c>.</exception>
    public static RoleTable Parse(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open >= 0 && !text.EndsWith(')'))
        {
            throw new MemoriException(FaultKind.BadRequest, "role-invalid", new LocalizedText(
                $"'{text}' is not of the form schema.table(column, column).", $"“{text}”的格式应为 schema.table(列, 列)。"));
        }

        var name = open < 0 ? text : text[..open];
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var columns = open < 0 ? [] : text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return new RoleTable(dot < 0 ? "public" : name[..dot].Trim(), name[(dot + 1)..].Trim(), columns);
    }
}
