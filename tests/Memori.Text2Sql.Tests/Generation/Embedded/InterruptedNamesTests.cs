namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>Names that an aggregate stands within or that say a character twice; how many are asked for, said apart from the superlative.</summary>
public sealed class InterruptedNamesTests() : AskedOfOne(Script)
{
    private const string Script =
        """
        CREATE TABLE 港口 (词条id INTEGER PRIMARY KEY, 名称 TEXT NOT NULL, 注册资本 INTEGER NOT NULL);
        CREATE TABLE 港口货运 (货运id INTEGER PRIMARY KEY, 港口id INTEGER NOT NULL REFERENCES 港口(词条id), 货物 TEXT NOT NULL, 吞吐量 INTEGER NOT NULL, 吞吐量增长率 REAL NOT NULL, 收入占比 REAL NOT NULL);
        CREATE TABLE 渔船船员 (船员id INTEGER PRIMARY KEY, 姓名 TEXT NOT NULL, 年龄 INTEGER NOT NULL);
        INSERT INTO 港口 VALUES (1, '东港', 500), (2, '西港', 800);
        INSERT INTO 港口货运 VALUES (1, 1, '煤', 90, 2.5, 30), (2, 1, '粮', 40, 1.5, 70), (3, 2, '煤', 60, 4.5, 55);
        INSERT INTO 渔船船员 VALUES (1, '李雷', 30), (2, '韩梅', 41);
        """;

    [Theory]
    [InlineData("每种货物的吞吐量平均增长率是多少", "avg(吞吐量增长率)")]
    [InlineData("每种货物的吞吐量最小增长是多少", "min(吞吐量增长率)")]
    [InlineData("每种货物的收入最大占比是多少", "max(收入占比)")]
    [InlineData("所有港口注册的最大资本是多少", "max(注册资本)")]
    [InlineData("在吞吐量最高时，给出排名前2对应的货物", "LIMIT 2")]
    [InlineData("渔船船员的平均年龄是多少", "FROM 渔船船员")]
    public async Task Reads(string question, string part) => (await AskAsync(question)).ShouldContain(part);
}
