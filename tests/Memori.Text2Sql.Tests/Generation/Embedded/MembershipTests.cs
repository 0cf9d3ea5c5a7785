namespace Memori.Text2Sql.Tests.Generation.Embedded;

/// <summary>What stands in one table, or among the first few, but not in another, in both, or in either.</summary>
public sealed class MembershipTests(Rosters rosters) : IClassFixture<Rosters>
{
    [Theory]
    [InlineData("哪些小镇举办过陶艺比赛但没有举办过皮影比赛", "青瓦")]
    [InlineData("哪些小镇举办过皮影比赛但没有举办过陶艺比赛", "石桥")]
    [InlineData("哪些小镇举办过陶艺比赛并且举办过皮影比赛", "白沙")]
    [InlineData("哪些小镇举办过陶艺比赛或者皮影比赛", "青瓦;白沙;石桥")]
    [InlineData("Which host towns are in chess festivals but not in kite festivals?", "Ayr")]
    [InlineData("Which host towns appear in both chess festivals and kite festivals?", "Wick")]
    [InlineData("Which host towns appear in chess festivals or kite festivals?", "Ayr;Wick;Oban")]
    public async Task TablesThatNoKeyTies_AreSetAgainstEachOther(string question, string rows) => await AreAsync(question, rows);

    [Theory]
    [InlineData("哪些车间没有任何机床？给出这些车间的名称和楼层", "抛光|二层;组装|四层")]
    [InlineData("哪些车间不是由质检员负责的？给出车间名称和楼层", "铸造|一层;组装|四层")]
    public async Task WhatTheOtherTableNeverLeavesEmpty_IsAbsent(string question, string rows) => await AreAsync(question, rows);

    [Theory]
    [InlineData("哪些车间的产量正数前3，同时能耗却是倒数前2", "铸造")]
    [InlineData("哪些车间的产量倒数前2，同时能耗却是正数前3", "抛光")]
    public async Task TheFirstFewOfTwoMeasures_AreThoseInBoth(string question, string rows) => await AreAsync(question, rows);

    private async Task AreAsync(string question, string rows)
    {
        var (sql, found) = await rosters.AskAsync(question);
        found.Order(StringComparer.Ordinal).ShouldBe(rows.Split(';').Order(StringComparer.Ordinal), sql);
    }
}
