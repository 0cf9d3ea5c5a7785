using FsCheck;
using FsCheck.Fluent;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Tests.Sql;

public sealed class RoundTripTests
{
    private const int Depth = 4;

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Parse_OfRendered_GivesTheSameTree(string name)
    {
        var dialect = SqlParserTests.Dialects(name)[0];
        Prop.ForAll(ArbMap.Default.ArbFor<int>().Generator.ToArbitrary(), seed =>
        {
            var query = new TreeGenerator(seed, dialect).Query(Depth);
            var sql = SqlRenderer.Render(query, dialect);
            SqlParser.Parse(sql, dialect).ShouldBe(query, $"seed {seed}: {sql}");
            SqlParser.Parse(SqlRenderer.Format(query, dialect), dialect).ShouldBe(query, $"formatted, seed {seed}: {sql}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_500).WithEndSize(int.MaxValue / 2));
    }
}
