using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Tests.Grounding.Linking;

public sealed class TransliterationTests
{
    private static readonly string[] Names = ["Bradley", "Astrid", "Jeramie", "Gruber", "Heilo", "Schultz", "Fordham", "Smith", "Toronto", "Lisa"];

    [Theory]
    [InlineData("布拉德利", "Bradley")]
    [InlineData("阿斯特丽德", "Astrid")]
    [InlineData("杰拉米", "Jeramie")]
    [InlineData("格鲁伯", "Gruber")]
    [InlineData("海洛", "Heilo")]
    [InlineData("舒尔茨", "Schultz")]
    [InlineData("福特汉姆", "Fordham")]
    [InlineData("莉萨", "Lisa")]
    public void AName_SoundsMostLikeItself(string chinese, string name)
    {
        double Likeness(string other) => Transliteration.Likeness(chinese, Transliteration.SoundOf(other)!);

        Names.MaxBy(Likeness).ShouldBe(name);
        Likeness(name).ShouldBeGreaterThan(0.72);
    }

    [Theory]
    [InlineData("价格")]
    [InlineData("R-22")]
    [InlineData("2005")]
    public void WhatIsNoLatinWord_HasNoSound(string text) => Transliteration.SoundOf(text).ShouldBeNull();

    [Theory]
    [InlineData('的', false)]
    [InlineData('斯', true)]
    public void OnlySomeCharacters_WriteSounds(char character, bool writes) => Transliteration.Writes(character).ShouldBe(writes);
}
