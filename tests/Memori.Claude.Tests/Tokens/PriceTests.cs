using FsCheck;
using FsCheck.Fluent;
using Memori.Claude.Models;
using Memori.Claude.Tokens;
using Memori.Ledger;

namespace Memori.Claude.Tests.Tokens;

public sealed class PriceTests
{
    // Golden vectors, computed by hand: model, day, input, output, cache write 5 min, 1 h, cache read → picodollars.
    [Theory]
    [InlineData("claude-sonnet-4-5-20250929", "2026-11-22", 1_000, 200, 0, 0, 0, 6_000_000_000)]
    [InlineData("claude-sonnet-4-5-20250929", "2026-11-22", 10, 5, 40, 60, 1_000, 30_000_000 + 75_000_000 + 150_000_000 + 360_000_000 + 300_000_000)]
    [InlineData("claude-sonnet-5-5", "2026-10-06", 0, 0, 0, 0, 1_000_000, 200_000_000_000)]
    [InlineData("claude-sonnet-5-5", "2026-10-07", 0, 0, 0, 0, 1_000_000, 100_000_000_000)]
    [InlineData("claude-sonnet-5-5", "2026-10-07", 1, 1, 1, 1, 1, 2_000_000 + 10_000_000 + 2_500_000 + 4_000_000 + 100_000)]
    [InlineData("claude-haiku-5-5", "2026-11-22", 100_000, 1, 0, 0, 0, 10_000_000_000 + 500_000)]
    [InlineData("claude-haiku-5-5", "2026-11-22", 100_001, 1, 0, 0, 0, 50_000_500_000 + 2_500_000)]
    [InlineData("claude-haiku-5-5", "2026-11-22", 1, 0, 50_000, 0, 50_000, 500_000 + 31_250_000_000 + 2_500_000_000)]
    [InlineData("claude-3-haiku-20240307", "2026-01-01", 3, 7, 0, 0, 0, 750_000 + 8_750_000)]
    public void Price_GoldenUsage_IsExactToThePicodollar(string id, string day, long input, long output, long write5m, long write1h, long read, long expected)
    {
        ModelCatalog.BuiltIn.TryFind(id, out var model).ShouldBeTrue();
        var usage = new TokenUsage { InputTokens = input, OutputTokens = output, CacheCreationInputTokens = write5m + write1h, CacheReadInputTokens = read };
        model.Price(usage, DateOnly.ParseExact(day, "yyyy-MM-dd"), write1h).CostPicodollars.ShouldBe(expected);
    }

    // The same, with inference in the US (× 1.1) and in a batch (× 0.5).
    [Theory]
    [InlineData("claude-opus-5-5", 1_000, 100, 0, 0, true, false, 6_600_000_000)]
    [InlineData("claude-opus-5-5", 1_000, 100, 0, 0, false, true, 3_000_000_000)]
    [InlineData("claude-opus-5-5", 1_000, 100, 0, 0, true, true, 3_300_000_000)]
    [InlineData("claude-fable-5-1", 1, 1, 1, 1, true, false, 11_000_000 + 55_000_000 + 22_000_000 + 1_100_000)]
    [InlineData("claude-haiku-5-5", 100_000, 0, 0, 1, true, true, 27_500_000_000 + 27_500)]
    [InlineData("claude-haiku-5-5", 1, 0, 0, 1, true, true, 55_000 + 5_500)]
    public void Price_Terms_MultiplyEveryRate(string id, long input, long output, long write1h, long read, bool us, bool batch, long expected)
    {
        ModelCatalog.BuiltIn.TryFind(id, out var model).ShouldBeTrue();
        var usage = new TokenUsage { InputTokens = input, OutputTokens = output, CacheCreationInputTokens = write1h, CacheReadInputTokens = read };
        model.Price(usage, new DateOnly(2026, 11, 22), write1h, new PriceTerms(us, batch)).CostPicodollars.ShouldBe(expected);
    }

    [Fact]
    public void Price_PartOfAPicodollar_IsRoundedUp()
    {
        var model = new ClaudeModel { Id = "m", ContextTokens = 10, MaxOutputTokens = 5, Prices = [new ModelPrice { Input = 0.000001m, Output = 0 }] };
        model.Price(new TokenUsage { InputTokens = 1 }, new DateOnly(2026, 11, 22), terms: new PriceTerms(Batch: true)).CostPicodollars.ShouldBe(1);
    }

    [Theory]
    [InlineData("us", "standard", true, false)]
    [InlineData("US", null, false, false)]
    [InlineData("global", "batch", false, true)]
    [InlineData(null, "priority", false, false)]
    public void PriceTerms_AreReadFromTheUsage(string? geo, string? tier, bool us, bool batch) => PriceTerms.Of(geo, tier).ShouldBe(new PriceTerms(us, batch));

    [Fact]
    public void Price_DayBeforeTheFirstPrice_IsATypedFailure()
    {
        var model = new ClaudeModel
        {
            Id = "m",
            ContextTokens = 10,
            MaxOutputTokens = 5,
            Prices = [new ModelPrice { From = new DateOnly(2027, 1, 1), Input = 1, Output = 1 }],
        };
        Should.Throw<MemoriException>(() => model.Price(new TokenUsage { InputTokens = 1 }, new DateOnly(2026, 12, 31))).Code.ShouldBe("model-without-price");
    }

    [Fact]
    public void Price_WithinATier_IsTheSumOfItsParts() => Check.QuickThrowOnFailure(Prop.ForAll(
        Gen.Choose(0, 20_000).ArrayOf(4).ToArbitrary(),
        parts =>
        {
            ModelCatalog.BuiltIn.TryFind("claude-haiku-5-5", out var model).ShouldBeTrue();
            var day = new DateOnly(2026, 11, 22);
            TokenUsage[] single =
            [
                new() { InputTokens = parts[0] }, new() { OutputTokens = parts[1] }, new() { CacheCreationInputTokens = parts[2] }, new() { CacheReadInputTokens = parts[3] },
            ];
            var together = single.Aggregate((left, right) => left + right);
            return model.Price(together, day).CostPicodollars == single.Sum(part => model.Price(part, day).CostPicodollars);
        }));
}
