using Memori.Embeddings;

namespace Memori.Tests.Embeddings;

public sealed class LocalEmbeddingGeneratorTests
{
    [Theory]
    [InlineData("She painted a sunrise", "paintings of the sunrise", "He repaired the engine")]
    [InlineData("我喜欢吃四川火锅", "四川的火锅很辣", "明天去上海出差")]
    [InlineData("deploy kubernetes on friday", "kubernets deployment", "lunch with grandmother")]
    [InlineData("订单表 orders 的主键是 order_id", "orders 表的主键", "天气很好")]
    public void Embed_SharedWordsAndPieces_AreNearer(string text, string near, string far)
    {
        var vector = LocalEmbeddingGenerator.Embed(text);

        Cosine(vector, LocalEmbeddingGenerator.Embed(near)).ShouldBeGreaterThan(Cosine(vector, LocalEmbeddingGenerator.Embed(far)) + 0.2f);
    }

    [Fact]
    public void Embed_SameClassInBothLanguages_IsNear() =>
        Cosine(LocalEmbeddingGenerator.Embed("How old is he?"), LocalEmbeddingGenerator.Embed("他今年多大年纪")).ShouldBeGreaterThan(0.1f);

    [Fact]
    public void Embed_MeaningWithoutASharedPiece_IsNotSeen() =>
        Cosine(LocalEmbeddingGenerator.Embed("automobile"), LocalEmbeddingGenerator.Embed("sedan")).ShouldBeLessThan(0.2f);

    [Fact]
    public async Task Generate_IsTheSameEachTimeAndOfLengthOne()
    {
        using var generator = new LocalEmbeddingGenerator();
        var embeddings = await generator.GenerateAsync(["The quick 棕色 fox 42", ""]);

        var vector = embeddings[0].Vector.ToArray();
        Cosine(vector, vector).ShouldBe(1, 1e-5f);
        LocalEmbeddingGenerator.Embed("The quick 棕色 fox 42").ShouldBe(vector);
        embeddings[1].Vector.ToArray().ShouldAllBe(value => value == 0);
        embeddings[0].ModelId.ShouldBe(LocalEmbeddingGenerator.Model);
    }

    private static float Cosine(float[] left, float[] right) => left.Zip(right, (l, r) => l * r).Sum();
}
