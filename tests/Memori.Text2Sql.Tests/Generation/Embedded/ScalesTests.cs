using Memori.Text2Sql.Generation.Embedded;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Tests.Generation.Embedded;

public sealed class ScalesTests
{
    [Theory]
    [InlineData("area", "1000000", "90000000000", 35000, 1000000, 35000000000)]
    [InlineData("area", "10", "90000", 35000, 1000000, 35000)]
    [InlineData("share", "0.01", "0.9", 20, 0.01, 0.2)]
    [InlineData("share", "1", "90", 20, 0.01, 20)]
    [InlineData("height", "1.6", "2.2", 190, 0.01, 1.9)]
    [InlineData("总额(亿)", "10", "9000", 50000000000, 1, 500)]
    [InlineData("产量(万吨)", "10", "9000", 2000000, 1, 200)]
    [InlineData("amount", "10", "9000", 2000000, 1, 2000000)]
    public void Fit_TakesAnotherUnit_OnlyWhereTheColumnHoldsIt(string name, string min, string max, double value, double scale, double expected)
    {
        var column = new ColumnSchema { Name = name, DeclaredType = "REAL", Type = ColumnType.Number, Profile = new ColumnProfile { Min = min, Max = max } };
        Scales.Fit(new NumberOperand((decimal)value, (decimal)scale), column).ShouldBe((decimal)expected);
    }

    [Theory]
    [InlineData("面积大于35000平方千米的城市", 1000000)]
    [InlineData("cities larger than 35000 square kilometers", 1000000)]
    [InlineData("占比大于百分之25", 0.01)]
    [InlineData("share above 20%", 0.01)]
    [InlineData("书籍多于5本", 1)]
    public void Of_ReadsTheUnitBesideTheNumber(string text, double expected)
    {
        var tokens = Tokenizer.Tokenize(text);
        var start = tokens.ToList().FindIndex(t => t.Kind == TokenKind.Number);
        var (value, length) = NumberReader.Read(tokens, start)!.Value;
        var mention = new Mention(start, start + length) { Text = string.Concat(tokens.Skip(start).Take(length).Select(t => t.Text)), Number = value };
        Scales.Of(tokens, mention).ShouldBe((decimal)expected);
    }
}
