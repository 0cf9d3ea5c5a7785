namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>Tables of a gym whose names share a prefix, whose keys are only told by their words, and whose visits are counted by day.</summary>
public sealed class TalliesTests() : AskedOfOne(Script)
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

    [Theory]
    [InlineData("How many check-ins occurred on each day?", "sum(")]
    [InlineData("How many members are there in California?", "'CA'")]
    [InlineData("Show the names of members without check-ins.", "NOT IN")]
    [InlineData("Which courses are below their target?", "seats < target")]
    [InlineData("低于目标的课程有哪些？", "seats < target")]
    public async Task Reads(string question, string part) => (await AskAsync(question)).ShouldContain(part);
}
