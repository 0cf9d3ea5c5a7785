using System.Diagnostics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Tree;
using Memori.Text2Sql.Tests.Guarding.Corpus;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Memori.Text2Sql.Tests.Guarding;

/// <summary>Mutated queries: the guard never crashes, never hangs, and SQLite itself says that what it admits is one read-only statement.</summary>
public sealed class GuardFuzzTests
{
    private static readonly SqlGuard s_guard = new();

    private static readonly string[] s_queries =
    [
        .. CorpusFile.Read("honest.tsv").Select(entry => entry.Sql),
        .. CorpusFile.Read("attacks.tsv").Select(entry => entry.Sql),
    ];

    private static readonly string[] s_pieces =
    [
        "'", "\"", "`", "[", "]", "(", ")", ";", "--", "/*", "*/", "/*!", "$$", "$1", "?", ":x", "\0", "\n", "\u200b", "\ud800", "E'", "U&'", "X'", "\\", ",", ".", "*", "::",
        " UNION ", " FROM ", "SELECT ", " WHERE ", " LIMIT -1", "DELETE FROM orders", "; DROP TABLE orders", " INTO ", " FOR UPDATE", "WITH x AS (", "sqlite_master", "pg_class",
        "load_extension('x')", "pg_sleep(9)", " INSERT ", "PRAGMA ", "0x1", "1e", "NOT ", " IN ", " OVER (", "CASE ", "END", "NULL", "ÿ", "İ", "ſelect", "；", "　", "🙂", "=>", "->", "!", "#",
    ];

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Admit_Mutated_NeverCrashesAndOnlyReads(string name)
    {
        var dialect = name == "sqlite" ? SqlDialect.Sqlite : SqlDialect.Postgres;
        var schema = ShopSchema.Of(dialect);
        using var connection = ShopSchema.Open();
        var admitted = 0;
        Prop.ForAll(ArbMap.Default.ArbFor<int>().Generator.ToArbitrary(), seed =>
        {
            var sql = Mutate(new Random(seed));
            var clock = Stopwatch.StartNew();
            var outcome = s_guard.Admit(sql, schema);
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(5), sql);
            if (!outcome.Admitted)
            {
                outcome.Refusal.Position.ShouldBeInRange(0, sql.Length, sql);
                return;
            }

            admitted++;
            var again = s_guard.Require(outcome.Query.Sql, schema, outcome.Query.RowLimit);
            if (outcome.Query.Query.Limit is Literal)
            {
                again.Sql.ShouldBe(outcome.Query.Sql, sql);
            }

            if (dialect == SqlDialect.Sqlite)
            {
                OnlyReads(connection, outcome.Query.Sql).ShouldBeTrue(outcome.Query.Sql);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(6_000).WithEndSize(int.MaxValue / 2));
        admitted.ShouldBeGreaterThan(50);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void Tokenize_AnyText_CoversItInOrder(string name)
    {
        var dialect = name == "sqlite" ? SqlDialect.Sqlite : SqlDialect.Postgres;
        Prop.ForAll(ArbMap.Default.ArbFor<int>().Generator.ToArbitrary(), seed =>
        {
            var sql = Mutate(new Random(seed));
            var at = 0;
            foreach (var token in SqlLexer.Tokenize(sql, dialect))
            {
                token.Start.ShouldBeGreaterThanOrEqualTo(at);
                string.IsNullOrWhiteSpace(sql[at..token.Start]).ShouldBeTrue(sql);
                (token.Length > 0 || token.Kind == SqlTokenKind.End).ShouldBeTrue(sql);
                at = token.End;
            }

            at.ShouldBe(sql.Length);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000).WithEndSize(int.MaxValue / 2));
    }

    private static string Mutate(Random random)
    {
        var text = new StringBuilder(s_queries[random.Next(s_queries.Length)]);
        if (random.Next(6) == 0)
        {
            var other = s_queries[random.Next(s_queries.Length)];
            text.Length = random.Next(text.Length + 1);
            text.Append(other.AsSpan(random.Next(other.Length)));
        }

        for (var i = random.Next(5); i > 0; i--)
        {
            var at = random.Next(text.Length + 1);
            switch (random.Next(4))
            {
                case 0 when at < text.Length:
                    text.Remove(at, Math.Min(random.Next(1, 6), text.Length - at));
                    break;
                case 1 when at < text.Length:
                    text[at] = (char)random.Next(random.Next(3) == 0 ? 0x3000 : 0x80);
                    break;
                default:
                    text.Insert(at, s_pieces[random.Next(s_pieces.Length)]);
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>What doesn't compile changes nothing; what does is one statement that SQLite holds for read-only.</summary>
    private static bool OnlyReads(SqliteConnection connection, string sql)
    {
        var result = raw.sqlite3_prepare_v2(connection.Handle, sql, out var statement, out var tail);
        using (statement)
        {
            return result != raw.SQLITE_OK || (raw.sqlite3_stmt_readonly(statement) != 0 && string.IsNullOrEmpty(tail));
        }
    }
}
