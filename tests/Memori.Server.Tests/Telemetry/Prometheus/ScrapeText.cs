using System.Globalization;
using System.Text.RegularExpressions;

namespace Memori.Server.Tests.Telemetry.Prometheus;

/// <summary>A strict reader of the text formats of Prometheus 0.0.4 and OpenMetrics 1.0: whatever is not as they say fails.</summary>
internal sealed partial class ScrapeText
{
    private readonly Dictionary<string, (string Type, bool HasHelp)> _families = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, double>> _samples = new(StringComparer.Ordinal);
    private readonly HashSet<string> _ended = new(StringComparer.Ordinal);
    private readonly bool _isOpenMetrics;
    private string? _current;

    private ScrapeText(bool isOpenMetrics) => _isOpenMetrics = isOpenMetrics;

    /// <summary>Every name that a query can select, without labels.</summary>
    public IReadOnlyCollection<string> Names => _samples.Keys;

    public static ScrapeText Parse(string text, bool isOpenMetrics)
    {
        text.EndsWith('\n').ShouldBeTrue();
        text.ShouldNotContain('\r');
        var read = new ScrapeText(isOpenMetrics);
        var lines = text[..^1].Split('\n');
        if (isOpenMetrics)
        {
            lines[^1].ShouldBe("# EOF");
            lines = lines[..^1];
        }

        foreach (var line in lines)
        {
            read.Line(line);
        }

        read.CheckHistograms();
        return read;
    }

    /// <summary>How many series a sample has.</summary>
    public int Series(string name) => _samples.GetValueOrDefault(name)?.Count ?? 0;

    /// <summary>The values of a sample whose labels contain <paramref name="labels"/>, added up.</summary>
    public double Sum(string name, params string[] labels) =>
        _samples.GetValueOrDefault(name)?.Where(sample => labels.All(label => sample.Key.Contains(label, StringComparison.Ordinal))).Sum(sample => sample.Value) ?? 0;

    private void Line(string line)
    {
        if (line.StartsWith("# ", StringComparison.Ordinal))
        {
            Comment(line[2..]);
            return;
        }

        var sample = Sample().Match(line);
        sample.Success.ShouldBeTrue(line);
        var (name, labels, value) = (sample.Groups["name"].Value, sample.Groups["labels"].Value, Number(sample.Groups["value"].Value));
        var family = FamilyOf(name);
        family.ShouldBe(_current, line);
        _families[family].Type.Length.ShouldBeGreaterThan(0, line);
        var names = Label().Matches(labels).Select(match => match.Groups["name"].Value).ToList();
        names.ShouldBeUnique();
        names.ShouldAllBe(label => !label.StartsWith("__", StringComparison.Ordinal));
        if (!_samples.TryGetValue(name, out var series))
        {
            _samples[name] = series = new(StringComparer.Ordinal);
        }

        series.TryAdd(labels, value).ShouldBeTrue($"twice: {line}");
    }

    private void Comment(string text)
    {
        var parts = text.Split(' ', 3);
        parts.Length.ShouldBe(3, text);
        var name = parts[1];
        Name().IsMatch(name).ShouldBeTrue(text);
        switch (parts[0])
        {
            case "HELP":
                Help(_isOpenMetrics).IsMatch(parts[2]).ShouldBeTrue(text);
                _families.TryAdd(name, ("", true)).ShouldBeTrue($"a family twice: {name}");
                if (_current is not null)
                {
                    _ended.Add(_current);
                }

                _current = name;
                break;
            case "TYPE":
                name.ShouldBe(_current);
                _families[name].Type.ShouldBe("", $"a type twice: {name}");
                parts[2].ShouldBeOneOf("counter", "gauge", "histogram");
                _families[name] = (parts[2], true);
                (parts[2] == "counter" && !_isOpenMetrics).ShouldBe(name.EndsWith("_total", StringComparison.Ordinal), name);
                break;
            case "UNIT":
                _isOpenMetrics.ShouldBeTrue(text);
                name.ShouldEndWith("_" + parts[2]);
                break;
            default:
                throw new InvalidOperationException(text);
        }
    }

    private string FamilyOf(string name)
    {
        foreach (var suffix in (string[])["_bucket", "_sum", "_count", "_total"])
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal) && _families.TryGetValue(name[..^suffix.Length], out var family)
                && family.Type == (suffix == "_total" ? "counter" : "histogram"))
            {
                return name[..^suffix.Length];
            }
        }

        _families.ContainsKey(name).ShouldBeTrue(name);
        _ended.ShouldNotContain(name);
        _families[name].Type.ShouldNotBe("histogram", name);
        (_isOpenMetrics && _families[name].Type == "counter").ShouldBeFalse(name);
        return name;
    }

    private void CheckHistograms()
    {
        foreach (var (family, _) in _families.Where(family => family.Value.Type == "histogram" && _samples.ContainsKey(family.Key + "_count")))
        {
            foreach (var (labels, count) in _samples[family + "_count"])
            {
                _samples[family + "_sum"].ContainsKey(labels).ShouldBeTrue(family);
                var buckets = _samples[family + "_bucket"].Where(bucket => Bound().Replace(bucket.Key, "") == labels).Select(bucket => (
                    Bound: Number(Bound().Match(bucket.Key).Groups["le"].Value), bucket.Value)).ToList();
                buckets.ShouldBe([.. buckets.OrderBy(bucket => bucket.Bound)], family);
                buckets.Select(bucket => bucket.Value).ShouldBe([.. buckets.Select(bucket => bucket.Value).Order()], family);
                buckets[^1].ShouldBe((double.PositiveInfinity, count), family);
            }
        }
    }

    private static double Number(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        "NaN" => double.NaN,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    private static Regex Help(bool isOpenMetrics) => isOpenMetrics ? OpenMetricsHelp() : PlainHelp();

    [GeneratedRegex("^[a-zA-Z_:][a-zA-Z0-9_:]*$")]
    private static partial Regex Name();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\[\\"n])*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\[\\"n])*")*)\})? (?<value>[-+0-9.eE]+|\+Inf|-Inf|NaN)$""")]
    private static partial Regex Sample();

    [GeneratedRegex("""(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="([^"\\]|\\[\\"n])*"(,|$)""")]
    private static partial Regex Label();

    [GeneratedRegex(""",?le="(?<le>[^"]*)"$""")]
    private static partial Regex Bound();

    [GeneratedRegex("""^([^\\]|\\[\\n])*$""")]
    private static partial Regex PlainHelp();

    [GeneratedRegex("""^([^\\"]|\\[\\"n])*$""")]
    private static partial Regex OpenMetricsHelp();
}
