using Memori.Text2Sql.Generation;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Tests.Generation.Claude;
using Memori.Text2Sql.Verification.Gates;

namespace Memori.Text2Sql.Tests.Verification.Gates;

public sealed class QueryGatesTests
{
    [Theory]
    [InlineData("SELECT * FROM branch WHERE city = 'OSLO'", true)]
    [InlineData("SELECT * FROM branch WHERE city = 'Oslo'", false)]
    [InlineData("SELECT * FROM branch WHERE 'Oslo' <> city", false)]
    [InlineData("SELECT * FROM branch WHERE city IN ('OSLO', 'Trondheim')", false)]
    [InlineData("SELECT * FROM branch WHERE LOWER(city) = 'oslo'", true)]
    [InlineData("SELECT * FROM branch WHERE city = 'oslo' COLLATE NOCASE", true)]
    [InlineData("SELECT * FROM branch WHERE city COLLATE NOCASE = 'oslo'", true)]
    [InlineData("SELECT * FROM branch WHERE city LIKE '%slo%'", true)]
    [InlineData("SELECT * FROM member WHERE name = 'Grace'", false)]
    [InlineData("SELECT * FROM member WHERE name = 'Found'", true)]
    [InlineData("SELECT * FROM (SELECT city AS place FROM branch) AS b WHERE place = 'Nowhere'", false)]
    [InlineData("SELECT * FROM member WHERE joined = '2026-01-01'", true)]
    [InlineData("SELECT 'Oslo' AS label FROM branch", true)]
    public void A_text_that_a_column_is_compared_with_is_known_or_was_found(string sql, bool isKnown) => Has(sql, QueryGates.GuessedLiteral).ShouldBe(!isKnown);

    [Theory]
    [InlineData("SELECT * FROM branch WHERE city = 'OSLO'", "OSLO", false)]
    [InlineData("SELECT * FROM branch WHERE city LIKE '%oslo%'", "OSLO", false)]
    [InlineData("SELECT * FROM branch", "OSLO", true)]
    public void A_value_that_the_question_names_is_used(string sql, string value, bool isUnused) =>
        Codes(sql, Questions.Library with { Values = [new ValueLink("Oslo", "branch", "city", value)] }).Contains(QueryGates.UnusedValue).ShouldBe(isUnused);

    [Theory]
    [InlineData("SELECT SUM(b.id) FROM branch AS b JOIN member AS m ON m.branch_id = b.id", true)]
    [InlineData("SELECT SUM(b.id) FROM branch AS b, member AS m WHERE m.branch_id = b.id", true)]
    [InlineData("SELECT b.city, AVG(b.id) FROM branch AS b LEFT JOIN member AS m ON m.branch_id = b.id GROUP BY b.city", true)]
    [InlineData("SELECT COUNT(b.id) FROM branch AS b JOIN member AS m ON m.branch_id = b.id", true)]
    [InlineData("SELECT COUNT(DISTINCT b.id) FROM branch AS b JOIN member AS m ON m.branch_id = b.id", false)]
    [InlineData("SELECT b.city, COUNT(b.id) FROM branch AS b JOIN member AS m ON m.branch_id = b.id GROUP BY b.city", false)]
    [InlineData("SELECT SUM(m.id) FROM branch AS b JOIN member AS m ON m.branch_id = b.id", false)]
    [InlineData("SELECT SUM(m.id) FROM branch AS b JOIN member AS m ON m.branch_id = b.id JOIN loan AS l ON l.member_id = m.id", true)]
    [InlineData("SELECT SUM(l.copy_no * m.id) FROM member AS m JOIN loan AS l ON l.member_id = m.id", false)]
    [InlineData("SELECT SUM(b.id) FROM branch AS b WHERE EXISTS (SELECT 1 FROM member AS m WHERE m.branch_id = b.id)", false)]
    [InlineData("SELECT MAX(b.id) FROM branch AS b JOIN member AS m ON m.branch_id = b.id", false)]
    [InlineData("SELECT m.id, SUM(b.id) FROM branch AS b JOIN member AS m ON m.branch_id = b.id GROUP BY m.id", false)]
    [InlineData("SELECT SUM(b.id) FROM branch AS b JOIN (SELECT branch_id, COUNT(*) AS n FROM member GROUP BY branch_id) AS m ON m.branch_id = b.id", false)]
    [InlineData("SELECT city FROM branch WHERE id > (SELECT AVG(x.id) FROM branch AS x JOIN member AS m ON m.branch_id = x.id)", true)]
    public void A_sum_over_rows_that_a_join_repeats_is_found(string sql, bool repeats) => Has(sql, QueryGates.FanOut).ShouldBe(repeats);

    [Theory]
    [InlineData("SELECT * FROM branch WHERE id NOT IN (SELECT branch_id FROM member)", true)]
    [InlineData("SELECT * FROM branch WHERE NOT id IN (SELECT branch_id FROM member)", true)]
    [InlineData("SELECT * FROM branch WHERE id NOT IN (SELECT branch_id FROM member WHERE branch_id IS NOT NULL)", false)]
    [InlineData("SELECT * FROM branch WHERE id NOT IN (SELECT branch_id FROM member WHERE name = 'Ada' AND branch_id > 0)", false)]
    [InlineData("SELECT * FROM branch WHERE id NOT IN (SELECT branch_id FROM member WHERE branch_id IS NOT NULL OR id = 1)", true)]
    [InlineData("SELECT * FROM member WHERE id NOT IN (SELECT member_id FROM loan)", false)]
    [InlineData("SELECT * FROM branch WHERE id IN (SELECT branch_id FROM member)", false)]
    public void Not_in_over_what_may_be_null_is_found(string sql, bool finds) => Has(sql, QueryGates.NullNotIn).ShouldBe(finds);

    [Theory]
    [InlineData("SELECT * FROM branch", 2, false)]
    [InlineData("SELECT * FROM branch", 1, true)]
    [InlineData("SELECT city FROM branch", 2, true)]
    [InlineData("SELECT city FROM branch", 0, false)]
    public void The_columns_are_as_many_as_were_meant(string sql, int meant, bool differs) =>
        Codes(sql, Questions.Library with { Values = [] }, [.. Enumerable.Range(0, meant).Select(i => $"c{i}")]).Contains(QueryGates.Projection).ShouldBe(differs);

    [Fact]
    public void A_window_is_a_risk_in_both_languages()
    {
        var bound = Bind("SELECT name, ROW_NUMBER() OVER (ORDER BY joined) FROM member");
        var finding = QueryGates.Check(new SqlCandidate("", 0), bound, Questions.Library with { Values = [] }).ShouldHaveSingleItem();
        finding.Code.ShouldBe(QueryGates.Window);
        finding.Text.English.ShouldNotBe(finding.Text.Chinese);
    }

    private static bool Has(string sql, string code) => Codes(sql, Questions.Library with { Values = [new ValueLink("x", "member", "name", "Found")] }).Contains(code);

    private static IEnumerable<string> Codes(string sql, GroundedQuestion question, IReadOnlyList<string>? columns = null) =>
        QueryGates.Check(new SqlCandidate(sql, 0.5) { OutputColumns = columns ?? [] }, Bind(sql), question).Select(finding => finding.Code);

    private static BoundQuery Bind(string sql) => SqlBinder.Bind(SqlParser.Parse(sql, SqlDialect.Sqlite), Questions.Library.Schema);
}
