using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;

namespace Memori.Text2Sql.Tests.Sql.Tree;

public sealed class TreeRewriterTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Rewrite_NothingChanges_SameInstance(string name)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var query = new TreeGenerator(seed, SqlParserTests.Dialects(name)[0]).Query(4);
            new Nothing().RewriteQuery(query).ShouldBeSameAs(query);
        }
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Rewrite_EveryNumber_IsReachedWhereverTheVisitorFindsOne(string name)
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var query = new TreeGenerator(seed, SqlParserTests.Dialects(name)[0]).Query(4);
            var before = Numbers.Of(query);
            var changed = new Counting().RewriteQuery(query);
            Numbers.Of(changed).ShouldBe(before.Select(_ => "7"));
        }
    }

    [Fact]
    public void Rewrite_OneTable_KeepsTheRestAndThePositions()
    {
        var query = SqlParser.Parse("SELECT a FROM t JOIN u ON t.x = u.x WHERE b IN (SELECT c FROM v)", SqlDialect.Sqlite);
        var changed = new Rename().RewriteQuery(query);
        SqlRenderer.Render(changed, SqlDialect.Sqlite).ShouldBe("SELECT a FROM t JOIN w ON t.x = u.x WHERE b IN (SELECT c FROM v)");
        var (old, now) = ((Select)query.Body, (Select)changed.Body);
        now.Where.ShouldBeSameAs(old.Where);
        now.Items.ShouldBeSameAs(old.Items);
        now.From!.Position.ShouldBe(old.From!.Position);
    }

    private sealed class Nothing : TreeRewriter;

    private sealed class Counting : TreeRewriter
    {
        protected override Expression RewriteExpression(Expression expression) =>
            expression is Literal { Kind: LiteralKind.Number } number ? number with { Value = "7" } : base.RewriteExpression(expression);
    }

    private sealed class Rename : TreeRewriter
    {
        protected override TableSource RewriteSource(TableSource source) =>
            source is TableName { Name.Text: "u" } table ? table with { Name = new Identifier("w") } : base.RewriteSource(source);
    }

    private sealed class Numbers : TreeVisitor
    {
        private readonly List<string> _found = [];

        public static List<string> Of(Query query)
        {
            var numbers = new Numbers();
            numbers.Visit(query);
            return numbers._found;
        }

        protected override void VisitExpression(Expression expression)
        {
            if (expression is Literal { Kind: LiteralKind.Number } number)
            {
                _found.Add(number.Value);
            }

            base.VisitExpression(expression);
        }
    }
}
