namespace Memori.Claude.Tokens;

/// <summary>Estimates the tokens of prompts, and learns from what the API reports, for each model apart. Thread-safe.</summary>
public sealed class TokenEstimator
{
    /// <summary>The expected number of input tokens.</summary>
    public long Estimate(string model, in PromptFeatures prompt) => throw new NotImplementedException();

    /// <summary>A number of input tokens that is hardly ever exceeded: for reservations.</summary>
    public long UpperBound(string model, in PromptFeatures prompt) => throw new NotImplementedException();

    /// <summary>Learns that the API counted <paramref name="inputTokens"/> (of all three input buckets) for a prompt.</summary>
    public void Learn(string model, in PromptFeatures prompt, long inputTokens) => throw new NotImplementedException();
}
