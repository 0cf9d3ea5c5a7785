using FsCheck;
using FsCheck.Fluent;
using Memori.Text2Sql.Schema.Sqlite;

namespace Memori.Text2Sql.Tests.Schema.Sqlite;

public sealed class DdlCommentsTests
{
    private static readonly string[] s_pieces =
        ["CREATE TABLE t ", "(", ")", ",", "a INT", "\"b\"\"", "'", "`c`", "[d", "]", "-- note", "\n", "/*", "*/", "--", "/", "-", "中文", "\0", " ", "\ud800", "SELECT"];

    [Fact]
    public void Read_AnyText_GivesBoundedComments() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(2_000),
            Prop.ForAll(Gen.Elements(s_pieces).ArrayOf().ToArbitrary(), static pieces =>
            {
                var sql = string.Concat(pieces);
                foreach (var isView in (bool[])[false, true])
                {
                    var comments = DdlComments.Read(sql, isView);
                    (comments.Table?.Length ?? 0).ShouldBeLessThan(501);
                    comments.Columns.Values.ShouldAllBe(comment => comment.Length > 0 && comment.Length <= 500);
                }
            }));

    [Theory]
    [InlineData("CREATE VIEW v AS -- what it shows\nSELECT 1 -- not this", "what it shows")]
    [InlineData("CREATE VIEW v AS SELECT 1 /* not this */", null)]
    [InlineData("CREATE TABLE t (a INT) -- behind", "behind")]
    [InlineData("CREATE TABLE t (a INT /* open", null)]
    public void Read_TableComment(string sql, string? expected) => DdlComments.Read(sql, sql.Contains("VIEW", StringComparison.Ordinal)).Table.ShouldBe(expected);
}
