namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>What two columns of a table say together, named by the schema's own words or put together in the question.</summary>
public sealed class DerivedColumnsTests(Figures figures) : IClassFixture<Figures>
{
    [Theory]
    [InlineData("给出所有医院的名称以及床位总数", "仁爱|80;康宁|30;同心|95")]
    [InlineData("给出床位总数最多的2家医院", "同心;仁爱")]
    [InlineData("哪些医院的床位总数低于50张？", "康宁")]
    [InlineData("每个城市的平均床位总数是多少？", "广州|87.5;成都|30")]
    [InlineData("给出所有俱乐部的名称和未付费会员数量", "飞鱼|150;山鹰|20;白鹿|40")]
    [InlineData("哪个俱乐部的未付费会员最多？", "飞鱼")]
    [InlineData("哪些俱乐部的付费会员占比低于50%？", "飞鱼")]
    [InlineData("给出付费会员比例最高的2个俱乐部", "白鹿;山鹰")]
    [InlineData("给出所有俱乐部的名称以及每个教练平均带的注册会员数量", "飞鱼|40;山鹰|25;白鹿|40")]
    [InlineData("给出所有乐园的名称以及淡旺季票价差额", "云海|40;星河|110;绿野|10")]
    [InlineData("给出淡旺季票价差价最大的2个乐园", "星河;云海")]
    [InlineData("给出所有乐园的名称以及2024年比2023年营收涨幅", "云海|400;星河|-100;绿野|200")]
    [InlineData("2024年与2023年营收之差最大的乐园是哪个？", "云海")]
    [InlineData("列出每个调查的主题以及满意答卷人数", "食堂|90;班车|40")]
    [InlineData("List the name and the total number of students of each school.", "Elm|220;Oak|140;Ash|70")]
    [InlineData("Which school has the fewest total students?", "Ash")]
    [InlineData("List the name and the active member percentage of each club.", "Otters|0.25;Larks|0.8")]
    [InlineData("List the name and the number of inactive members of each club.", "Otters|150;Larks|20")]
    [InlineData("Show the name and population density of each town.", "Ayr|100;Wick|50")]
    [InlineData("List the name and the difference between summer and winter temperature of each station.", "North|22;South|16")]
    public async Task Rows_AreThoseOfTwoColumns(string question, string rows)
    {
        var (sql, found) = await figures.AskAsync(question);
        found.Order(StringComparer.Ordinal).ShouldBe(rows.Split(';').Order(StringComparer.Ordinal), sql);
    }

    [Theory]
    [InlineData("给出所有医院的名称以及内科床位数量", "仁爱|30;康宁|20;同心|90")]
    [InlineData("给出所有俱乐部的名称以及付费会员数量", "飞鱼|50;山鹰|80;白鹿|360")]
    [InlineData("给出所有乐园的名称、旺季门票价格和淡季门票价格", "云海|120|80;星河|200|90;绿野|60|50")]
    [InlineData("List the name and the female students of each school.", "Elm|120;Oak|60;Ash|40")]
    [InlineData("Show the name, summer temperature and winter temperature of each station.", "North|18|-4;South|31|15")]
    public async Task AColumnThatIsThere_GoesBefore(string question, string rows)
    {
        var (sql, found) = await figures.AskAsync(question);
        found.Order(StringComparer.Ordinal).ShouldBe(rows.Split(';').Order(StringComparer.Ordinal), sql);
    }

    [Theory]
    [InlineData("最多包含60张外科床位的医院有哪些？", "仁爱;康宁;同心")]
    [InlineData("哪些俱乐部最多拥有4个教练？", "山鹰")]
    public async Task AtMost_BehindAVerb_SetsABound(string question, string rows)
    {
        var (sql, found) = await figures.AskAsync(question);
        found.Order(StringComparer.Ordinal).ShouldBe(rows.Split(';').Order(StringComparer.Ordinal), sql);
    }
}
