using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Generation.Remembered;

/// <summary>With which columns a query compares its text literals: another value may only take a literal's place when it is a value of that column.</summary>
internal sealed class ComparedColumns : TreeVisitor
{
    private readonly List<(string Literal, ColumnName Column)> _compared = [];
    private readonly Dictionary<string, string> _aliases = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _tables = new(StringComparer.OrdinalIgnoreCase);

    private ComparedColumns()
    {
    }

    public static ComparedColumns Of(string sql, SqlDialect dialect)
    {
        var compared = new ComparedColumns();
        compared.Visit(SqlParser.Parse(sql, dialect));
        return compared;
    }

    /// <summary>Whether the literal is compared with this column, and with no column of another name.</summary>
    public bool Holds(string literal, string table, string column)
    {
        var columns = _compared.Where(c => c.Literal.Equals(literal, StringComparison.OrdinalIgnoreCase)).Select(c => c.Column).ToList();
        return columns.Exists(c => TableMayBe(c, table)) && columns.TrueForAll(c => c.Name.Text.Equals(column, StringComparison.OrdinalIgnoreCase));
    }

    public override void Visit(SqlNode? node)
    {
        switch (node)
        {
            case TableName table:
                _tables.Add(table.Name.Text);
                _aliases.TryAdd((table.Alias ?? table.Name).Text, table.Name.Text);
                break;
            case Binary binary when binary.Operator is not ("AND" or "OR"):
                Compare(binary.Left, binary.Right);
                break;
            case Like like:
                Compare(like.Operand, like.Pattern);
                break;
            case InList list:
                Compare([list.Operand, .. list.Items]);
                break;
            case Between between:
                Compare(between.Operand, between.Low, between.High);
                break;
            case IsDistinct distinct:
                Compare(distinct.Left, distinct.Right);
                break;
            case Case { Operand: { } operand } choice:
                Compare([operand, .. choice.Whens.Select(when => when.Condition)]);
                break;
            default:
                break;
        }

        base.Visit(node);
    }

    private bool TableMayBe(ColumnName column, string table) => column.Table is { } qualifier
        ? _aliases.GetValueOrDefault(qualifier.Text, qualifier.Text).Equals(table, StringComparison.OrdinalIgnoreCase)
        : _tables.Contains(table);

    private void Compare(params ReadOnlySpan<Expression> parts)
    {
        var leaves = new Leaves();
        foreach (var part in parts)
        {
            leaves.Visit(part);
        }

        foreach (var literal in leaves.Literals)
        {
            _compared.AddRange(leaves.Columns.Select(column => (literal, column)));
        }
    }

    private sealed class Leaves : TreeVisitor
    {
        public List<string> Literals { get; } = [];

        public List<ColumnName> Columns { get; } = [];

        public override void Visit(SqlNode? node)
        {
            switch (node)
            {
                case Query:
                    return;
                case Literal { Kind: LiteralKind.Text } literal:
                    Literals.Add(literal.Value);
                    break;
                case ColumnName column:
                    Columns.Add(column);
                    break;
                default:
                    break;
            }

            base.Visit(node);
        }
    }
}
