using System.Globalization;

namespace Memori.SqlConformance;

/// <summary>How many queries came to what.</summary>
internal sealed class Tally
{
    private readonly List<(string Reason, string Place, string Detail)> _failures = [];
    private readonly List<(string Reason, string Place, string Detail)> _refusals = [];
    private int _same;
    private int _admitted;
    private int _refused;
    private int _typed;
    private int _columns;
    private int _unknown;

    public void EngineRefused() => _refused++;

    public void Same() => _same++;

    public void Failed(string reason, string place, string detail) => _failures.Add((reason, place, detail));

    public void Admitted() => _admitted++;

    public void Refused(string reason, string place, string detail) => _refusals.Add((reason, place, detail));

    /// <summary>Counts the columns of a result whose type was inferred, and rightly.</summary>
    public void Types(int right, int unknown, int all) => (_typed, _unknown, _columns) = (_typed + right, _unknown + unknown, _columns + all);

    public void Add(Tally other)
    {
        (_same, _refused) = (_same + other._same, _refused + other._refused);
        Types(other._typed, other._unknown, other._columns);
        _failures.AddRange(other._failures);
        _refusals.AddRange(other._refusals);
        _admitted += other._admitted;
    }

    public string Line(string name)
    {
        var ran = _same + _failures.Count;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-16} {ran,6} run by the engine ({_refused} not), {_same,6} the same = {(double)_same / Math.Max(1, ran):P2}; types: {_typed}/{_columns - _unknown} right, {_unknown} unknown; guarded: {_admitted}/{_admitted + _refusals.Count}");
    }

    public void WriteReasons(TextWriter target)
    {
        foreach (var group in _failures.Concat(_refusals).GroupBy(failure => failure.Reason).OrderByDescending(group => group.Count()))
        {
            target.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {group.Count(),5} {group.Key}"));
        }
    }

    public void WriteFailures(TextWriter target)
    {
        foreach (var (reason, place, detail) in _failures.Concat(_refusals))
        {
            target.WriteLine($"  {reason} [{place}] {detail}");
        }
    }
}
