using Memori.Embeddings;
using Memori.Recall;

namespace Memori.Tests.Embeddings;

public sealed class SlotVectorsTests
{
    private const int Dimensions = 128;

    [Theory]
    [InlineData(3_000, 0f)]
    [InlineData(20_000, 0f)]
    [InlineData(20_000, 1.5f)]
    public void Nearest_QuantisedAndInTwoPasses_FindsWhatExactSearchFinds(int count, float common)
    {
        var random = new Random(7);
        var vectors = RandomVectors.Clustered(random, count, Dimensions, 200, common);
        var slots = Fill(vectors);
        var found = 0;
        for (var i = 0; i < 20; i++)
        {
            float[] query = [.. vectors[random.Next(count)].Zip(RandomVectors.Next(random, Dimensions), (value, noise) => value + noise)];
            var exact = vectors.Index().OrderByDescending(vector => RandomVectors.Cosine(query, vector.Item)).Take(10).Select(vector => vector.Index);
            var near = slots.Nearest(QueryVector.Of("m", 1, query)!, All(), 10);

            near.Select(pair => pair.Similarity).ShouldBeInOrder(SortDirection.Descending);
            found += near.Select(pair => pair.Slot).Intersect(exact).Count();
        }

        (found / 200.0).ShouldBeGreaterThan(0.94);
    }

    [Fact]
    public void Nearest_AfterRemovalAndReplacement_IsUpToDate()
    {
        var random = new Random(3);
        var vectors = RandomVectors.Clustered(random, 2_000, Dimensions, 50, 0);
        var slots = Fill(vectors);
        var query = QueryVector.Of("m", 1, vectors[1500])!;

        slots.Nearest(query, All(), 1).Single().Slot.ShouldBe(1500);
        slots.Remove(1500);
        slots.Has(1500).ShouldBeFalse();
        slots.Similarity(query, 1500).ShouldBeNull();
        slots.Nearest(query, All(), 1).Single().Slot.ShouldNotBe(1500);
        slots.Set(7, QuantizedVector.Of(vectors[1500]));
        slots.Nearest(query, All(), 1).Single().Slot.ShouldBe(7);
        slots.Count.ShouldBe(1_999);
    }

    [Fact]
    public void Set_VectorOfAnotherSize_IsLeftOut()
    {
        var slots = new SlotVectors("m", 4);
        slots.Set(0, QuantizedVector.Of([1, 2, 3]));
        slots.Set(1, []);
        slots.Set(5000, QuantizedVector.Of([1, 2, 3, 4]));

        slots.Count.ShouldBe(1);
        slots.Nearest(QueryVector.Of("m", 1, [1, 2, 3, 4])!, All(), 10).Single().Slot.ShouldBe(5000);
    }

    [Fact]
    public void Background_IsTheUsualCosine()
    {
        var vectors = RandomVectors.Clustered(new Random(5), 1_000, Dimensions, 1_000, 2);
        var slots = Fill(vectors);

        slots.Background(QueryVector.Of("m", 1, vectors[0])!).ShouldBe(vectors.Average(vector => RandomVectors.Cosine(vector, vectors[0])), 0.01f);
    }

    private static SeenSlots All() => new(new SlotTable(new RecallOptions(), new TermTable().Heap), null, []);

    private static SlotVectors Fill(List<float[]> vectors)
    {
        var slots = new SlotVectors("m", Dimensions);
        foreach (var (slot, vector) in vectors.Index())
        {
            slots.Set(slot, QuantizedVector.Of(vector));
        }

        return slots;
    }
}
