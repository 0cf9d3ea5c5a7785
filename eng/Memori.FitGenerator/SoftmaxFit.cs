namespace Memori.FitGenerator;

/// <summary>
/// Multinomial logistic regression over sparse features that are there or not, by AdaGrad in a fixed order of shuffled examples. A part of the features is left out of
/// each step, so that no weight relies upon another (dropout, Srivastava et al. 2014), and the weights are the mean of those of the later rounds (Polyak and Juditsky 1992).
/// Deterministic.
/// </summary>
internal sealed class SoftmaxFit
{
    private const double Rate = 0.05;
    private const double LeftOut = 0.4;
    private const double Shrink = 2e-6;

    private readonly Dictionary<string, int> _features;
    private readonly int _roles;
    private readonly double[] _weights;
    private readonly double[] _squares;

    /// <summary>Prepares the weights of <paramref name="features"/>.</summary>
    public SoftmaxFit(IEnumerable<string> features, int roles)
    {
        _features = features.Select((f, i) => (f, i)).ToDictionary(p => p.f, p => p.i, StringComparer.Ordinal);
        _roles = roles;
        _weights = new double[_features.Count * roles];
        _squares = new double[_weights.Length];
    }

    public void Fit(IReadOnlyList<(IReadOnlyList<string> Features, int Role, double Share)> examples, int rounds)
    {
        var rows = examples.Select(e => (Row: Row(e.Features), e.Role, e.Share)).ToArray();
        var order = Enumerable.Range(0, rows.Length).ToArray();
        var random = new Random(7);
        var sums = new double[_weights.Length];
        for (var round = 0; round < rounds; round++)
        {
            random.Shuffle(order);
            foreach (var at in order)
            {
                var (features, role, share) = rows[at];
                int[] row = [.. features.Where(_ => random.NextDouble() >= LeftOut)];
                var scores = Scores(row);
                for (var r = 0; r < _roles; r++)
                {
                    var error = share * ((r == role ? 1 : 0) - Math.Exp(scores[r]));
                    if (Math.Abs(error) < 1e-4)
                    {
                        continue;
                    }

                    foreach (var feature in row)
                    {
                        var w = (feature * _roles) + r;
                        var gradient = error - (Shrink * rows.Length * _weights[w] / 100);
                        _squares[w] += gradient * gradient;
                        _weights[w] += Rate * gradient / Math.Sqrt(1 + _squares[w]);
                    }
                }
            }

            if (round >= rounds / 2)
            {
                for (var w = 0; w < sums.Length; w++)
                {
                    sums[w] += _weights[w];
                }
            }
        }

        for (var w = 0; w < sums.Length; w++)
        {
            _weights[w] = sums[w] * (1 - LeftOut) / (rounds - (rounds / 2));
        }
    }

    public double[] LogProbabilities(IReadOnlyList<string> features) => Scores(Row(features));

    /// <summary>The weights that matter.</summary>
    public IEnumerable<(string Feature, IReadOnlyList<(int Role, double Weight)> Weights)> Weights(double least) =>
        _features.OrderBy(f => f.Key, StringComparer.Ordinal)
            .Select(f => (f.Key, (IReadOnlyList<(int, double)>)[.. Enumerable.Range(0, _roles).Select(r => (r, _weights[(f.Value * _roles) + r])).Where(w => Math.Abs(w.Item2) >= least)]))
            .Where(f => f.Item2.Count > 0);

    private int[] Row(IReadOnlyList<string> features) => [.. features.Where(_features.ContainsKey).Select(f => _features[f]).Distinct()];

    private double[] Scores(int[] row)
    {
        var scores = new double[_roles];
        foreach (var feature in row)
        {
            for (var r = 0; r < _roles; r++)
            {
                scores[r] += _weights[(feature * _roles) + r];
            }
        }

        var most = scores.Max();
        var total = most + Math.Log(scores.Sum(s => Math.Exp(s - most)));
        for (var r = 0; r < _roles; r++)
        {
            scores[r] -= total;
        }

        return scores;
    }
}
