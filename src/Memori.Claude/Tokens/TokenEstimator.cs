using System.Collections.Concurrent;
using Memori.Claude.Models;

namespace Memori.Claude.Tokens;

/// <summary>
/// Estimates the tokens of prompts, and learns from what the API reports, for each model apart, from the token factor of its family in the catalogue on. Thread-safe.
/// What it learned lives as long as it.
/// </summary>
/// <param name="catalog">The models; null for the built-in catalogue.</param>
public sealed class TokenEstimator(ModelCatalog? catalog = null)
{
    // Names of models come from callers.
    private const int MaxModels = 256;
    private const double Absurd = 4;

    private readonly ModelCatalog _catalog = catalog ?? ModelCatalog.BuiltIn;
    private readonly ConcurrentDictionary<string, Calibration> _calibrations = new(StringComparer.Ordinal);
    private readonly Calibration _others = new(ClaudeModel.NewestTokenFactor);

    /// <summary>The expected number of input tokens, of all three input buckets; at least 1.</summary>
    /// <param name="model">An id or alias of the catalogue; an unknown one is taken for one of the newest models.</param>
    /// <param name="prompt">The prompt.</param>
    public long Estimate(string model, in PromptFeatures prompt) => Whole(Find(model).Estimate(prompt));

    /// <summary>A number of input tokens that is hardly ever exceeded: for reservations. Always more than <see cref="Estimate"/>, by the spread of the errors so far.</summary>
    /// <param name="model">As in <see cref="Estimate"/>.</param>
    /// <param name="prompt">The prompt.</param>
    public long UpperBound(string model, in PromptFeatures prompt) => Whole(Find(model).UpperBound(prompt) + prompt.Unseen);

    /// <summary>
    /// Learns that the API counted <paramref name="inputTokens"/> (of all three input buckets) for a prompt. What can't be is ignored: nothing, or more than four times off.
    /// </summary>
    /// <param name="model">As in <see cref="Estimate"/>.</param>
    /// <param name="prompt">The prompt as it was sent.</param>
    /// <param name="inputTokens">Input, cache writes and cache reads together.</param>
    public void Learn(string model, in PromptFeatures prompt, long inputTokens)
    {
        // The frame and the preamble may be nothing at all elsewhere; the texts can't.
        // And nothing is learned of a document that was not seen: whoever names short ones, or long ones, would teach what images and documents of others take.
        if (prompt.Unseen <= 0 && inputTokens > 0 && inputTokens <= Absurd * prompt.Sum && inputTokens >= (prompt.Texts + prompt.Media) / Absurd)
        {
            Find(model, remember: true).Learn(prompt, inputTokens);
        }
    }

    private static long Whole(double tokens) => Math.Max(1, (long)Math.Ceiling(tokens));

    private Calibration Find(string model, bool remember = false)
    {
        var known = _catalog.TryFind(model, out var entry);
        var id = known ? entry!.Id : model;
        if (_calibrations.TryGetValue(id, out var calibration))
        {
            return calibration;
        }

        // A model that nothing was learned of yet is as its family is; only counts make it one of its own.
        return known || (remember && _calibrations.Count < MaxModels)
            ? _calibrations.GetOrAdd(id, static (_, factor) => new Calibration(factor), entry?.TokenFactor ?? ClaudeModel.NewestTokenFactor)
            : _others;
    }
}
