using Memori.Text2Sql.Generation.Embedded.Ranking;

namespace Memori.FitGenerator;

/// <summary>The readings of a question with their features, and which of them are right.</summary>
internal sealed record RankedQuestion(string Set, string Database, bool Chinese, IReadOnlyList<(IReadOnlyDictionary<string, double> Features, bool Right)> Readings);

/// <summary>
/// The weights of the ranker: the likelihood that a right reading is chosen (softmax over the readings of a question), with a little ridge,
/// by gradient steps over all questions. Deterministic.
/// </summary>
internal static class RankerFit
{
    private const int Rounds = 200;
    private const double Rate = 0.1;
    private const double Ridge = 2.0;
    private const double SketchRidge = 8.0;

    // What few questions of few databases say is of those databases, not of the language.
    private const int Questions = 25;
    private const int Databases = 6;

    public static Dictionary<string, double> Fit(IReadOnlyList<RankedQuestion> questions)
    {
        var useful = questions.Where(q => q.Readings.Any(r => r.Right) && q.Readings.Any(r => !r.Right)).ToList();
        var told = useful.SelectMany(q => q.Readings.SelectMany(r => r.Features.Keys).Where(IsSketch).Distinct(StringComparer.Ordinal).Select(name => (name, q.Database)))
            .GroupBy(p => p.name, StringComparer.Ordinal).Where(g => g.Count() >= Questions && g.Select(p => p.Database).Distinct().Count() >= Databases).Select(g => g.Key).ToHashSet(StringComparer.Ordinal);
        var names = useful.SelectMany(q => q.Readings).SelectMany(r => r.Features.Keys).Where(n => !IsSketch(n) || told.Contains(n)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var places = names.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i, StringComparer.Ordinal);
        var sizes = useful.CountBy(q => q.Set).ToDictionary();
        var mean = useful.Count / (double)sizes.Count;
        var rows = useful.ConvertAll(q => (Share: Math.Sqrt(mean / sizes[q.Set]), Readings: q.Readings.Select(r => (Row: r.Features.Where(f => places.ContainsKey(f.Key)).Select(f => (At: places[f.Key], f.Value)).ToArray(), r.Right)).ToArray()));
        var weights = new double[names.Count];
        var ridges = names.ConvertAll(n => IsSketch(n) ? SketchRidge : Ridge);
        var squares = new double[names.Count];
        for (var round = 0; round < Rounds; round++)
        {
            var gradient = weights.Zip(ridges).Select(w => -w.Second * w.First).ToArray();
            foreach (var (share, readings) in rows)
            {
                var scores = readings.Select(r => r.Row.Sum(f => weights[f.At] * f.Value)).ToArray();
                var most = scores.Max();
                var all = scores.Sum(s => Math.Exp(s - most));
                var right = readings.Zip(scores).Where(p => p.First.Right).Sum(p => Math.Exp(p.Second - most));
                for (var i = 0; i < readings.Length; i++)
                {
                    var p = Math.Exp(scores[i] - most);
                    var error = share * ((readings[i].Right ? p / Math.Max(1e-12, right) : 0) - (p / all));
                    foreach (var (at, value) in readings[i].Row)
                    {
                        gradient[at] += error * value;
                    }
                }
            }

            for (var i = 0; i < weights.Length; i++)
            {
                squares[i] += gradient[i] * gradient[i];
                weights[i] += Rate * gradient[i] / Math.Sqrt(1e-9 + squares[i]);
            }
        }

        return names.Zip(weights).Where(p => Math.Abs(p.Second) > (IsSketch(p.First) ? 0.03 : 0.005)).ToDictionary(p => p.First, p => Math.Round(p.Second, 3), StringComparer.Ordinal);
    }

    private static bool IsSketch(string feature) => feature.StartsWith(SketchFeatures.Prefix, StringComparison.Ordinal);

    /// <summary>The share of questions whose first reading by <paramref name="ranker"/> is right, and of those with any right reading.</summary>
    public static (double First, double Any) Judge(IReadOnlyList<RankedQuestion> questions, Ranker ranker) =>
        (questions.Average(q => q.Readings.Count > 0 && q.Readings.MaxBy(r => ranker.Score(r.Features)).Right ? 1.0 : 0),
            questions.Average(q => q.Readings.Any(r => r.Right) ? 1.0 : 0));
}
