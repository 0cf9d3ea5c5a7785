using FsCheck;
using FsCheck.Fluent;
using Memori.Embeddings;

namespace Memori.Tests.Embeddings;

public sealed class QuantizedVectorTests
{
    [Fact]
    public void Dot_OfAnyLength_IsExact() => Prop.ForAll(
        Gen.Choose(-127, 127).Two().ListOf().ToArbitrary(),
        pairs =>
        {
            sbyte[] left = [.. pairs.Select(pair => (sbyte)pair.Item1)];
            sbyte[] right = [.. pairs.Select(pair => (sbyte)pair.Item2)];
            return QuantizedVector.Dot(left, right) == pairs.Sum(pair => pair.Item1 * pair.Item2);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Dot_OfTheLargestValues_DoesNotOverflow()
    {
        var extreme = Enumerable.Repeat((sbyte)-127, 8192).ToArray();

        QuantizedVector.Dot(extreme, extreme).ShouldBe(8192 * 127 * 127);
    }

    [Fact]
    public void Of_AnyVector_KeepsTheCosine()
    {
        var random = new Random(1);
        for (var dimensions = 1; dimensions < 1600; dimensions += 97)
        {
            var (left, right) = (RandomVectors.Next(random, dimensions), RandomVectors.Next(random, dimensions));
            var exact = RandomVectors.Cosine(left, right);
            var (a, b) = (QuantizedVector.Of(left), QuantizedVector.Of(right));
            var found = QuantizedVector.Scale(a) * QuantizedVector.Scale(b) * QuantizedVector.Dot(QuantizedVector.Codes(a), QuantizedVector.Codes(b));

            found.ShouldBe(exact, 0.01f);
            a.Length.ShouldBe(dimensions + 4);
        }
    }

    [Fact]
    public void Of_NoDirection_IsEmpty()
    {
        QuantizedVector.Of([0, 0, 0]).ShouldBeEmpty();
        QuantizedVector.Of([1, float.NaN]).ShouldBeEmpty();
        QuantizedVector.Of([1, float.PositiveInfinity]).ShouldBeEmpty();
    }
}
