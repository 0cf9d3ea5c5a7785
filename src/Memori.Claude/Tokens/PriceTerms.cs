namespace Memori.Claude.Tokens;

/// <summary>What the price of a call goes by besides its model, its day and its tokens.</summary>
/// <param name="UsInference">Whether it ran under <c>inference_geo: "us"</c>.</param>
/// <param name="Batch">Whether it was part of a batch.</param>
public readonly record struct PriceTerms(bool UsInference = false, bool Batch = false)
{
    /// <summary>The terms that the fields of a request or of its usage say; null or unknown words are the usual terms.</summary>
    /// <param name="inferenceGeo"><c>inference_geo</c>.</param>
    /// <param name="serviceTier"><c>service_tier</c> of the usage.</param>
    public static PriceTerms Of(string? inferenceGeo, string? serviceTier = null) => new(inferenceGeo == "us", serviceTier == "batch");
}
