using Memori.Text2Sql.Verification.Gates;

namespace Memori.Text2Sql.Verification.Calibration;

/// <summary>
/// How sure an answer is: one logistic function per generator over named signals: what the generator knows of its reading, what the gates
/// found, and what came of running it. How the weights were found, and how well they do, is in <c>docs/confidence.md</c>.
/// </summary>
internal static class ConfidenceModel
{
    // Fitted by eng/Memori.FitConfidence, for each language apart: the rules read them differently.
    private static readonly LogisticModel EmbeddedEnglish = LogisticModel.Read("confidence.tsv", column: 1);
    private static readonly LogisticModel EmbeddedChinese = LogisticModel.Read("confidence.tsv", column: 2);

    // A prior: no answers of Claude could be measured. 0.79 for an answer that nothing speaks against, below the accuracy that strong models
    // reach with definitions and verified examples, because failures are silent; each risk takes it below the threshold of acceptance,
    // so that a second opinion is asked.
    private static readonly LogisticModel Claude = new(1.35, new Dictionary<string, double>
    {
        [Signal.SaysGuessed] = -0.9,
        [Signal.SaysAmbiguous] = -0.7,
        [Signal.SaysAssumed] = -0.15,
        [Signal.Failures] = -0.2,
        [Signal.Empty] = -0.5,
        [QueryGates.GuessedLiteral] = -1.0,
        [QueryGates.UnusedValue] = -0.2,
        [QueryGates.FanOut] = -0.8,
        [QueryGates.NullNotIn] = -0.8,
        [QueryGates.Projection] = -0.9,
        [QueryGates.Window] = -0.3,
    });

    // For generators that know their own confidence (a remembered pair, a changed earlier answer, one that somebody else wrote): it is the starting point.
    private static readonly LogisticModel Others = new(0, new Dictionary<string, double>
    {
        [Signal.Empty] = -1.2,
        [QueryGates.GuessedLiteral] = -0.4,
        [QueryGates.UnusedValue] = -0.6,
        [QueryGates.NullNotIn] = -0.3,
    });

    /// <summary>How sure <paramref name="generator"/> is of an answer with <paramref name="signals"/>, 0–1.</summary>
    /// <param name="generator">The generator's name.</param>
    /// <param name="own">The generator's own confidence, used where no model of it is known.</param>
    /// <param name="signals">What is known.</param>
    public static double Of(string generator, double own, IReadOnlyDictionary<string, double> signals) => generator switch
    {
        "embedded" when !signals.ContainsKey(Signal.FollowUp) && !signals.ContainsKey(Signal.OnSchema) && !signals.ContainsKey(Signal.Recalled) => OfEmbedded(EmbeddedEnglish, EmbeddedChinese, signals),
        "claude" => Claude.Of(signals),
        _ => (Others with { Constant = LogisticModel.Logit(own) }).Of(signals),
    };

    /// <summary>
    /// How sure the embedded generator is, by the weights for English and for Chinese. Chinese questions over English names are read as Chinese and bound as English:
    /// nobody has such questions for databases that may be seen, so both have half a say.
    /// </summary>
    public static double OfEmbedded(LogisticModel english, LogisticModel chinese, IReadOnlyDictionary<string, double> signals) => LogisticModel.Sigmoid(
        signals.GetValueOrDefault(Signal.Foreign) > 0 ? (english.Odds(signals) + chinese.Odds(signals)) / 2
        : signals.GetValueOrDefault(Signal.Chinese) > 0 ? chinese.Odds(signals)
        : english.Odds(signals));
}
