using Memori.Text;
using Memori.Text2Sql.Generation.Remembered;

namespace Memori.Text2Sql.Tests.Generation.Remembered;

public sealed class QuestionTemplateTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 30, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("Show me the top 5 products by sales", "top 10 products by sales, please")]
    [InlineData("请列出销售额最高的5个产品", "销售额最高的10个产品")]
    [InlineData("What were the sales last month?", "the sales in May 2026")]
    public void Questions_that_ask_the_same_of_other_things_have_one_shape(string one, string other) =>
        Shape(one).ShouldBe(Shape(other));

    [Theory]
    [InlineData("top 5 products by sales", "bottom 5 products by sales")]
    [InlineData("customers who ordered", "customers who never ordered")]
    [InlineData("销售额最高的产品", "销售额最低的产品")]
    [InlineData("how many orders", "how many orders per customer")]
    public void Questions_that_ask_something_else_differ(string one, string other) =>
        Shape(one).ShouldNotBe(Shape(other));

    private static string Shape(string text) =>
        QuestionTemplate.Create(text, LanguageDetection.Detect(text)!.Value, Now, []).Shape.Replace(" in ", " ", StringComparison.Ordinal);
}
