using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Sql.Binding;
using Memori.Text2Sql.Tests.Guarding;
using Memori.Text2Sql.Tests.Guarding.Corpus;

namespace Memori.Text2Sql.Tests.Sql.Binding;

/// <summary>SQLite's authorizer says whether the binder reads what the engine reads.</summary>
public sealed class ReadsTests(BindingFixture database) : IClassFixture<BindingFixture>
{
    public static TheoryData<string, string> Queries
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var cells in TestData.Lines("Sql/Binding/Corpus", "reads.tsv").Select(line => line.Split('\t')))
            {
                data.Add(cells[0], cells[1]);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public void Reads_Query_AreWhatTheEngineReports(string share, string sql) =>
        Compare(database.Schema, sql, database.Reported, share == "all");

    [Fact]
    public void Reads_HonestQueries_AreWhatTheEngineReports()
    {
        using var connection = ShopSchema.Open();
        var shop = ShopSchema.Of(SqlDialect.Sqlite);
        var schema = shop with { Tables = [.. shop.Tables.Select(table => table with { HasRowId = true, PrimaryKey = table.Columns[0].Name == "id" ? ["id"] : [] })] };
        foreach (var entry in CorpusFile.Read("honest.tsv").Where(entry => entry.IsFor("sqlite")))
        {
            var merges = entry.Sql.Contains("USING", StringComparison.OrdinalIgnoreCase) || entry.Sql.Contains("NATURAL", StringComparison.OrdinalIgnoreCase);
            Compare(schema, entry.Sql, sql => BindingFixture.Reported(connection, sql, schema), !merges);
        }
    }

    private static void Compare(DatabaseSchema schema, string sql, Func<string, SortedSet<string>> report, bool all)
    {
        var bound = SqlBinder.Bind(SqlParser.Parse(sql, SqlDialect.Sqlite), schema);
        var reads = new SortedSet<string>(bound.Reads.Select(read => $"{read.Table.Name}.{read.Column?.Name ?? "ROWID"}"), StringComparer.OrdinalIgnoreCase);
        var reported = report(sql);
        if (all)
        {
            reads.ShouldBe(reported, sql);
        }
        else
        {
            reported.Except(reads, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty(sql);
        }
    }
}
