using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Generation.Embedded;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>Tables of a gym whose names share a prefix, whose keys are only told by their words, and whose visits are counted by day.</summary>
public sealed class TalliesTests : IDisposable
{
    private const string Script =
        """
        CREATE TABLE gyMember (gyMemberId INTEGER PRIMARY KEY, gyMemberName TEXT NOT NULL, gyMemberState TEXT NOT NULL);
        CREATE TABLE gyCheckin (gyCheckinId INTEGER PRIMARY KEY, gyCheckinMemberId INTEGER NOT NULL, day TEXT NOT NULL, count INTEGER NOT NULL);
        CREATE TABLE gyCourse (gyCourseId INTEGER PRIMARY KEY, gyCourseTitle TEXT NOT NULL, seats INTEGER NOT NULL, target INTEGER NOT NULL);
        INSERT INTO gyMember VALUES (1, 'Ann', 'CA'), (2, 'Bo', 'TX'), (3, 'Cy', 'CA');
        INSERT INTO gyCheckin VALUES (1, 1, 'Monday', 3), (2, 1, 'Friday', 1), (3, 2, 'Monday', 5);
        INSERT INTO gyCourse VALUES (1, 'Yoga', 7, 9);
        """;

    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".sqlite");

    public void Dispose() => File.Delete(_path);

    [Theory]
    [InlineData("How many check-ins occurred on each day?", "sum(")]
    [InlineData("How many members are there in California?", "'CA'")]
    [InlineData("Show the names of members without check-ins.", "NOT IN")]
    [InlineData("Which courses are below their target?", "seats < target")]
    [InlineData("低于目标的课程有哪些？", "seats < target")]
    public async Task Reads(string question, string part)
    {
        var source = Support.SqliteFile.Create(_path, Script);
        var schema = await new SchemaReader().ReadAsync(source);
        var grounded = new GroundedQuestion { Question = Library.Ask(question), DataSource = source, Access = CallerAccess.Unrestricted(schema) };
        var candidates = (await new EmbeddedSqlGenerator().GenerateAsync(grounded, TestContext.Current.CancellationToken)).Candidates;
        candidates.ShouldNotBeEmpty();
        candidates[0].Sql.ShouldContain(part);
    }
}
