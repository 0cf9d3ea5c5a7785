using System.Globalization;
using System.Text;
using Memori.Text2Sql.Verification.Calibration;

namespace Memori.FitConfidence;

/// <summary>
/// The weights of the signals, fitted on the databases that may be seen, for each language apart. A set counts by the square root of its size:
/// the largest must not drown the others.
/// </summary>
internal sealed record ConfidenceFit(IReadOnlyList<string> Names, double[] English, double[] Chinese)
{
    private const double MostShare = 1.5;
    private const int ManySchemas = 5;

    // The rules were written with the own questions at hand: half of what they say is believed.
    private const double Believed = 0.5;

    /// <summary>Fits.</summary>
    /// <param name="answers">All answers; those of unseen databases are left out.</param>
    /// <param name="without">Signals that get no weight.</param>
    public static ConfidenceFit Of(IReadOnlyList<JudgedAnswer> answers, IReadOnlySet<string> without)
    {
        var seen = answers.Where(answer => !answer.Unseen).ToList();
        var names = seen.SelectMany(answer => answer.Signals.Keys).Where(name => name != Signal.Chinese && !without.Contains(name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new ConfidenceFit(names, Fit(seen, names, chinese: false), Fit(seen, names, chinese: true));
    }

    public double Of(JudgedAnswer answer) => LogisticFit.Probability(Row(answer, Names), IsChinese(answer) ? Chinese : English);

    /// <summary>The embedded file that the product reads.</summary>
    public string ToFile()
    {
        var file = new StringBuilder("# Weights of the embedded generator's confidence in English and in Chinese, written by eng/Memori.FitConfidence; see docs/confidence.md.\n");
        foreach (var (name, english, chinese) in Lines)
        {
            file.Append(CultureInfo.InvariantCulture, $"{name}\t{english}\t{chinese}\n");
        }

        return file.ToString();
    }

    public IEnumerable<(string Name, double English, double Chinese)> Lines => Names.Prepend("constant").Zip(English, Chinese);

    // What is asked of one schema says little of others: it only tells what describing the columns is worth, with all else as the many say.
    private static double[] Fit(IReadOnlyList<JudgedAnswer> seen, List<string> names, bool chinese)
    {
        var answers = seen.Where(answer => IsChinese(answer) == chinese).ToList();
        var single = answers.GroupBy(answer => answer.Set).Where(set => set.DistinctBy(answer => answer.Database).Count() < ManySchemas).SelectMany(set => set).ToList();
        var many = answers.Except(single).ToList();
        if (many.Count == 0)
        {
            return new double[names.Count + 1];
        }

        var sizes = many.CountBy(answer => answer.Set).ToDictionary();
        var mean = many.Count / (double)sizes.Count;
        var weights = LogisticFit.Fit(
            many.ConvertAll(answer => Row(answer, names)),
            many.ConvertAll(answer => answer.Right),
            many.ConvertAll(answer => Math.Min(MostShare, Math.Sqrt(mean / sizes[answer.Set]))));
        if (single.Count > 0 && names.IndexOf(Signal.Documented) is >= 0 and var documented)
        {
            weights[documented + 1] = Believed * LogisticFit.One(single.ConvertAll(answer => Row(answer, names)), single.ConvertAll(answer => answer.Right), weights, documented + 1);
        }

        return [.. weights.Select(weight => Math.Round(weight, 3))];
    }

    private static bool IsChinese(JudgedAnswer answer) => answer.Signals.GetValueOrDefault(Signal.Chinese) > 0;

    private static double[] Row(JudgedAnswer answer, IReadOnlyList<string> names) => [1, .. names.Select(name => answer.Signals.GetValueOrDefault(name))];
}
