using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Tests.Sql;

public sealed class SqlParserTests
{
    public static TheoryData<string, string> Canonical => Read("canonical.tsv");

    public static TheoryData<string, string> Refused => Read("refused.tsv");

    [Theory]
    [MemberData(nameof(Canonical))]
    public void Parse_CanonicalQuery_RendersAsWritten(string dialects, string sql)
    {
        foreach (var dialect in Dialects(dialects))
        {
            var query = SqlParser.Parse(sql, dialect);
            SqlRenderer.Render(query, dialect).ShouldBe(sql, dialect.Name);
            SqlParser.Parse(SqlRenderer.Format(query, dialect), dialect).ShouldBe(query, dialect.Name);
        }
    }

    [Theory]
    [InlineData("both", "select COUNT( * ) as n from T where a!=1 and (b) ;", "SELECT COUNT(*) AS n FROM T WHERE a <> 1 AND b")]
    [InlineData("sqlite", "SELECT a FROM t LIMIT 5, 10", "SELECT a FROM t LIMIT 10 OFFSET 5")]
    [InlineData("sqlite", "SELECT [a b], `c`, \"d\" FROM t WHERE x == 'it''s' AND y IS 3 AND z NOTNULL", "SELECT \"a b\", c, d FROM t WHERE x = 'it''s' AND y IS NOT DISTINCT FROM 3 AND z IS NOT NULL")]
    [InlineData("sqlite", "SELECT a AS 'n' FROM t -- end", "SELECT a AS n FROM t")]
    [InlineData("sqlite", "SELECT -- c\n /* d */ 1", "SELECT 1")]
    [InlineData("postgres", "SELECT Total::NUMERIC(10, 2), \"Name\" FROM Orders FETCH FIRST 3 ROWS ONLY", "SELECT total::numeric(10,2), \"Name\" FROM orders LIMIT 3")]
    [InlineData("postgres", "SELECT a FROM t OFFSET 5 ROWS FETCH NEXT ROW ONLY", "SELECT a FROM t LIMIT 1 OFFSET 5")]
    [InlineData("postgres", "SELECT $$it's$$, $q$a$$b$q$, E'a\\tb\\u0041\\'', U", "SELECT 'it''s', 'a$$b', E'a\\tbA''', u")]
    [InlineData("postgres", "SELECT U&'\\4E2D\\+006587\\\\'", "SELECT E'中文\\\\'")]
    [InlineData("postgres", "((SELECT 1) UNION ALL (SELECT 2)) ORDER BY 1", "SELECT 1 UNION ALL SELECT 2 ORDER BY 1")]
    [InlineData("postgres", "SELECT 1 /* a /* b */ c */", "SELECT 1")]
    [InlineData("postgres", "SELECT ((SELECT 1) UNION SELECT 2), x IN ((SELECT 1))", "SELECT (SELECT 1 UNION SELECT 2), x IN (SELECT 1)")]
    [InlineData("postgres", "SELECT * FROM ((SELECT 1 AS a) UNION SELECT 2) AS u, ((SELECT 3)) AS v", "SELECT * FROM (SELECT 1 AS a UNION SELECT 2) AS u, (SELECT 3) AS v")]
    [InlineData("postgres", "SELECT 1 = some (ARRAY[1]), x LIMIT ALL", "SELECT 1 = ANY (ARRAY[1]), x LIMIT NULL")]
    public void Parse_OtherSpelling_RendersCanonically(string dialects, string sql, string rendered)
    {
        foreach (var dialect in Dialects(dialects))
        {
            if (dialects == "both" && dialect == SqlDialect.Postgres)
            {
                rendered = rendered.Replace("COUNT", "count", StringComparison.Ordinal).Replace(" T ", " t ", StringComparison.Ordinal);
            }

            SqlRenderer.Render(SqlParser.Parse(sql, dialect), dialect).ShouldBe(rendered);
        }
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Parse_Other_RefusedWithRuleAndPosition(string dialects, string line)
    {
        var cells = line.Split('\t');
        var sql = cells[1].Replace("\\0", "\0", StringComparison.Ordinal).Replace("\\z", "\u200b", StringComparison.Ordinal).Replace("\\b", "\u202e", StringComparison.Ordinal);
        var position = sql.IndexOf('¦', StringComparison.Ordinal);
        sql = sql.Replace("¦", "", StringComparison.Ordinal);
        foreach (var dialect in Dialects(dialects))
        {
            var error = Should.Throw<SqlSyntaxException>(() => SqlParser.Parse(sql, dialect), $"{dialect.Name}: {sql}");
            error.Rule.ShouldBe(cells[0], dialect.Name);
            error.Code.ShouldBe("sql-syntax");
            error.Kind.ShouldBe(FaultKind.Refused);
            error.Position.ShouldBe(position < 0 ? error.Position : position, error.Message);
            error.Text.Chinese.ShouldNotBeNullOrWhiteSpace();
        }
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("(SELECT ", ")")]
    [InlineData("NOT ", "")]
    [InlineData("- ", "")]
    [InlineData("abs(", ")")]
    [InlineData("CASE WHEN ", " THEN 1 END")]
    [InlineData("1 + ", "")]
    [InlineData("1 OR ", "")]
    [InlineData("x IN (SELECT ", ")")]
    public void Parse_HundredThousandLevels_RefusedInLinearTime(string open, string close)
    {
        const int levels = 100_000;
        var sql = "SELECT " + string.Concat(Enumerable.Repeat(open, levels)) + "1" + string.Concat(Enumerable.Repeat(close, levels));
        foreach (var dialect in Dialects("both"))
        {
            Should.Throw<SqlSyntaxException>(() => SqlParser.Parse(sql, dialect)).Rule.ShouldBe("too-deep");
        }
    }

    [Fact]
    public void Parse_DeepFromAndSets_Refused()
    {
        const int levels = 100_000;
        string[] queries =
        [
            "SELECT * FROM " + new string('(', levels) + "t" + new string(')', levels),
            "SELECT 1" + string.Concat(Enumerable.Repeat(" UNION SELECT 1", levels)),
            "SELECT * FROM t" + string.Concat(Enumerable.Repeat(", t", levels)),
            "SELECT * FROM t" + string.Concat(Enumerable.Repeat(" CROSS JOIN t", levels)),
        ];
        foreach (var sql in queries)
        {
            foreach (var dialect in Dialects("both"))
            {
                Should.Throw<SqlSyntaxException>(() => SqlParser.Parse(sql, dialect)).Rule.ShouldBe("too-deep");
            }
        }
    }

    [Fact]
    public void Parse_LongFlatQuery_Taken()
    {
        const int items = 20_000;
        var sql = "SELECT " + string.Join(", ", Enumerable.Range(0, items)) + " WHERE 1 IN (" + string.Join(", ", Enumerable.Range(0, items)) + ")";
        foreach (var dialect in Dialects("both"))
        {
            SqlRenderer.Render(SqlParser.Parse(sql, dialect), dialect).ShouldBe(sql);
        }
    }

    [Fact]
    public void Parse_Nodes_KnowTheirPosition()
    {
        var query = SqlParser.Parse("SELECT a, b + 1 FROM t WHERE c = 2", SqlDialect.Sqlite);
        var select = query.Body.ShouldBeOfType<Memori.Text2Sql.Sql.Tree.Select>();
        select.Items.Select(item => item.Position).ShouldBe([7, 10]);
        select.From!.Position.ShouldBe(21);
        select.Where!.Position.ShouldBe(29);
    }

    [Fact]
    public void Parse_Error_SaysWhatWasExpectedInBothLanguages()
    {
        var error = Should.Throw<SqlSyntaxException>(() => SqlParser.Parse("SELECT a\nFROM WHERE x", SqlDialect.Sqlite));
        error.Text.English.ShouldBe("Line 2, column 6: expected a table or a query in parentheses, found \"WHERE\".");
        error.Text.Chinese.ShouldBe("第 2 行第 6 列:应为表或括号中的查询,实际为“WHERE”。");
        error.Position.ShouldBe(14);
    }

    internal static SqlDialect[] Dialects(string names) => names switch
    {
        "sqlite" => [SqlDialect.Sqlite],
        "postgres" => [SqlDialect.Postgres],
        _ => [SqlDialect.Sqlite, SqlDialect.Postgres],
    };

    private static TheoryData<string, string> Read(string file)
    {
        var data = new TheoryData<string, string>();
        foreach (var line in TestData.Lines("Sql/Corpus", file))
        {
            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            data.Add(line[..tab], line[(tab + 1)..]);
        }

        return data;
    }
}
