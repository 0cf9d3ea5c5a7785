using System.Globalization;
using System.Text;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.Sql;

/// <summary>PostgreSQL itself says whether operators without parentheses were read, and rendered, as it reads them.</summary>
public sealed class PostgresMeaningTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private readonly Random _random = new(20_261_122);

    [Fact]
    public async Task Parse_AnyOperatorsWithoutParentheses_ReadAsTheEngineReads()
    {
        _ = postgres.Source;
        await postgres.RunAsync(
            """
            CREATE TABLE v (a int, b int, c int, t text, x bool, y bool);
            INSERT INTO v VALUES (1, 2, 3, 'x', true, false), (5, -4, 7, 'y1', null, true), (0, 9, 2, 'x1', false, false), (null, 1, 1, null, true, true);
            CREATE FUNCTION run(e text) RETURNS text LANGUAGE plpgsql AS $$
            DECLARE r text;
            BEGIN
                EXECUTE 'SELECT string_agg(coalesce((z)::text, ''null''), '','') FROM (SELECT (' || e || ') AS z FROM v ORDER BY b) q' INTO r;
                RETURN r;
            EXCEPTION WHEN OTHERS THEN RETURN 'error ' || sqlstate;
            END $$;
            CREATE FUNCTION same(written text, parenthesised text, rendered text) RETURNS void LANGUAGE plpgsql AS $$
            BEGIN
                IF (run(written), run(written)) IS DISTINCT FROM (run(parenthesised), run(rendered)) THEN
                    RAISE EXCEPTION '% was read as % and rendered as %', written, parenthesised, rendered;
                END IF;
            END $$;
            """);
        var script = new StringBuilder();
        for (var i = 0; i < 2_000; i++)
        {
            var sql = _random.Next(3) == 0 ? Arithmetic() : Condition();
            var tree = ((ExpressionItem)((Select)SqlParser.Parse("SELECT " + sql, SqlDialect.Postgres).Body).Items[0]).Expression;
            script.Append(CultureInfo.InvariantCulture, $"SELECT same($q${sql}$q$, $q${WithAllParentheses(tree)}$q$, $q${SqlRenderer.Render(tree, SqlDialect.Postgres)}$q$);\n");
        }

        await postgres.RunAsync(script.ToString());
    }

    private static string WithAllParentheses(Expression tree) => tree switch
    {
        Unary unary => $"({unary.Operator} {WithAllParentheses(unary.Operand)})",
        Binary binary => $"({WithAllParentheses(binary.Left)} {binary.Operator} {WithAllParentheses(binary.Right)})",
        Cast cast => $"(({WithAllParentheses(cast.Operand)})::{cast.Type})",
        IsTest test => $"({WithAllParentheses(test.Operand)} IS {(test.Not ? "NOT " : "")}{test.Test})",
        IsDistinct distinct => $"({WithAllParentheses(distinct.Left)} IS {(distinct.Not ? "NOT " : "")}DISTINCT FROM {WithAllParentheses(distinct.Right)})",
        Between between => $"({WithAllParentheses(between.Operand)} {(between.Not ? "NOT " : "")}BETWEEN {WithAllParentheses(between.Low)} AND {WithAllParentheses(between.High)})",
        InList list => $"({WithAllParentheses(list.Operand)} {(list.Not ? "NOT " : "")}IN ({string.Join(", ", list.Items.Select(WithAllParentheses))}))",
        Like like => $"({WithAllParentheses(like.Operand)} {(like.Not ? "NOT " : "")}{like.Operator} {WithAllParentheses(like.Pattern)})",
        Collate collate => $"({WithAllParentheses(collate.Operand)} COLLATE \"C\")",
        Quantified quantified => $"({WithAllParentheses(quantified.Left)} {quantified.Operator} ANY ({WithAllParentheses(quantified.Array!)}))",
        _ => SqlRenderer.Render(tree, SqlDialect.Postgres),
    };

    private string Atom() => Pick("", "", "", "- ", "~ ", "+ ", "@ ") + Pick("a", "b", "c", "1", "2", "3") + Pick("", "", "", "", "::int");

    private string Arithmetic() => Chain(Atom, 4, " + ", " - ", " * ", " / ", " % ", " & ", " | ", " # ", " << ", " >> ");

    private string Text() => Chain(() => Pick("t", "'x'", "'y%'", Atom()), 3, " || ");

    private string Condition() => Chain(() => Pick("", "", "NOT ") + Predicate(), 4, " AND ", " OR ");

    private string Predicate() => Pick<Func<string>>(
        () => Arithmetic() + Pick(" < ", " = ", " <> ", " >= ") + Arithmetic(),
        () => Arithmetic() + Pick(" BETWEEN ", " NOT BETWEEN ") + Arithmetic() + " AND " + Arithmetic(),
        () => Arithmetic() + " IN (" + Arithmetic() + ", 2)",
        () => Arithmetic() + Pick(" IS NULL", " IS NOT NULL", " ISNULL"),
        () => Text() + Pick(" LIKE ", " NOT LIKE ", " ILIKE ", " ~ ") + Text(),
        () => Arithmetic() + " < " + Arithmetic() + " IS TRUE",
        () => Arithmetic() + " = " + Arithmetic() + " IN (true, false)",
        () => Arithmetic() + " IS DISTINCT FROM " + Arithmetic(),
        () => Arithmetic() + " = ANY (ARRAY[1, 2])",
        () => "x = y IS NOT FALSE",
        () => Text() + " = " + Text() + " COLLATE \"C\"")();

    private string Chain(Func<string> item, int most, params string[] operators)
    {
        var text = new StringBuilder(item());
        for (var i = _random.Next(most); i > 0; i--)
        {
            text.Append(Pick(operators)).Append(item());
        }

        return text.ToString();
    }

    private T Pick<T>(params T[] items) => items[_random.Next(items.Length)];
}
