using Memori.Text2Sql.Generation.Embedded.Ranking;

namespace Memori.FitGenerator;

/// <summary>
/// Trees upon the linear ranker by gradient boosting (Friedman 2001, with the second-order gain of Chen and Guestrin 2016) of the likelihood that a right reading
/// is chosen. Deterministic.
/// </summary>
internal sealed class TreeFit
{
    private const int Rounds = 60;
    private const int Depth = 4;
    private const int Bins = 16;
    private const double Rate = 0.15;
    private const double Ridge = 12;
    private const double LeastWeight = 6;

    private readonly List<string> _names;
    private readonly double[][] _thresholds;
    private readonly byte[][] _bins;
    private readonly int[] _starts;
    private readonly bool[] _right;
    private readonly double[] _shares;
    private readonly double[] _scores;

    private TreeFit(IReadOnlyList<RankedQuestion> questions, Ranker linear)
    {
        var useful = questions.Select(q => q with { Readings = [.. q.Readings.OrderByDescending(r => linear.Linear(r.Features)).Take(Ranker.Near)] })
            .Where(q => q.Readings.Any(r => r.Right) && q.Readings.Any(r => !r.Right)).ToList();
        var sizes = useful.CountBy(q => q.Set).ToDictionary();
        var mean = useful.Count / (double)sizes.Count;
        var rows = useful.SelectMany(q => q.Readings).ToList();
        _scores = [.. rows.Select(r => linear.Linear(r.Features))];
        _right = [.. rows.Select(r => r.Right)];
        _shares = [.. useful.Select(q => Math.Sqrt(mean / sizes[q.Set]))];
        _starts = new int[useful.Count + 1];
        for (var q = 0; q < useful.Count; q++)
        {
            _starts[q + 1] = _starts[q] + useful[q].Readings.Count;
        }

        _names = [Ranker.Gap, .. rows.SelectMany(r => r.Features.Keys).Where(n => !n.StartsWith(SketchFeatures.Prefix, StringComparison.Ordinal) && !(n.Length > 2 && n[1] == '.')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        _thresholds = new double[_names.Count][];
        _bins = new byte[_names.Count][];
        for (var f = 0; f < _names.Count; f++)
        {
            var values = f == 0 ? Gaps() : [.. rows.Select(r => r.Features.GetValueOrDefault(_names[f]))];
            _thresholds[f] = Cuts(values);
            _bins[f] = [.. values.Select(v => (byte)_thresholds[f].Count(t => v > t))];
        }
    }

    public static IReadOnlyList<RankerTree> Fit(IReadOnlyList<RankedQuestion> questions, IReadOnlyDictionary<string, double> weights) =>
        new TreeFit(questions, new Ranker(weights, [])).Fit();

    private List<RankerTree> Fit()
    {
        var trees = new List<RankerTree>();
        for (var round = 0; round < Rounds; round++)
        {
            var (gradient, weight) = Gradients();
            trees.Add(Grow(gradient, weight));
        }

        return trees;
    }

    private double[] Gaps()
    {
        var gaps = new double[_scores.Length];
        for (var q = 0; q + 1 < _starts.Length; q++)
        {
            var best = _scores[_starts[q].._starts[q + 1]].Max();
            for (var i = _starts[q]; i < _starts[q + 1]; i++)
            {
                gaps[i] = _scores[i] - best;
            }
        }

        return gaps;
    }

    private static double[] Cuts(double[] values)
    {
        var sorted = values.Order().ToArray();
        var distinct = sorted.Distinct().ToArray();
        return distinct.Length <= Bins ? [.. distinct.Zip(distinct.Skip(1), (a, b) => (a + b) / 2)]
            : [.. Enumerable.Range(1, Bins - 1).Select(b => sorted[b * (sorted.Length - 1) / Bins]).Distinct()];
    }

    private (double[] Gradient, double[] Weight) Gradients()
    {
        var gradient = new double[_scores.Length];
        var weight = new double[_scores.Length];
        for (var q = 0; q + 1 < _starts.Length; q++)
        {
            var (from, to) = (_starts[q], _starts[q + 1]);
            var most = _scores[from..to].Max();
            double all = 0, right = 0;
            for (var i = from; i < to; i++)
            {
                var e = Math.Exp(_scores[i] - most);
                all += e;
                right += _right[i] ? e : 0;
            }

            for (var i = from; i < to; i++)
            {
                var e = Math.Exp(_scores[i] - most);
                var p = e / all;
                gradient[i] = _shares[q] * ((_right[i] ? e / Math.Max(1e-12, right) : 0) - p);
                weight[i] = _shares[q] * Math.Max(0.01, p * (1 - p));
            }
        }

        return (gradient, weight);
    }

    private RankerTree Grow(double[] gradient, double[] weight)
    {
        var inner = (1 << Depth) - 1;
        var splits = new (int Feature, int Bin)[inner];
        var nodes = new int[_scores.Length];
        for (var level = 0; level < Depth; level++)
        {
            var first = (1 << level) - 1;
            var count = 1 << level;
            var best = Best(gradient, weight, nodes, first, count);
            for (var n = 0; n < count; n++)
            {
                splits[first + n] = best[n];
            }

            for (var i = 0; i < nodes.Length; i++)
            {
                var (feature, bin) = splits[nodes[i]];
                nodes[i] = (2 * nodes[i]) + (feature < 0 || _bins[feature][i] <= bin ? 1 : 2);
            }
        }

        var sums = new (double Gradient, double Weight)[1 << Depth];
        for (var i = 0; i < nodes.Length; i++)
        {
            var leaf = nodes[i] - inner;
            sums[leaf] = (sums[leaf].Gradient + gradient[i], sums[leaf].Weight + weight[i]);
        }

        var leaves = sums.Select(s => Math.Round(Rate * s.Gradient / (s.Weight + Ridge), 4)).ToArray();
        for (var i = 0; i < nodes.Length; i++)
        {
            _scores[i] += leaves[nodes[i] - inner];
        }

        return new RankerTree([.. splits.Select(s => s.Feature < 0 ? ("", 0.0) : (_names[s.Feature], _thresholds[s.Feature][s.Bin]))], leaves);
    }

    // The split of each node of a level that gains most; feature -1 where none gains anything.
    private (int Feature, int Bin)[] Best(double[] gradient, double[] weight, int[] nodes, int first, int count)
    {
        var best = Enumerable.Repeat((Feature: -1, Bin: 0), count).ToArray();
        var gains = Enumerable.Repeat(1e-6, count).ToArray();
        var sums = new double[count, Bins + 1, 2];
        for (var f = 0; f < _names.Count; f++)
        {
            Array.Clear(sums);
            var bins = _bins[f];
            for (var i = 0; i < nodes.Length; i++)
            {
                sums[nodes[i] - first, bins[i], 0] += gradient[i];
                sums[nodes[i] - first, bins[i], 1] += weight[i];
            }

            for (var n = 0; n < count; n++)
            {
                double allGradient = 0, allWeight = 0, left = 0, leftWeight = 0;
                for (var b = 0; b <= _thresholds[f].Length; b++)
                {
                    allGradient += sums[n, b, 0];
                    allWeight += sums[n, b, 1];
                }

                for (var b = 0; b < _thresholds[f].Length; b++)
                {
                    left += sums[n, b, 0];
                    leftWeight += sums[n, b, 1];
                    var (right, rightWeight) = (allGradient - left, allWeight - leftWeight);
                    var gain = (left * left / (leftWeight + Ridge)) + (right * right / (rightWeight + Ridge)) - (allGradient * allGradient / (allWeight + Ridge));
                    if (leftWeight >= LeastWeight && rightWeight >= LeastWeight && gain > gains[n])
                    {
                        gains[n] = gain;
                        best[n] = (f, b);
                    }
                }
            }
        }

        return best;
    }
}
