using System.Globalization;
using Memori.Text;

namespace Memori.Tests.Text;

public sealed class TimeExpressionsTests
{
    // A Wednesday.
    private static readonly DateTimeOffset Now = new(2026, 6, 17, 15, 30, 0, TimeSpan.FromHours(8));

    [Theory]
    [InlineData("orders placed today", "today", "2026-06-17", "2026-06-18", TimeGrain.Day)]
    [InlineData("orders of yesterday", "yesterday", "2026-06-16", "2026-06-17", TimeGrain.Day)]
    [InlineData("sales this week", "this week", "2026-06-15", "2026-06-22", TimeGrain.Week)]
    [InlineData("sales last week", "last week", "2026-06-08", "2026-06-15", TimeGrain.Week)]
    [InlineData("sales last month", "last month", "2026-05-01", "2026-06-01", TimeGrain.Month)]
    [InlineData("bookings next month", "next month", "2026-07-01", "2026-08-01", TimeGrain.Month)]
    [InlineData("revenue last quarter", "last quarter", "2026-01-01", "2026-04-01", TimeGrain.Quarter)]
    [InlineData("revenue this year", "this year", "2026-01-01", "2027-01-01", TimeGrain.Year)]
    [InlineData("in the last three months", "last three months", "2026-03-17", "2026-06-18", TimeGrain.Month)]
    [InlineData("over the past 30 days", "past 30 days", "2026-05-18", "2026-06-18", TimeGrain.Day)]
    [InlineData("in the past year", "past year", "2025-06-17", "2026-06-18", TimeGrain.Year)]
    [InlineData("two months ago", "two months ago", "2026-04-01", "2026-05-01", TimeGrain.Month)]
    [InlineData("born in 1999", "1999", "1999-01-01", "2000-01-01", TimeGrain.Year)]
    [InlineData("in March 2024", "March 2024", "2024-03-01", "2024-04-01", TimeGrain.Month)]
    [InlineData("on 2024-03-05", "2024-03-05", "2024-03-05", "2024-03-06", TimeGrain.Day)]
    [InlineData("on March 5th, 2024", "March 5th, 2024", "2024-03-05", "2024-03-06", TimeGrain.Day)]
    [InlineData("since March 2024", "since March 2024", "2024-03-01", "9999-12-31", TimeGrain.Month)]
    [InlineData("after 2020", "after 2020", "2021-01-01", "9999-12-31", TimeGrain.Year)]
    [InlineData("before 2020", "before 2020", "0001-01-01", "2020-01-01", TimeGrain.Year)]
    [InlineData("in or after 2005", "in or after 2005", "2005-01-01", "9999-12-31", TimeGrain.Year)]
    [InlineData("in Q3 2025", "Q3 2025", "2025-07-01", "2025-10-01", TimeGrain.Quarter)]
    [InlineData("in the third quarter of last year", "third quarter of last year", "2025-07-01", "2025-10-01", TimeGrain.Quarter)]
    [InlineData("in the first half of 2026", "first half of 2026", "2026-01-01", "2026-07-01", TimeGrain.Quarter)]
    [InlineData("from 2019 to 2021", "from 2019 to 2021", "2019-01-01", "2022-01-01", TimeGrain.Year)]
    [InlineData("between March 2024 and May 2024", "between March 2024 and May 2024", "2024-03-01", "2024-06-01", TimeGrain.Month)]
    public void Find_English_SpanAndPlace(string text, string phrase, string from, string to, TimeGrain grain) =>
        Check(text, Language.English, phrase, from, to, grain);

    [Theory]
    [InlineData("今天的订单", "今天", "2026-06-17", "2026-06-18", TimeGrain.Day)]
    [InlineData("昨天有多少订单", "昨天", "2026-06-16", "2026-06-17", TimeGrain.Day)]
    [InlineData("上周的销售额", "上周", "2026-06-08", "2026-06-15", TimeGrain.Week)]
    [InlineData("本月的销售额", "本月", "2026-06-01", "2026-07-01", TimeGrain.Month)]
    [InlineData("上个月的销售额", "上个月", "2026-05-01", "2026-06-01", TimeGrain.Month)]
    [InlineData("去年的订单", "去年", "2025-01-01", "2026-01-01", TimeGrain.Year)]
    [InlineData("今年注册的客户", "今年", "2026-01-01", "2027-01-01", TimeGrain.Year)]
    [InlineData("最近三个月销售额最高的产品", "最近三个月", "2026-03-17", "2026-06-18", TimeGrain.Month)]
    [InlineData("近30天的订单", "近30天", "2026-05-18", "2026-06-18", TimeGrain.Day)]
    [InlineData("过去一年的订单", "过去一年", "2025-06-17", "2026-06-18", TimeGrain.Year)]
    [InlineData("最近半年的订单", "最近半年", "2025-12-17", "2026-06-18", TimeGrain.Month)]
    [InlineData("2024年3月的订单", "2024年3月", "2024-03-01", "2024-04-01", TimeGrain.Month)]
    [InlineData("2024年3月5日的订单", "2024年3月5日", "2024-03-05", "2024-03-06", TimeGrain.Day)]
    [InlineData("2024年的订单", "2024年", "2024-01-01", "2025-01-01", TimeGrain.Year)]
    [InlineData("第三季度的收入", "第三季度", "2026-07-01", "2026-10-01", TimeGrain.Quarter)]
    [InlineData("去年第三季度的收入", "去年第三季度", "2025-07-01", "2025-10-01", TimeGrain.Quarter)]
    [InlineData("今年上半年的收入", "今年上半年", "2026-01-01", "2026-07-01", TimeGrain.Quarter)]
    [InlineData("2020年以来的订单", "2020年以来", "2020-01-01", "9999-12-31", TimeGrain.Year)]
    [InlineData("2020年之后成立的公司", "2020年之后", "2021-01-01", "9999-12-31", TimeGrain.Year)]
    [InlineData("2020年之前成立的公司", "2020年之前", "0001-01-01", "2020-01-01", TimeGrain.Year)]
    [InlineData("从2019年到2021年的订单", "从2019年到2021年", "2019-01-01", "2022-01-01", TimeGrain.Year)]
    public void Find_Chinese_SpanAndPlace(string text, string phrase, string from, string to, TimeGrain grain) =>
        Check(text, Language.Chinese, phrase, from, to, grain);

    [Theory]
    [InlineData("What is the last name of the first customer?")]
    [InlineData("products that cost more than 2000 dollars")]
    [InlineData("May I see the orders?")]
    [InlineData("the weight is above 1500")]
    public void Find_NoTime_Nothing(string text) => TimeExpressions.Find(text, Language.English, Now).ShouldBeEmpty();

    [Fact]
    public void Find_ImpossibleDay_Nothing() => TimeExpressions.Find("on 2024-02-31", Language.English, Now).ShouldBeEmpty();

    [Fact]
    public void Find_CountsFromTheSpeakersDay_NotFromUtc()
    {
        var lateEvening = new DateTimeOffset(2026, 1, 1, 0, 30, 0, TimeSpan.FromHours(8));

        TimeExpressions.Find("today", Language.English, lateEvening)[0].From.ShouldBe(new DateOnly(2026, 1, 1));
    }

    private static void Check(string text, Language language, string phrase, string from, string to, TimeGrain grain)
    {
        var found = TimeExpressions.Find(text, language, Now).ShouldHaveSingleItem();

        text.Substring(found.Start, found.Length).ShouldBe(phrase);
        found.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).ShouldBe(from);
        found.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture).ShouldBe(to);
        found.Grain.ShouldBe(grain);
    }
}
