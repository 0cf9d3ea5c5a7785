using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>Finds out whether a table that means nothing to a caller is one that is closed to the caller, who may know of it.</summary>
internal sealed class ClosedTableName : TreeVisitor
{
    private readonly int _position;
    private TableName? _found;

    private ClosedTableName(int position) => _position = position;

    /// <summary>The refusal for the table named at <paramref name="position"/>; null when it is as if it were not there.</summary>
    public static GuardRefusal? At(int position, Query query, CallerAccess access)
    {
        var finder = new ClosedTableName(position);
        finder.Visit(query);
        return finder._found is not { } table ? null : access.WhyClosed(table.Schema?.Text, table.Name.Text) switch
        {
            null => null,
            { Attribute: { } attribute } => Refusals.MissingAttribute(table, table.Name.Text, attribute).Refusal,
            _ => Refusals.PolicyBroken(table, table.Name.Text).Refusal,
        };
    }

    protected override void VisitSource(TableSource source)
    {
        if (source is TableName table && Math.Max(0, table.Position) == _position)
        {
            _found ??= table;
        }

        base.VisitSource(source);
    }
}
