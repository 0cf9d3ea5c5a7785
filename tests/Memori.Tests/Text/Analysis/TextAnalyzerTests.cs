using Memori.Text.Analysis;

namespace Memori.Tests.Text.Analysis;

public sealed class TextAnalyzerTests
{
    [Theory]
    [InlineData("I can't believe Anna's dogs ran!", "believ anna dog run")]
    [InlineData("Ｏｒｄｅｒｓ　２０２４", "order 2024")]
    [InlineData("version 3.14 costs 007", "version 3.14 cost 7")]
    [InlineData("订单金额", "订 单 订单 金 单金 额 金额")]
    [InlineData("我的订单", "订 单 订单")]
    [InlineData("用SQL查订单", "用 sql 查 订 查订 单 订单")]
    [InlineData("", "")]
    public void Terms_OfText_AreStemsAndGrams(string text, string terms) =>
        string.Join(' ', TextAnalyzer.Terms(text).Where(term => Memori.Recall.Term.IsWord(term[0]))).ShouldBe(terms);

    [Fact]
    public void Terms_QuestionAndAnswerOfOneClass_ShareIt()
    {
        TextAnalyzer.Terms("他多大了?").ShouldContain("#age");
        TextAnalyzer.Terms("His age is 32").ShouldContain("#age");
    }
}
