namespace Memori.Server.Monitoring.Leaks;

/// <summary>
/// Whether a series keeps growing. Three questions that single values can't answer: is there a trend (Mann–Kendall with ties: Mann 1945, Kendall 1975), how steep is it
/// (Theil–Sen: the median of the slopes of all pairs, Sen 1968), and does it go on (no quarter of the time did all of it, and the last one did its share: a jump and a warm-up
/// that flattens are no leak).
/// </summary>
internal sealed record Trend
{
    /// <summary>The fewest values that say anything.</summary>
    public const int Fewest = 20;

    // One in a thousand series without a trend has such a score.
    private const double Significant = 3.09;

    // A steady growth does a third of the whole from each quarter's middle to the next.
    private const double MostInAStep = 0.55;
    private const double LeastAtTheEnd = 0.2;

    // Medians of absolute deviations: a growth that is not larger than a few of them is noise.
    private const double TimesNoise = 3;

    /// <summary>The median slope, by hour.</summary>
    public required double SlopePerHour { get; init; }

    /// <summary>The slope times the length of the series.</summary>
    public required double Growth { get; init; }

    /// <summary>Where it began: the median of the first quarter.</summary>
    public required double Level { get; init; }

    /// <summary>Whether it grows, and goes on growing.</summary>
    public required bool IsSteady { get; init; }

    /// <summary>The trend of a series in the order of time; null when it is shorter than <see cref="Fewest"/>.</summary>
    public static Trend? Of(IReadOnlyList<(DateTimeOffset At, double Value)> series)
    {
        if (series.Count < Fewest)
        {
            return null;
        }

        var hours = series.Select(point => (point.At - series[0].At).TotalHours).ToArray();
        var values = series.Select(point => point.Value).ToArray();
        var slope = Slope(hours, values);
        var growth = slope * hours[^1];
        var quarters = Enumerable.Range(0, 4).Select(i => Median(values[(values.Length * i / 4)..(values.Length * (i + 1) / 4)])).ToArray();
        double[] steps = [quarters[1] - quarters[0], quarters[2] - quarters[1], quarters[3] - quarters[2]];
        var whole = quarters[3] - quarters[0];
        return new Trend
        {
            SlopePerHour = slope,
            Growth = growth,
            Level = quarters[0],
            IsSteady = slope > 0
                && Score(values) > Significant
                && steps.All(step => step > 0)
                && steps.Max() <= MostInAStep * whole
                && steps[^1] >= LeastAtTheEnd * whole
                && growth > TimesNoise * Noise(hours, values, slope),
        };
    }

    private static double Slope(double[] hours, double[] values)
    {
        var slopes = new List<double>(hours.Length * (hours.Length - 1) / 2);
        for (var i = 0; i < hours.Length; i++)
        {
            for (var j = i + 1; j < hours.Length; j++)
            {
                if (hours[j] > hours[i])
                {
                    slopes.Add((values[j] - values[i]) / (hours[j] - hours[i]));
                }
            }
        }

        return slopes.Count == 0 ? 0 : Median([.. slopes]);
    }

    private static double Score(double[] values)
    {
        var sum = 0;
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = i + 1; j < values.Length; j++)
            {
                sum += Math.Sign(values[j] - values[i]);
            }
        }

        double n = values.Length;
        var ties = values.GroupBy(value => value).Select(tie => (double)tie.Count()).Sum(t => t * (t - 1) * ((2 * t) + 5));
        var variance = ((n * (n - 1) * ((2 * n) + 5)) - ties) / 18;
        return variance <= 0 ? 0 : (sum - Math.Sign(sum)) / Math.Sqrt(variance);
    }

    private static double Noise(double[] hours, double[] values, double slope)
    {
        var rest = values.Select((value, i) => value - (slope * hours[i])).ToArray();
        var middle = Median(rest);
        return Median([.. rest.Select(value => Math.Abs(value - middle))]);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
