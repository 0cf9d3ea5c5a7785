using Memori.Text2Sql.Tests.DataSources.Sample;

namespace Memori.Text2Sql.Tests.Guarding.Corpus;

/// <summary>The corpus itself: that its lines are what they claim to be.</summary>
public sealed class CorpusTests(SampleFixture sample) : IClassFixture<SampleFixture>
{
    [Fact]
    public void HonestQueriesOfSqlite_RunOnTheSample()
    {
        foreach (var entry in CorpusFile.Read("honest.tsv").Where(entry => entry.IsFor("sqlite")))
        {
            Should.NotThrow(() => sample.Query(entry.Sql, 1000), $"{entry.Id}: {entry.Sql}");
        }
    }

    [Theory]
    [InlineData("attacks.tsv", 200)]
    [InlineData("honest.tsv", 200)]
    [InlineData("exhaustion.tsv", 20)]
    public void File_HasEnoughLines_EachOnce(string file, int least)
    {
        var entries = CorpusFile.Read(file);
        entries.Count.ShouldBeGreaterThanOrEqualTo(least);
        entries.Select(entry => entry.Id).ShouldBeUnique();
        entries.Select(entry => (entry.Dialect, entry.Sql)).ShouldBeUnique();
        entries.ShouldAllBe(entry => entry.Dialect == "both" || entry.Dialect == "sqlite" || entry.Dialect == "postgres");
    }

    [Fact]
    public void Attacks_CoverEveryClass() =>
        CorpusFile.Read("attacks.tsv").Select(entry => entry.Cells[2]).Distinct().Count().ShouldBe(14);
}
