using Memori.Claude.Models;
using Memori.Claude.Tokens;
using Memori.Ledger;

namespace Memori.Claude.Tests.Models;

public sealed class ModelCatalogTests
{
    private static readonly DateOnly Today = new(2026, 11, 22);

    [Fact]
    public void BuiltIn_is_a_valid_catalogue_whose_defaults_survive_reading()
    {
        CatalogRules.Check(ModelCatalog.BuiltIn.Models).ShouldBeEmpty();
        ModelCatalog.BuiltIn.TryFind("claude-haiku-5-5", out var haiku).ShouldBeTrue();
        haiku.StructuredOutput.ShouldBeTrue();
        haiku.ForcedToolChoice.ShouldBeTrue();
        haiku.Temperature.ShouldBeFalse();
        haiku.Thinking.ShouldBe(ThinkingKind.Adaptive);
        haiku.Prices.Select(price => price.UpToPromptTokens).ShouldBe([100_000, long.MaxValue]);
    }

    [Theory]
    [InlineData("claude-sonnet-4-5-20250929", "2026-11-29", "claude-sonnet-4-5-20250929", "2026-11-30")]
    [InlineData("claude-sonnet-4-5-20250929", "2026-11-30", "claude-sonnet-5-5", "2026-11-30")]
    [InlineData("claude-sonnet-4-5", "2026-11-30", "claude-sonnet-5-5", "2026-11-30")]
    [InlineData("claude-3-5-sonnet-20241022", "2025-10-27", "claude-3-5-sonnet-20241022", "2025-10-28")]
    [InlineData("claude-3-5-sonnet-20241022", "2025-10-28", "claude-sonnet-5-5", "2025-10-28")]
    [InlineData("claude-3-haiku-20240307", "2026-04-19", "claude-3-haiku-20240307", "2026-04-20")]
    [InlineData("claude-3-haiku-20240307", "2026-04-20", "claude-haiku-5-5", "2026-04-20")]
    [InlineData("claude-3-opus-20240229", "2026-01-04", "claude-3-opus-20240229", "2026-01-05")]
    [InlineData("claude-3-opus-20240229", "2026-01-05", "claude-opus-5-5", "2026-01-05")]
    public void Resolve_RetiringModel_GivesTheSuccessorFromThatDayOn(string id, string day, string expected, string retires)
    {
        var resolved = ModelCatalog.BuiltIn.Resolve(id, DateOnly.ParseExact(day, "yyyy-MM-dd"));
        resolved.Model.Id.ShouldBe(expected);
        resolved.Warning.ShouldNotBeNull().English.ShouldContain(retires);
        resolved.Warning.Chinese.ShouldContain(retires);
    }

    [Fact]
    public void Resolve_CurrentModel_HasNoWarning() =>
        ModelCatalog.BuiltIn.Resolve("claude-opus-5-5", Today).Warning.ShouldBeNull();

    [Fact]
    public void Resolve_UnknownModel_IsATypedFailure_NeverAFreeModel()
    {
        var fault = Should.Throw<MemoriException>(() => ModelCatalog.BuiltIn.Resolve("gpt-4", Today));
        fault.Code.ShouldBe("unknown-model");
        fault.Text.English.ShouldNotContain("claude-3-opus");
    }

    [Fact]
    public void Load_FileOfTheUser_ExtendsAndOverrides()
    {
        using var file = new TempCatalog("""
            { "models": [
              { "id": "claude-next", "context_tokens": 2000000, "max_output_tokens": 200000, "prices": [{ "input": 1.5, "output": 7 }] },
              { "id": "claude-opus-5-5", "context_tokens": 1000000, "max_output_tokens": 64000, "prices": [{ "input": 3, "output": 9, "cache_read": 0 }] }
            ] }
            """);
        var catalog = ModelCatalog.Load(file.Path);
        catalog.Resolve("claude-next", Today).Model.MaxOutputTokens.ShouldBe(200_000);
        catalog.Resolve("claude-opus-5-5", Today).Model.Price(new TokenUsage { CacheReadInputTokens = 1_000, OutputTokens = 1 }, Today).CostPicodollars.ShouldBe(9_000_000);
        catalog.Resolve("claude-haiku-5-5", Today).Model.Id.ShouldBe("claude-haiku-5-5");
    }

    [Theory]
    [InlineData("""{ "models": [{ "id": "a", "context_tokens": 0, "max_output_tokens": 5, "successor": "b", "prices": [] }] }""", "context_tokens", "prices", "successor")]
    [InlineData("""{ "models": [{ "id": "a", "aliases": ["claude-opus-5"], "context_tokens": 9, "max_output_tokens": 5, "prices": [{ "input": -1, "output": 0.0000001 }] }] }""", "claude-opus-5", "picodollar")]
    [InlineData("""{ "models": [{ "id": "a", "context_tokens": 9, "max_output_tokens": 5, "surprise": 1, "prices": [{ "input": 1, "output": 1 }] }] }""", "surprise")]
    [InlineData("""{ "models": [{ "id": "a", "successor": "a", "context_tokens": 9, "max_output_tokens": 5, "prices": [{ "input": 1, "output": 1 }] }] }""", "circle")]
    [InlineData(
        """{ "models": [{ "id": "a", "context_tokens": 9, "max_output_tokens": 50, "token_factor": 0, "min_cache_tokens": 0, "batch_factor": 0, "use_cases": [" "], "prices": [{ "up_to_prompt_tokens": 0, "input": 1, "output": 1 }, { "up_to_prompt_tokens": 0, "input": 2, "output": 1 }] }, { "id": "b", "context_tokens": 1, "max_output_tokens": 1, "successor": "c", "prices": [] }] }""",
        "a: max_output_tokens", "token_factor", "min_cache_tokens", "batch_factor", "word of use_cases", "tier", "up_to_prompt_tokens", "same days", "b: prices", "successor c")]
    [InlineData("not json", "invalid")]
    public void Load_InvalidFile_NamesEveryError(string json, params string[] expected)
    {
        using var file = new TempCatalog(json);
        var fault = Should.Throw<MemoriException>(() => ModelCatalog.Load(file.Path));
        fault.Code.ShouldBe("invalid-model-catalog");
        expected.ShouldAllBe(part => fault.Text.English.Contains(part));
    }

    [Fact]
    public void Load_MissingFile_IsATypedFailure() =>
        Should.Throw<MemoriException>(() => ModelCatalog.Load("/nowhere/models.json")).Code.ShouldBe("invalid-model-catalog");
}
