namespace Memori.FitRecall;

/// <summary>
/// A search along one weight after another. It looks at the fitted spaces only, and takes the middle of a plateau rather than its peak:
/// what stands on a needle's point does not hold for other conversations.
/// </summary>
internal sealed class Fit(IReadOnlyList<FitSet> sets, TextWriter log)
{
    /// <summary>Differences below it are noise.</summary>
    private const double Plateau = 0.002;

    /// <summary>
    /// The mean over the sets of R@5 + R@10, less what abstention fails by: injection above .05 and cost above .03. No set counts more
    /// for being larger.
    /// </summary>
    public static double Objective(IEnumerable<FitFigures> figures) => figures
        .Where(figure => figure.Set.Fitted.Count > 0)
        .Average(figure =>
        {
            var (at5, at10) = figure.At(figure.Set.Fitted);
            var injection = figure.Injection(figure.Set.Fitted);
            return at5 + at10 - (injection is null ? 0 : Math.Max(0, injection.InjectionRate - 0.05) + Math.Max(0, injection.Cost - 0.03));
        });

    public async Task<WeightSet> SearchAsync(WeightSet start, IReadOnlyList<Weight> weights, int rounds)
    {
        var best = start;
        for (var round = 0; round < rounds; round++)
        {
            var before = best;
            foreach (var weight in weights)
            {
                best = await AlongAsync(best, weight);
            }

            if (Weight.All.All(weight => weight.Of(best.Options) == weight.Of(before.Options)))
            {
                break;
            }
        }

        return best;
    }

    public async Task<List<FitFigures>> MeasureAsync(WeightSet weights, int others, bool isSearch = false)
    {
        var figures = new List<FitFigures>();
        foreach (var set in sets.Where(set => !isSearch || set.Fitted.Count > 0))
        {
            figures.Add(await set.MeasureAsync(weights, others, isSearch));
        }

        return figures;
    }

    /// <summary>The middle of the values that are as good as the best, or the present one when it is among them.</summary>
    internal static double Choose(IReadOnlyList<(double Value, double Objective)> tried, double present)
    {
        var good = tried.Where(trial => trial.Objective >= tried.Max(other => other.Objective) - Plateau).Select(trial => trial.Value).Order().ToList();
        return good.Contains(present) ? present : good[good.Count / 2];
    }

    private async Task<WeightSet> AlongAsync(WeightSet best, Weight weight)
    {
        var present = weight.Of(best.Options);
        var tried = new List<(double Value, double Objective)>();
        foreach (var value in weight.Values.Append(present).Distinct().Order())
        {
            tried.Add((value, Objective(await MeasureAsync(best.With(weight, value), others: 0, isSearch: true))));
        }

        var chosen = Choose(tried, present);
        await log.WriteLineAsync(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{weight.Name}: {string.Join(", ", tried.Select(trial => FormattableString.Invariant($"{trial.Value}={trial.Objective:0.0000}")))} -> {chosen}"));
        return best.With(weight, chosen);
    }
}
