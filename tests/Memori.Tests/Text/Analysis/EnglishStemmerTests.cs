using Memori.Text.Analysis;

namespace Memori.Tests.Text.Analysis;

public sealed class EnglishStemmerTests
{
    [Theory]
    [InlineData("consistency", "consist")]
    [InlineData("consigned", "consign")]
    [InlineData("knightly", "knight")]
    [InlineData("generate", "generat")]
    [InlineData("generously", "generous")]
    [InlineData("communism", "communism")]
    [InlineData("hopping", "hop")]
    [InlineData("hoping", "hope")]
    [InlineData("ties", "tie")]
    [InlineData("cries", "cri")]
    [InlineData("gas", "gas")]
    [InlineData("gaps", "gap")]
    [InlineData("kiwis", "kiwi")]
    [InlineData("luxuriated", "luxuri")]
    [InlineData("relational", "relat")]
    [InlineData("conditional", "condit")]
    [InlineData("rationalize", "ration")]
    [InlineData("adoption", "adopt")]
    [InlineData("hopefulness", "hope")]
    [InlineData("say", "say")]
    [InlineData("by", "by")]
    [InlineData("cry", "cri")]
    [InlineData("skies", "sky")]
    [InlineData("agreed", "agre")]
    [InlineData("feed", "feed")]
    [InlineData("controlling", "control")]
    public void Stem_Word_IsSnowballs(string word, string stem) => EnglishStemmer.Stem(word).ShouldBe(stem);
}
