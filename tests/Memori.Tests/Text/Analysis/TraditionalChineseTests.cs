using Memori.Text.Analysis;

namespace Memori.Tests.Text.Analysis;

public sealed class TraditionalChineseTests
{
    [Theory]
    [InlineData("請問這個項目的預算是多少?", "请问这个项目的预算是多少?")]
    [InlineData("頭髮、發票、皇后、以後", "头发、发票、皇后、以后")]
    [InlineData("上週三開會討論資料庫", "上周三开会讨论资料库")]
    [InlineData("Plain text, 简体不变", "Plain text, 简体不变")]
    public void Simplify_Text_FoldsEveryTraditionalCharacter(string text, string expected) => TraditionalChinese.Simplify(text).ShouldBe(expected);

    [Fact]
    public void Simplify_Folded_StaysAsItIs()
    {
        for (var c = '\u4e00'; c <= '\u9fff'; c++)
        {
            var simplified = TraditionalChinese.Simplify(c);
            TraditionalChinese.Simplify(simplified).ShouldBe(simplified, $"{c} becomes {simplified}, which becomes something else");
        }
    }

    [Fact]
    public void Terms_OfBothWritings_AreTheSame() => TextAnalyzer.Terms("銷售額與庫存報表").ShouldBe(TextAnalyzer.Terms("销售额与库存报表"));

    [Theory]
    [InlineData("I've got the customer's invoices", "custom invoic")]
    [InlineData("I'll say I'd didn't they've o'clock", "say oclock")]
    [InlineData("007 3.5kg ２０２４", "7 3.5 kg 3.5kg 2024")]
    public void Terms_ContractionsAndNumbers_AreBroughtToOneForm(string text, string terms) =>
        TextAnalyzer.Terms(text).Where(term => char.IsLetterOrDigit(term[0])).ShouldBe(terms.Split(' '));
}
