using Memori.Claude.Models;

namespace Memori.Claude.Tests.Models;

public sealed class ModelSelectionTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Theory]
    [InlineData("complex_sql_generation", false, "claude-opus-5-5")]
    [InlineData("MULTI_table_joins", false, "claude-opus-5-5")]
    [InlineData("advanced", false, "claude-opus-5-5")]
    [InlineData("a complex join, but quick", false, "claude-opus-5-5")]
    [InlineData("simple_queries", false, "claude-haiku-5-5")]
    [InlineData("quick_responses", false, "claude-haiku-5-5")]
    [InlineData("data_analysis", false, "claude-sonnet-5-5")]
    [InlineData("", false, "claude-sonnet-5-5")]
    [InlineData("complex_sql_generation", true, "claude-haiku-5-5")]
    public void Select_FollowsTheWordsOfTheUseCase_AndTheBudget(string useCase, bool budget, string expected) =>
        ModelCatalog.BuiltIn.Select(useCase, budget, Today).Id.ShouldBe(expected);

    [Fact]
    public void Select_PrefersTheUsersOwnModel_UntilItRetires()
    {
        using var file = new TempCatalog("""
            { "models": [{ "id": "house", "context_tokens": 9, "max_output_tokens": 5, "tier": "strong", "use_cases": ["legal", "complex"], "retires": "2027-01-01", "prices": [{ "input": 1, "output": 1 }] }] }
            """);
        var catalog = ModelCatalog.Load(file.Path);
        catalog.Select("complex", false, Today).Id.ShouldBe("house");
        catalog.Select("legal_question", false, new DateOnly(2026, 12, 31)).Id.ShouldBe("house");
        catalog.Select("legal_question", false, new DateOnly(2027, 1, 1)).Id.ShouldBe("claude-sonnet-5-5");
    }

    [Fact]
    public void EstimateCost_IsThePriceInForce() =>
        ModelCatalog.BuiltIn.EstimateCost("claude-haiku-4-5", 1_000_000, 100_000, Today).CostUsd.ShouldBe(1.5m);

    [Fact]
    public void WithPrice_ReplacesThePriceOfOneModelOnly()
    {
        var catalog = ModelCatalog.BuiltIn.WithPrice("claude-sonnet-4-5", 7, 9);
        catalog.EstimateCost("claude-sonnet-4-5-20250929", 1_000_000, 1_000_000, Today).CostUsd.ShouldBe(16);
        catalog.EstimateCost("claude-sonnet-4-6", 1_000_000, 1_000_000, Today).CostUsd.ShouldBe(18);
        Should.Throw<MemoriException>(() => ModelCatalog.BuiltIn.WithPrice("claude-sonnet-5", 0.000_000_01m, 1)).Code.ShouldBe("invalid-model-price");
    }

    [Theory]
    [InlineData("claude-sonnet-5-5-20260915", "claude-sonnet-5-5")]
    [InlineData("claude-haiku-4-5-20251001", "claude-haiku-4-5-20251001")]
    [InlineData("claude-haiku-4-5-20260101", null)]
    [InlineData("claude-sonnet-5-5-20261399", null)]
    [InlineData("claude-sonnet-5-5-latest", null)]
    [InlineData("Claude-Sonnet-5-5", null)]
    [InlineData("claude-sonnet-5", "claude-sonnet-5")]
    public void TryFind_IsExact_ButForTheDateOfAnUndatedName(string id, string? expected)
    {
        ModelCatalog.BuiltIn.TryFind(id, out var model);
        model?.Id.ShouldBe(expected);
        (model is null).ShouldBe(expected is null);
    }

    [Fact]
    public void PriceOrDearest_UnknownModel_CostsAsTheDearestInService_AndSaysSo()
    {
        var priced = ModelCatalog.BuiltIn.PriceOrDearest("claude-from-the-future", Today);
        priced.IsKnown.ShouldBeFalse();
        priced.Model.Id.ShouldBe("claude-from-the-future");
        priced.Model.PriceOn(Today, 1).Output.ShouldBe(50);
        ModelCatalog.BuiltIn.PriceOrDearest("claude-3-opus-20240229", Today).ShouldSatisfyAllConditions(known => known.IsKnown.ShouldBeTrue(), known => known.Model.PriceOn(Today, 1).Output.ShouldBe(75));
    }
}
