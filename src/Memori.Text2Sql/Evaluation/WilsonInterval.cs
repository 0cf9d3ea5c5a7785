namespace Memori.Text2Sql.Evaluation;

/// <summary>
/// The 95 % confidence interval of a share. Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
/// Journal of the American Statistical Association 22 (1927) 209–212; it holds for few questions and for shares near 0 and 1 too.
/// </summary>
/// <param name="Low">The lower end, 0–1.</param>
/// <param name="High">The upper end, 0–1.</param>
public readonly record struct WilsonInterval(double Low, double High)
{
    // The 97.5th percentile of the normal distribution.
    private const double Z = 1.959963984540054;

    /// <summary>The interval of <paramref name="right"/> of <paramref name="all"/>; the whole range when there are none.</summary>
    public static WilsonInterval Of(int right, int all)
    {
        if (all == 0)
        {
            return new WilsonInterval(0, 1);
        }

        var share = (double)right / all;
        var divisor = 1 + (Z * Z / all);
        var centre = (share + (Z * Z / (2 * all))) / divisor;
        var half = Z / divisor * Math.Sqrt((share * (1 - share) / all) + (Z * Z / (4.0 * all * all)));
        return new WilsonInterval(Math.Round(Math.Max(0, centre - half), 4), Math.Round(Math.Min(1, centre + half), 4));
    }
}
