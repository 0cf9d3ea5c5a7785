namespace Memori.FitTokens;

/// <summary>Least squares of the relative error, with weights that are not below a least and stay near a guess where samples are few.</summary>
internal static class WeightFit
{
    private const int Rounds = 20_000;

    // Short texts differ by a token or two whatever one does.
    private const double Slack = 4;

    /// <summary>The weights, by coordinate descent.</summary>
    /// <param name="samples">What to fit.</param>
    /// <param name="guess">Where the weights start, and stay without samples.</param>
    /// <param name="least">No weight is less: a text that is long in one feature only must not come out as nothing.</param>
    /// <param name="pull">How strongly the guess pulls.</param>
    public static double[] Of(IReadOnlyList<Sample> samples, IReadOnlyList<double> guess, IReadOnlyList<double> least, double pull)
    {
        var weights = guess.ToArray();
        var rows = samples.Select(sample => (Scale: 1 / (sample.Tokens + Slack), sample)).ToList();
        var residuals = rows.Select(row => row.Scale * (row.sample.Tokens - Dot(weights, row.sample.Features))).ToArray();
        var squares = guess.Select((_, j) => rows.Sum(row => Math.Pow(row.Scale * row.sample.Features[j], 2))).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            for (var j = 0; j < weights.Length; j++)
            {
                var slope = rows.Select((row, i) => row.Scale * row.sample.Features[j] * residuals[i]).Sum() + (pull * (guess[j] - weights[j]));
                var next = Math.Max(least[j], weights[j] + (slope / (squares[j] + pull)));
                for (var i = 0; i < rows.Count; i++)
                {
                    residuals[i] -= rows[i].Scale * rows[i].sample.Features[j] * (next - weights[j]);
                }

                weights[j] = next;
            }
        }

        return weights;
    }

    public static double Dot(IReadOnlyList<double> left, IReadOnlyList<double> right) => left.Zip(right, (l, r) => l * r).Sum();
}
