using System.Globalization;
using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded.Ranking;

/// <summary>Scores readings of one question beside each other: a linear model and trees upon it, both fitted by eng/Memori.FitGenerator. Immutable.</summary>
internal sealed class Ranker(IReadOnlyDictionary<string, double> weights, IReadOnlyList<RankerTree> trees)
{
    /// <summary>What trees call how far the linear score of a reading is below the best.</summary>
    public const string Gap = "linear";

    /// <summary>How many readings the trees look at: the best by the linear model.</summary>
    public const int Near = 10;

    // What the trees don't look at stays behind.
    private const double Far = 3;

    /// <summary>The ranker of the library.</summary>
    public static Ranker Default { get; } = new(
        DataFile.Rows("ranker.tsv").ToDictionary(row => row[0], row => double.Parse(row[1], CultureInfo.InvariantCulture), StringComparer.Ordinal),
        [.. DataFile.Rows("trees.tsv").Select(RankerTree.Parse)]);

    /// <summary>The score of each reading of a question: the natural logarithm of how likely it is, but for a constant.</summary>
    public double[] Scores(IReadOnlyList<IReadOnlyDictionary<string, double>> readings)
    {
        var linear = readings.Select(Linear).ToArray();
        var best = linear.Length > 0 ? linear.Max() : 0;
        var least = linear.Length > Near ? linear.OrderDescending().ElementAt(Near - 1) : double.NegativeInfinity;
        return [.. readings.Select((features, i) => linear[i] < least ? linear[i] - Far : linear[i] + trees.Sum(tree => tree.Value(features, linear[i] - best)))];
    }

    /// <summary>The sum of the features by their weights.</summary>
    public double Linear(IReadOnlyDictionary<string, double> features)
    {
        var score = 0.0;
        foreach (var (name, value) in features)
        {
            score += weights.GetValueOrDefault(name) * value;
        }

        return score;
    }
}
