namespace Memori.Text2Sql.Generation.Remembered;

/// <summary>The SQL of a known question for a new one.</summary>
/// <param name="Sql">The SQL.</param>
/// <param name="Periods">How many of its periods changed.</param>
/// <param name="Literals">How many of its values and numbers changed.</param>
internal sealed record Rebound(string Sql, int Periods, int Literals)
{
    private const double PerPeriod = 0.98;
    private const double PerLiteral = 0.96;

    /// <summary>How much surer the known question was than this one is, 0–1: each change is one more thing that may have been placed wrong.</summary>
    public double Certainty => Math.Pow(PerPeriod, Periods) * Math.Pow(PerLiteral, Literals);
}
