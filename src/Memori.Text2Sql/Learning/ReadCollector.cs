using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Learning;

/// <summary>Collects what a query reads; a name that several of its tables have counts for each of them.</summary>
internal sealed class ReadCollector : TreeVisitor
{
    private readonly DatabaseSchema _schema;
    private readonly List<TableSchema> _tables = [];
    private readonly HashSet<string> _columns = new(StringComparer.OrdinalIgnoreCase);
    private bool _all;

    private ReadCollector(DatabaseSchema schema) => _schema = schema;

    public static QueryReads Collect(string sql, DatabaseSchema schema)
    {
        var collector = new ReadCollector(schema);
        collector.Visit(SqlParser.Parse(sql, schema.Dialect));
        return new QueryReads([.. collector._tables.Select(table => TableRead.Of(
            table, table.Columns.Select(column => column.Name).Where(name => collector._all || collector._columns.Contains(name))))]);
    }

    public override void Visit(SqlNode? node)
    {
        switch (node)
        {
            case TableName name when _schema.Find(name.Schema?.Text, name.Name.Text) is { } table && !_tables.Contains(table):
                _tables.Add(table);
                break;
            case ColumnName column:
                _columns.Add(column.Name.Text);
                break;
            case StarItem or Join { Natural: true }:
                _all = true;
                break;
            case Join { Using.Count: > 0 } join:
                _columns.UnionWith(join.Using.Select(name => name.Text));
                break;
            default:
                break;
        }

        base.Visit(node);
    }
}
