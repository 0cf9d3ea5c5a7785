using System.Globalization;

namespace Memori.Text2Sql.Generation.Embedded.Ranking;

/// <summary>A decision tree of <see cref="Ranker"/>: what it adds to the score of a reading. Immutable.</summary>
/// <param name="Splits">The inner nodes of a complete tree, the root first; children of node n are 2n+1 and 2n+2. No feature: always left.</param>
/// <param name="Leaves">The values of the leaves, from left to right.</param>
internal sealed record RankerTree(IReadOnlyList<(string Feature, double Threshold)> Splits, IReadOnlyList<double> Leaves)
{
    /// <summary>Reads a tree: <c>feature:threshold</c> with blanks between, then the leaves.</summary>
    public static RankerTree Parse(string[] row) => new(
        [.. row[0].Split(' ').Select(s => s.LastIndexOf(':') is var at && at < 0 ? ("", 0.0) : (s[..at], double.Parse(s[(at + 1)..], CultureInfo.InvariantCulture)))],
        [.. row[1].Split(' ').Select(v => double.Parse(v, CultureInfo.InvariantCulture))]);

    /// <summary>The tree as a row.</summary>
    public string ToRow() => string.Join(' ', Splits.Select(s => s.Feature.Length == 0 ? "-" : string.Create(CultureInfo.InvariantCulture, $"{s.Feature}:{s.Threshold:0.####}")))
        + "\t" + string.Join(' ', Leaves.Select(v => v.ToString("0.####", CultureInfo.InvariantCulture)));

    /// <summary>What it adds to the score of a reading with these features.</summary>
    public double Value(IReadOnlyDictionary<string, double> features, double gap)
    {
        var node = 0;
        while (node < Splits.Count)
        {
            var (feature, threshold) = Splits[node];
            var value = feature == Ranker.Gap ? gap : features.GetValueOrDefault(feature);
            node = (2 * node) + (feature.Length == 0 || value <= threshold ? 1 : 2);
        }

        return Leaves[node - Splits.Count];
    }
}
