using System.Globalization;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Ranking;

/// <summary>Scores readings of one question beside each other: a linear model fitted by eng/Memori.FitGenerator. Immutable.</summary>
internal sealed class Ranker(IReadOnlyDictionary<string, double> weights)
{
    /// <summary>The ranker of the library.</summary>
    public static Ranker Default { get; } = new(DataFile.Rows("ranker.tsv").ToDictionary(row => row[0], row => double.Parse(row[1], CultureInfo.InvariantCulture), StringComparer.Ordinal));

    /// <summary>The sum of the features by their weights.</summary>
    public double Score(IReadOnlyDictionary<string, double> features)
    {
        var score = 0.0;
        foreach (var (name, value) in features)
        {
            score += weights.GetValueOrDefault(name) * value;
        }

        return score;
    }
}
