using System.Text.RegularExpressions;

namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>What questions say in other words than columns are called: by verbs, by what is counted, by parts of names.</summary>
public sealed partial class SaidOtherwiseTests() : AskedOfOne(Script)
{
    private const string Script =
        """
        CREATE TABLE 剧院 (编号 INTEGER PRIMARY KEY, 名称 TEXT NOT NULL, 地址 TEXT NOT NULL, 国家 TEXT NOT NULL, 座位数量 INTEGER NOT NULL, 员工数 INTEGER NOT NULL);
        CREATE TABLE 剧目 (编号 INTEGER PRIMARY KEY, 剧院编号 INTEGER NOT NULL REFERENCES 剧院 (编号), 名称 TEXT NOT NULL, 作者 TEXT NOT NULL, 类型 TEXT NOT NULL,
            参演人数 INTEGER NOT NULL, 演出次数 INTEGER NOT NULL, 票价 REAL NOT NULL);
        CREATE TABLE 剧院获奖名单 (编号 INTEGER PRIMARY KEY, 剧院编号 INTEGER NOT NULL REFERENCES 剧院 (编号), 年份 INTEGER NOT NULL);
        CREATE TABLE "2018年导演榜" (编号 INTEGER PRIMARY KEY, 姓名 TEXT NOT NULL, 国籍 TEXT NOT NULL, 得票数 INTEGER NOT NULL);
        CREATE TABLE "2019年导演榜" (编号 INTEGER PRIMARY KEY, 姓名 TEXT NOT NULL, 国籍 TEXT NOT NULL, 得票数 INTEGER NOT NULL);
        CREATE TABLE 演员 (编号 INTEGER PRIMARY KEY, 姓名 TEXT NOT NULL, 性别 TEXT NOT NULL, 身高 INTEGER NOT NULL, 国籍 TEXT NOT NULL);
        INSERT INTO 剧院 VALUES (1, '蓝灯剧院有限公司', '河岸路1号', '法国', 300, 40), (2, '北门集团', '北街2号', '加拿大', 800, 90), (3, '静海剧院', '海边3号', '法国', 200, 25);
        INSERT INTO 剧目 VALUES (1, 1, '雨图', '石安', '喜剧', 12, 30, 80), (2, 1, '午星', '石安', '悲剧', 20, 45, 120), (3, 2, '小火', '江本', '喜剧', 8, 60, 150), (4, 3, '空谷', '田可', '喜剧', 5, 10, 60);
        INSERT INTO 剧院获奖名单 VALUES (1, 1, 2018), (2, 1, 2019), (3, 2, 2019);
        INSERT INTO "2018年导演榜" VALUES (1, '林一', '法国', 10), (2, '麦二', '加拿大', 20);
        INSERT INTO "2019年导演榜" VALUES (1, '林一', '法国', 30), (2, '艾三', '法国', 40);
        INSERT INTO 演员 VALUES (1, '梁甲', '男', 190, '法国'), (2, '宋乙', '女', 170, '法国'), (3, '潘丙', '女', 160, '加拿大');
        """;

    [Theory]
    [InlineData("票价低于100元的剧目有哪些，它们是谁写的", "SELECT 名称, 作者 FROM 剧目 WHERE 票价 < 100")]
    [InlineData("演员有哪些，他们是哪国人", "SELECT 姓名, 国籍 FROM 演员")]
    [InlineData("演员有哪些，他们是男是女", "SELECT 姓名, 性别 FROM 演员")]
    [InlineData("座位数量超过250的剧院有哪些，它们都在哪", "SELECT 名称, 地址 FROM 剧院 WHERE 座位数量 > 250")]
    public async Task Asked_ByAVerb_TheColumnIsShown(string question, string sql) => await ShouldBeAsync(question, sql);

    [Theory]
    [InlineData("每种类型的剧目最少演了多少次", "类型, min(演出次数)")]
    [InlineData("每个国家的演员中，最矮的是多少", "国籍, min(身高)")]
    [InlineData("每种类型的剧目平均参演多少人", "类型, avg(参演人数)")]
    public async Task Amount_ByWhatIsCounted_IsOfTheColumnThatHoldsIt(string question, string sql) => await ShouldBeAsync(question, sql);

    [Theory]
    [InlineData("哪些类型的剧目少于2部，或者平均票价高于90元", "HAVING count(*) < 2 OR avg(票价) > 90")]
    [InlineData("哪些作者的剧目平均票价为100元", "HAVING avg(票价) = 100")]
    [InlineData("哪些作者最多写了1部剧目", "HAVING count(*) <= 1")]
    [InlineData("获奖少于2次的剧院有哪些", "JOIN 剧院获奖名单")]
    [InlineData("2019及之后获奖的剧院有哪些", "年份 >= 2019")]
    [InlineData("国家不是法国的剧院平均员工数是多少", "avg(员工数) FROM 剧院 WHERE 国家 <> '法国'")]
    [InlineData("身高不低于一米九的演员有哪些", "身高 >= 190")]
    public async Task Conditions_OfGroupsAndNumbers_AreKept(string question, string sql) => await ShouldBeAsync(question, sql);

    [Theory]
    [InlineData("蓝灯剧院的座位比北门多多少个", "(SELECT 座位数量 FROM 剧院 WHERE 名称 = '蓝灯剧院有限公司') - (SELECT 座位数量 FROM 剧院 WHERE 名称 = '北门集团')")]
    [InlineData("北门集团比静海剧院多拥有多少名员工", "(SELECT 员工数 FROM 剧院 WHERE 名称 = '北门集团') - (SELECT 员工数 FROM 剧院 WHERE 名称 = '静海剧院')")]
    public async Task Contrast_NamesSaidInPart_AreTheOnlyOnesThatHaveIt(string question, string sql) => await ShouldBeAsync(question, sql);

    [Theory]
    [InlineData("2018年的导演榜有多少导演", "FROM \"2018年导演榜\"")]
    [InlineData("2019年的导演榜有多少导演", "FROM \"2019年导演榜\"")]
    public async Task Year_OfTablesForEachYear_SaysWhich(string question, string sql) => await ShouldBeAsync(question, sql);

    [Theory]
    [InlineData("按剧院的员工数排名最高的给出前2名对应的剧院名称", "ORDER BY 员工数 DESC LIMIT 2")]
    [InlineData("座位数量排名后2的剧院有哪些", "ORDER BY 座位数量 LIMIT 2")]
    [InlineData("票价在100元之下的剧目有哪些", "WHERE 票价 < 100")]
    public async Task Rank_IsNoName(string question, string sql) => await ShouldBeAsync(question, sql);

    [Fact]
    public async Task Respectively_EachValueIsTold() => await ShouldBeAsync("分别给出男和女演员的最低身高", "性别, min(身高)");

    private async Task ShouldBeAsync(string question, string part) => Alias().Replace(await AskAsync(question), "").ShouldContain(part);

    [GeneratedRegex(" AS [^ ,]+")]
    private static partial Regex Alias();
}
