using System.Globalization;
using System.Text;
using Memori.Text2Sql.Verification.Calibration;

namespace Memori.FitConfidence;

/// <summary>
/// The weights of the signals, fitted on the databases that may be seen: a weight that both languages share and a departure from it for each, both shrunk,
/// so that one language learns from the other what its own answers are too few to tell. A set counts by the square root of its size: the largest must not drown the others.
/// </summary>
internal sealed record ConfidenceFit(IReadOnlyList<string> Names, LogisticModel English, LogisticModel Chinese)
{
    private const double MostShare = 4.5;
    private const int ManySchemas = 5;
    private const double SharedRidge = 20;
    private const double OwnRidge = 40;
    private const double RareRidge = 2;

    // Rules are written with the seen questions at hand, so that they do better there than on databases that nobody has looked at. Before anything was mended for them, 100 answers to
    // questions of three new databases were right for .51 and .62 sure of it, a distance of .45 in log-odds; half of that is believed of so few.
    private const double Optimism = 0.2;

    // What only tells which weights count.
    private static readonly string[] Choosing = [Signal.Chinese, Signal.Foreign];

    // What the sets of many schemas hardly have, and how much of what the own questions say of it is believed: the rules were written with them at hand, those of the analyses for them.
    private static readonly (string Signal, double Believed)[] Rare = [(Signal.Documented, 0.5), (Signal.Analysis, 0.25)];

    /// <summary>Fits.</summary>
    /// <param name="answers">All answers; those of unseen databases are left out.</param>
    /// <param name="without">Signals that get no weight.</param>
    public static ConfidenceFit Of(IReadOnlyList<JudgedAnswer> answers, IReadOnlySet<string> without)
    {
        var seen = answers.Where(answer => !answer.Unseen && !KnowsItself(answer)).ToList();

        // What is asked of one schema says little of others: it only tells what described columns and announced analyses are worth, with all else as the many say.
        var single = seen.GroupBy(answer => answer.Set).Where(set => set.DistinctBy(answer => answer.Database).Count() < ManySchemas).SelectMany(set => set).ToList();
        var many = seen.Except(single).ToList();
        var names = many.SelectMany(answer => answer.Signals.Keys).Where(name => !Choosing.Contains(name) && !without.Contains(name)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var sizes = many.CountBy(answer => answer.Set).ToDictionary();
        var mean = many.Count / (double)sizes.Count;
        var weights = LogisticFit.Fit(
            many.ConvertAll(answer => Row(answer, names)),
            many.ConvertAll(answer => answer.Right),
            many.ConvertAll(answer => Math.Min(MostShare, Math.Sqrt(mean / sizes[answer.Set]))),
            [0, 0, .. names.Select(_ => SharedRidge), .. names.Select(_ => OwnRidge), .. names.Select(_ => OwnRidge)]);
        var fit = new ConfidenceFit(names, Model(weights, names, language: 0), Model(weights, names, language: 1));
        return Rare.Where(rare => names.Contains(rare.Signal)).Aggregate(fit, (before, rare) => before.With(rare.Signal, rare.Believed * LogisticFit.One(
            single.ConvertAll(answer => (LogisticModel.Logit(before.Of(answer)), answer.Signals.GetValueOrDefault(rare.Signal), answer.Right)), RareRidge)));
    }

    /// <summary>How sure an answer is by these weights; what says itself how sure it is stays as it is.</summary>
    public double Of(JudgedAnswer answer) => KnowsItself(answer) ? answer.Confidence : ConfidenceModel.OfEmbedded(English, Chinese, answer.Signals);

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

    public IEnumerable<(string Name, double English, double Chinese)> Lines =>
        Names.Order(StringComparer.Ordinal).Select(name => (name, English.Weights[name], Chinese.Weights[name])).Prepend(("constant", English.Constant, Chinese.Constant));

    private static bool KnowsItself(JudgedAnswer answer) => answer.Signals.ContainsKey(Signal.OnSchema) || answer.Signals.ContainsKey(Signal.Recalled) || answer.Signals.ContainsKey(Signal.FollowUp);

    private static LogisticModel Model(double[] weights, List<string> names, int language) => new(
        Math.Round(weights[language] - Optimism, 3),
        names.Select((name, i) => (name, Weight: Math.Round(weights[2 + i] + weights[2 + ((1 + language) * names.Count) + i], 3))).ToDictionary(p => p.name, p => p.Weight, StringComparer.Ordinal));

    private ConfidenceFit With(string signal, double more) => this with { English = With(English, signal, more), Chinese = With(Chinese, signal, more) };

    private static LogisticModel With(LogisticModel model, string signal, double more) =>
        model with { Weights = new Dictionary<string, double>(model.Weights, StringComparer.Ordinal) { [signal] = Math.Round(model.Weights[signal] + more, 3) } };

    // The constants of both languages, what they share, and the departures of each.
    private static double[] Row(JudgedAnswer answer, List<string> names)
    {
        var chinese = answer.Signals.GetValueOrDefault(Signal.Chinese) > 0 ? 1 : 0;
        var row = new double[2 + (3 * names.Count)];
        row[chinese] = 1;
        for (var i = 0; i < names.Count; i++)
        {
            row[2 + i] = row[2 + ((1 + chinese) * names.Count) + i] = answer.Signals.GetValueOrDefault(names[i]);
        }

        return row;
    }
}
