using Memori.Claude.Emulator.Caching;
using Memori.Claude.Tokens;

namespace Memori.Claude.Tests.Tokens;

public sealed class TokenEstimatorLearningTests
{
    private const string Model = "claude-sonnet-5-5";

    private static readonly List<(PromptFeatures Prompt, int Tokens)> English = Of("english");
    private static readonly List<(PromptFeatures Prompt, int Tokens)> Chinese = Of("chinese");

    private readonly TokenEstimator _estimator = new();

    [Theory]
    [InlineData("claude-sonnet-4-6", 1)]
    [InlineData("claude-sonnet-5-5", 1.3)]
    [InlineData("nobody-knows-me", 1.3)]
    public void Estimate_BeforeAnyCall_StartsFromTheFamily(string model, double factor)
    {
        var (prompt, _) = English[0];
        _estimator.Estimate(model, prompt).ShouldBe((long)Math.Ceiling(factor * prompt.Sum));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public void Learn_WhatCantBe_IsIgnored(long tokens)
    {
        var (prompt, _) = English[0];
        var before = (_estimator.Estimate(Model, prompt), _estimator.UpperBound(Model, prompt));
        _estimator.Learn(Model, prompt, tokens);
        _estimator.Learn(Model, default, tokens);
        (_estimator.Estimate(Model, prompt), _estimator.UpperBound(Model, prompt)).ShouldBe(before);
    }

    [Fact]
    public void Learn_IsForOneModel_ByWhateverNameItIsCalled()
    {
        var prompt = English[0].Prompt;
        var others = _estimator.Estimate("claude-haiku-5-5", prompt);
        Learn("claude-haiku-4-5", English, factor: 2, calls: 20);
        _estimator.Estimate("claude-haiku-4-5-20251001", prompt).ShouldBe(_estimator.Estimate("claude-haiku-4-5", prompt));
        _estimator.Estimate("claude-haiku-4-5", prompt).ShouldBeGreaterThan((long)(prompt.Sum * 1.7));
        _estimator.Estimate("claude-haiku-5-5", prompt).ShouldBe(others);
    }

    [Fact]
    public void Learn_ManyInventedModels_TakesNoMoreMemory()
    {
        var prompt = English[0].Prompt;
        for (var i = 0; i < 2_000; i++)
        {
            _estimator.Learn($"invented-{i}", prompt, English[0].Tokens * 3);
        }

        _estimator.Estimate("invented-1999", prompt).ShouldBe(_estimator.Estimate("invented-1998", prompt), "both share one calibration");
        _estimator.Estimate("invented-5", prompt).ShouldBeLessThan(_estimator.Estimate("invented-1999", prompt), "the first ones have their own, with one call each");
    }

    [Fact]
    public void Learn_OneSurprise_MovesLittle()
    {
        Learn(Model, English, factor: 1.3, calls: 50);
        var (prompt, tokens) = English[3];
        var before = _estimator.Estimate(Model, prompt);
        _estimator.Learn(Model, prompt, (long)(tokens * 1.3 * 3));
        _estimator.Estimate(Model, prompt).ShouldBeLessThan((long)(before * 1.1));
    }

    [Fact]
    public void Learn_AModelThatChangesBehindItsName_IsFollowed()
    {
        Learn(Model, English, factor: 1, calls: 500);
        ErrorOn(English, factor: 1).ShouldBeLessThan(0.05);
        Learn(Model, English, factor: 1.35, calls: 60);
        ErrorOn(English, factor: 1.35).ShouldBeLessThan(0.1);
    }

    [Fact]
    public void Learn_AKindOfTextWithAFactorOfItsOwn_IsToldApart()
    {
        for (var i = 0; i < 40; i++)
        {
            _estimator.Learn(Model, English[i % English.Count].Prompt, English[i % English.Count].Tokens);
            _estimator.Learn(Model, Chinese[i % Chinese.Count].Prompt, (long)(Chinese[i % Chinese.Count].Tokens * 1.5));
        }

        ErrorOn(English, factor: 1).ShouldBeLessThan(0.1);
        ErrorOn(Chinese, factor: 1.5).ShouldBeLessThan(0.1);
    }

    [Fact]
    public void UpperBound_IsHardlyEverExceeded_EvenWhenNothingIsKnownYet()
    {
        var (exceeded, all) = (0, 0);
        foreach (var factor in new[] { 0.8, 1, 1.3, 1.5, 1.7 })
        {
            foreach (var sample in CountedText.All.Where((sample, i) => i % 2 == 1 && sample.Kind != "odd"))
            {
                var prompt = PromptFeatures.OfText(sample.Text);
                all++;
                exceeded += sample.Tokens * factor > new TokenEstimator().UpperBound(Model, prompt) ? 1 : 0;
            }
        }

        (exceeded / (double)all).ShouldBeLessThan(0.01, $"{exceeded} of {all}");
    }

    [Fact]
    public void UpperBound_NarrowsWithCalls_AndIsAlwaysMoreThanTheEstimate()
    {
        var prompt = English[0].Prompt;
        var before = Margin();
        Learn(Model, English, factor: 1.3, calls: 30);
        Margin().ShouldBeLessThan(before / 2);
        Margin().ShouldBeGreaterThanOrEqualTo(0.03);

        double Margin() => (_estimator.UpperBound(Model, prompt) / (double)_estimator.Estimate(Model, prompt)) - 1;
    }

    [Fact]
    public async Task Learning_and_estimating_at_once_is_safe()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var (prompt, tokens) = English[(i + worker) % English.Count];
                _estimator.Learn(Model, prompt, tokens * 2);
                _estimator.UpperBound(Model, prompt).ShouldBeGreaterThan(_estimator.Estimate(Model, prompt) / 2);
            }
        })));
        ErrorOn(English, factor: 2).ShouldBeLessThan(0.05);
    }

    private static List<(PromptFeatures Prompt, int Tokens)> Of(string kind) =>
        [.. CountedText.All.Where((sample, i) => i % 2 == 1 && sample.Kind == kind && sample.Tokens >= 50).Select(sample => (PromptFeatures.OfText(sample.Text), sample.Tokens))];

    private void Learn(string model, List<(PromptFeatures Prompt, int Tokens)> from, double factor, int calls)
    {
        for (var i = 0; i < calls; i++)
        {
            var (prompt, tokens) = from[i % from.Count];
            _estimator.Learn(model, prompt, (long)(tokens * factor));
        }
    }

    private double ErrorOn(List<(PromptFeatures Prompt, int Tokens)> prompts, double factor) =>
        prompts.Average(one => Math.Abs((_estimator.Estimate(Model, one.Prompt) / (one.Tokens * factor)) - 1));
}
