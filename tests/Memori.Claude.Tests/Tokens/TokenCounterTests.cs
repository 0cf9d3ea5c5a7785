using Memori.Claude.Tokens;

namespace Memori.Claude.Tests.Tokens;

public sealed class TokenCounterTests
{
    private const string Model = "claude-sonnet-5-5";
    private static readonly PromptFeatures Prompt = PromptFeatures.OfText(string.Concat(Enumerable.Repeat("The shipment left the warehouse on Tuesday. ", 100)));

    private readonly TokenEstimator _estimator = new();
    private int _asked;

    private long Upper => _estimator.UpperBound(Model, Prompt);

    [Fact]
    public async Task FarFromTheLimit_NobodyIsAsked()
    {
        (await CountAsync(Upper, () => 1_000)).ShouldBe(new TokenCount(Upper, false));
        (await CountAsync(10, () => 1_000)).ShouldBe(new TokenCount(Upper, false));
        _asked.ShouldBe(0);
    }

    [Fact]
    public async Task NearTheLimit_TheApiIsAsked_AndTheEstimatorLearns()
    {
        var before = _estimator.Estimate(Model, Prompt);
        var exact = before * 3 / 4;
        (await CountAsync(before, () => exact)).ShouldBe(new TokenCount(exact, true));
        _estimator.Estimate(Model, Prompt).ShouldBeLessThan(before);
    }

    [Fact]
    public async Task NearTheLimit_AFailureFallsBackToTheUpperBound()
    {
        var (limit, upper) = (_estimator.Estimate(Model, Prompt), Upper);
        (await CountAsync(limit, () => throw new HttpRequestException())).ShouldBe(new TokenCount(upper, false));
        (await CountAsync(limit, () => throw new TaskCanceledException())).ShouldBe(new TokenCount(upper, false));
        (await CountAsync(limit, () => null)).ShouldBe(new TokenCount(upper, false));
        _asked.ShouldBe(3);
    }

    private Task<TokenCount> CountAsync(long limit, Func<long?> answer) => new TokenCounter(_estimator).CountAsync(
        Model,
        Prompt,
        limit,
        _ =>
        {
            _asked++;
            return Task.FromResult(answer());
        },
        TestContext.Current.CancellationToken);
}
