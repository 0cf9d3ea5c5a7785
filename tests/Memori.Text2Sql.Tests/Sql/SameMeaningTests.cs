using FsCheck;
using FsCheck.Fluent;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.Tests.Sql;

/// <summary>SQLite itself says whether what was rendered means what was written.</summary>
public sealed class SameMeaningTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public SameMeaningTests()
    {
        _connection.Open();
        using var create = _connection.CreateCommand();
        create.CommandText =
            """
            CREATE TABLE t (id INTEGER, a INTEGER, b REAL, c TEXT, d TEXT);
            CREATE TABLE u (id INTEGER, t_id INTEGER, e TEXT, f INTEGER);
            INSERT INTO t VALUES (1, 10, 1.5, 'x', '2026-01-05'), (2, NULL, 2.5, 'Y%', '2026-02-05'), (3, -3, 0, 'it''s', NULL), (4, 10, 7, '北京', '2025-12-31');
            INSERT INTO u VALUES (1, 1, 'p', 5), (2, 1, 'q', NULL), (3, 3, 'p', -2), (4, 9, NULL, 0);
            """;
        create.ExecuteNonQuery();
    }

    public static TheoryData<string> Queries => [.. TestData.Lines("Sql/Corpus", "meaning.tsv")];

    public void Dispose() => _connection.Dispose();

    [Theory]
    [MemberData(nameof(Queries))]
    public void Render_Query_SameRows(string sql)
    {
        var query = SqlParser.Parse(sql, SqlDialect.Sqlite);
        var rows = Rows(sql);
        Rows(SqlRenderer.Render(query, SqlDialect.Sqlite)).ShouldBe(rows);
        Rows(SqlRenderer.Format(query, SqlDialect.Sqlite)).ShouldBe(rows);
    }

    [Fact]
    public void Render_AnyOperators_SameValueAsWithAllParentheses() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>().Generator.ToArbitrary(), seed =>
        {
            var tree = new Operators(seed).Expression(4);
            var minimal = SqlRenderer.Render(tree, SqlDialect.Sqlite);
            Rows($"SELECT {minimal} FROM t").ShouldBe(Rows($"SELECT {Operators.WithAllParentheses(tree)} FROM t"), minimal);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(int.MaxValue / 2));

    [Fact]
    public void Parse_AnyOperatorsWithoutParentheses_ReadAsTheEngineReads() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>().Generator.ToArbitrary(), seed =>
        {
            var sql = new Operators(seed).Chain();
            var tree = ((ExpressionItem)((Select)SqlParser.Parse("SELECT " + sql, SqlDialect.Sqlite).Body).Items[0]).Expression;
            Rows($"SELECT {Operators.WithAllParentheses(tree)} FROM t").ShouldBe(Rows($"SELECT {sql} FROM t"), sql);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(int.MaxValue / 2));

    private List<string> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => $"{reader.GetValue(i).GetType().Name}:{reader.GetValue(i)}")));
        }

        return rows;
    }

    private sealed class Operators(int seed)
    {
        private static readonly string[] s_infix = ["+", "-", "*", "/", "%", "||", "&", "|", "<<", ">>", "<", "<=", ">", ">=", "=", "<>", "AND", "OR"];
        private readonly Random _random = new(seed);

        public Expression Expression(int depth) => depth == 0 ? Leaf() : _random.Next(10) switch
        {
            0 => new Unary(Pick("-", "~", "+"), Expression(depth - 1)),
            1 => new Unary("NOT", Expression(depth - 1)),
            2 => new IsTest(Expression(depth - 1), "NULL", _random.Next(2) == 0),
            3 => new Between(Expression(depth - 1), Expression(depth - 1), Expression(depth - 1), _random.Next(2) == 0),
            4 => new InList(Expression(depth - 1), [Leaf(), Leaf()], _random.Next(2) == 0),
            5 => new Like("LIKE", Expression(depth - 1), Expression(depth - 1), _random.Next(2) == 0),
            6 => new IsDistinct(Expression(depth - 1), Expression(depth - 1), _random.Next(2) == 0),
            7 => new Collate(Expression(depth - 1), new("nocase")),
            _ => new Binary(Pick(s_infix), Expression(depth - 1), Expression(depth - 1)),
        };

        public string Chain()
        {
            var text = new System.Text.StringBuilder(Word());
            for (var i = _random.Next(2, 7); i > 0; i--)
            {
                text.Append(_random.Next(9) switch
                {
                    0 => " IS NULL",
                    1 => " NOTNULL",
                    2 => $" BETWEEN {Word()} AND {Word()}",
                    3 => $" NOT IN ({Word()}, {Word()})",
                    4 => $" LIKE {Word()}",
                    5 => $" IS NOT {Word()}",
                    6 => " COLLATE nocase",
                    _ => $" {Pick(s_infix)} {Word()}",
                });
            }

            return text.ToString();
        }

        public static string WithAllParentheses(Expression tree) => tree switch
        {
            Unary unary => $"({unary.Operator} {WithAllParentheses(unary.Operand)})",
            Binary binary => $"({WithAllParentheses(binary.Left)} {binary.Operator} {WithAllParentheses(binary.Right)})",
            IsTest test => $"({WithAllParentheses(test.Operand)} IS {(test.Not ? "NOT " : "")}{test.Test})",
            IsDistinct distinct => $"({WithAllParentheses(distinct.Left)} IS {(distinct.Not ? "" : "NOT ")}{WithAllParentheses(distinct.Right)})",
            Between between => $"({WithAllParentheses(between.Operand)} {(between.Not ? "NOT " : "")}BETWEEN {WithAllParentheses(between.Low)} AND {WithAllParentheses(between.High)})",
            InList list => $"({WithAllParentheses(list.Operand)} {(list.Not ? "NOT " : "")}IN ({string.Join(", ", list.Items.Select(WithAllParentheses))}))",
            Like like => $"({WithAllParentheses(like.Operand)} {(like.Not ? "NOT " : "")}LIKE {WithAllParentheses(like.Pattern)})",
            Collate collate => $"({WithAllParentheses(collate.Operand)} COLLATE nocase)",
            _ => SqlRenderer.Render(tree, SqlDialect.Sqlite),
        };

        private string Word() => Pick("", "", "", "-", "~", "NOT ", "- ") + Pick("a", "b", "c", "id", "1", "2.5", "'x'", "NULL", "0");

        private Expression Leaf() => Pick<Expression>(
            new ColumnName(new("a")),
            new ColumnName(new("b")),
            new ColumnName(new("c")),
            new Literal(LiteralKind.Number, "2"),
            new Literal(LiteralKind.Number, "0"),
            new Literal(LiteralKind.Text, "X"),
            new Literal(LiteralKind.Null, "NULL"));

        private T Pick<T>(params T[] items) => items[_random.Next(items.Length)];
    }
}
