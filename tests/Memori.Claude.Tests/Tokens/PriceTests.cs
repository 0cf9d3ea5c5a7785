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
