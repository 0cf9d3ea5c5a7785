using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Tests.Grounding.Linking;

public sealed class NumberReaderTests
{
    [Theory]
    [InlineData("1,000 euro", 1000, 1)]
    [InlineData("twenty five", 25, 2)]
    [InlineData("two million", 2_000_000, 2)]
    [InlineData("3.5亿", 350_000_000, 2)]
    [InlineData("一万二", 12_000, 3)]
    [InlineData("1万2", 12_000, 3)]
    [InlineData("二十二", 22, 3)]
    [InlineData("两千亿", 200_000_000_000, 3)]
    [InlineData("十个", 10, 1)]
    [InlineData("20%", 20, 2)]
    [InlineData("三米", 3, 1)]
    [InlineData("一九九一年", 1991, 4)]
    [InlineData("二〇一八年", 2018, 4)]
    [InlineData("-10度", -10, 2)]
    public void Read_Forms_ValueAndLength(string text, decimal value, int length) =>
        NumberReader.Read(Tokenizer.Tokenize(text), 0).ShouldBe((value, length));

    [Theory]
    [InlineData("一米九", "1.9")]
    [InlineData("1米85", "1.85")]
    [InlineData("3块5", "3.5")]
    [InlineData("3块5以上", "3.5")]
    public void Read_DigitBehindAUnit_IsOfTheTenths(string text, string value) =>
        NumberReader.Read(Tokenizer.Tokenize(text), 0).ShouldBe((decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture), 3));

    [Theory]
    [InlineData("3米5厘米", 3)]
    [InlineData("5米3次", 5)]
    public void Read_NumberAfterAUnitThatGoesOn_IsItsOwn(string text, decimal value) => NumberReader.Read(Tokenizer.Tokenize(text), 0).ShouldBe((value, 1));

    [Fact]
    public void Read_DashOfARange_IsNoMinus() => NumberReader.Read(Tokenizer.Tokenize("100元-200元"), 2).ShouldBeNull();

    [Fact]
    public void Read_Kilometres_AreNoThousands() => NumberReader.Read(Tokenizer.Tokenize("3.2千米"), 0).ShouldBe((3.2m, 1));

    [Theory]
    [InlineData("hundred")]
    [InlineData("book")]
    public void Read_NoNumber_Null(string text) => NumberReader.Read(Tokenizer.Tokenize(text), 0).ShouldBeNull();

    [Theory]
    [InlineData("二二二二二二二二二二二二二二二二二二二二二二二二二二二二二二二二二二二二", "2")]
    [InlineData("8亿亿亿亿亿亿", "8000000000000000000000000")]
    [InlineData("79228162514264337593543950335万", "79228162514264337593543950335")]
    [InlineData("10万79228162514264337593543950335", "100000")]
    public void Read_MoreThanANumberHolds_EndsBefore(string text, string value) =>
        NumberReader.Read(Tokenizer.Tokenize(text), 0).ShouldNotBeNull().Value.ShouldBe(decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
}
