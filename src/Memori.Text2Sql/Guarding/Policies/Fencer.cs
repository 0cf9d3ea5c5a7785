using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Guarding.Policies;

/// <summary>Puts fences in the place of ruled tables, wherever a query reads one.</summary>
/// <param name="access">The caller's fences.</param>
/// <param name="bound">What the names of the query mean to the caller.</param>
internal sealed class Fencer(CallerAccess access, BoundQuery bound) : TreeRewriter
{
    protected override TableSource RewriteSource(TableSource source) =>
        source is TableName table && bound.TableOf(table) is { } meaning && access.FenceOf(meaning.Schema, meaning.Name) is { } fence
            ? new DerivedTable(fence.Query, table.Alias ?? table.Name) { Columns = table.Columns, Position = table.Position }
            : base.RewriteSource(source);

    // A subquery has no schema to be called by.
    protected override Expression RewriteExpression(Expression expression) =>
        expression is ColumnName { Schema: { } schema, Table: { } table } column && access.FenceOf(schema.Text, table.Text) is not null
            ? column with { Schema = null }
            : base.RewriteExpression(expression);

    protected override SelectItem RewriteItem(SelectItem item) =>
        item is StarItem { Schema: { } schema, Table: { } table } star && access.FenceOf(schema.Text, table.Text) is not null
            ? star with { Schema = null }
            : base.RewriteItem(item);
}
