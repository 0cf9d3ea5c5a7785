using Memori.Text;
using Memori.Text2Sql.Answering.Explaining;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Tests.Answering;

public sealed class ExplainerTests
{
    private const string Top =
        "SELECT p.name, SUM(i.amount) AS sales FROM products p JOIN items i ON i.product_id = p.id WHERE i.day >= '2026-03-30' GROUP BY p.id ORDER BY sales DESC LIMIT 5";

    [Theory]
    [InlineData(Top, "Shows name and the total of amount from products joined with items, where day is at least “2026-03-30”, for each id, sorted by the total of amount from highest to lowest, only the first 5 rows.")]
    [InlineData("SELECT COUNT(*) FROM orders", "Shows the number of rows from orders.")]
    [InlineData("SELECT DISTINCT city FROM c WHERE x IS NULL OR y NOT IN (1, 2)", "Shows the different values of city from c, where (x is missing or y is none of 1 and 2).")]
    [InlineData("SELECT a FROM t EXCEPT SELECT a FROM u", "Shows a from t; without what is in: shows a from u.")]
    public void Explain_English(string sql, string expected) => Explain(sql, Language.English).ShouldBe(expected);

    [Theory]
    [InlineData(Top, "从 products 关联 items 中查询 name、amount 的总和,条件是 day 不小于 “2026-03-30”,按 id 分组,按 amount 的总和 从高到低排序,只取前 5 行。")]
    [InlineData("SELECT COUNT(*) FROM orders", "从 orders 中查询 行数。")]
    public void Explain_Chinese(string sql, string expected) => Explain(sql, Language.Chinese).ShouldBe(expected);

    [Fact]
    public void Explain_EveryHonestQuery_GivesASentenceInBothLanguages()
    {
        foreach (var entry in Guarding.Corpus.CorpusFile.Read("honest.tsv"))
        {
            var dialect = entry.IsFor("postgres") ? SqlDialect.Postgres : SqlDialect.Sqlite;
            var query = SqlParser.Parse(entry.Sql, dialect);
            foreach (var language in Enum.GetValues<Language>())
            {
                Explainer.Explain(query, dialect, language).Length.ShouldBeGreaterThan(3, entry.Id);
            }
        }
    }

    private static string Explain(string sql, Language language) => Explainer.Explain(SqlParser.Parse(sql, SqlDialect.Sqlite), SqlDialect.Sqlite, language);
}
