using System.Globalization;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Verification.Calibration;

/// <summary>A logistic function of named signals; signals without a weight count nothing.</summary>
internal sealed record LogisticModel(double Constant, IReadOnlyDictionary<string, double> Weights)
{
    private const string ConstantName = "constant";

    /// <summary>The model in an embedded file of names and weights.</summary>
    /// <param name="file">The file's name.</param>
    /// <param name="column">Which column of weights, from 1.</param>
    public static LogisticModel Read(string file, int column)
    {
        var weights = DataFile.Rows(file).ToDictionary(row => row[0], row => double.Parse(row[column], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        var constant = weights[ConstantName];
        weights.Remove(ConstantName);
        return new LogisticModel(constant, weights);
    }

    /// <summary>The probability, 0–1.</summary>
    public double Of(IReadOnlyDictionary<string, double> signals) => Sigmoid(Odds(signals));

    /// <summary>The log-odds.</summary>
    public double Odds(IReadOnlyDictionary<string, double> signals) => Constant + signals.Sum(signal => Weights.GetValueOrDefault(signal.Key) * signal.Value);

    /// <summary>The log-odds of <paramref name="probability"/>, kept finite.</summary>
    /// <param name="probability">0–1.</param>
    /// <param name="least">How near to 0 and 1 it may come.</param>
    public static double Logit(double probability, double least = 1e-3)
    {
        var kept = Math.Clamp(probability, least, 1 - least);
        return Math.Log(kept / (1 - kept));
    }

    /// <summary>The probability of log-odds.</summary>
    public static double Sigmoid(double odds) => 1 / (1 + Math.Exp(-odds));
}
