using System.Globalization;
using System.Text;

namespace Memori.FitConfidence;

/// <summary>The weights of the signals, fitted on the databases that may be seen. Each set counts the same, however large it is.</summary>
internal sealed record ConfidenceFit(IReadOnlyList<string> Names, double[] Weights)
{
    public static ConfidenceFit Of(IReadOnlyList<JudgedAnswer> answers)
    {
        var seen = answers.Where(answer => !answer.Unseen).ToList();
        var names = seen.SelectMany(answer => answer.Signals.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var sizes = seen.CountBy(answer => answer.Set).ToDictionary();
        var mean = seen.Count / (double)sizes.Count;
        var weights = LogisticFit.Fit(
            seen.ConvertAll(answer => Row(answer, names)),
            seen.ConvertAll(answer => answer.Right),
            seen.ConvertAll(answer => Math.Sqrt(mean / sizes[answer.Set])));
        return new ConfidenceFit(names, [.. weights.Select(weight => Math.Round(weight, 3))]);
    }

    public double Of(JudgedAnswer answer) => LogisticFit.Probability(Row(answer, Names), Weights);

    /// <summary>The embedded file that the product reads.</summary>
    public string ToFile()
    {
        var file = new StringBuilder("# Weights of the embedded generator's confidence, written by eng/Memori.FitConfidence; see docs/confidence.md.\n");
        file.Append(CultureInfo.InvariantCulture, $"constant\t{Weights[0]}\n");
        for (var i = 0; i < Names.Count; i++)
        {
            file.Append(CultureInfo.InvariantCulture, $"{Names[i]}\t{Weights[i + 1]}\n");
        }

        return file.ToString();
    }

    private static double[] Row(JudgedAnswer answer, IReadOnlyList<string> names) => [1, .. names.Select(name => answer.Signals.GetValueOrDefault(name))];
}
