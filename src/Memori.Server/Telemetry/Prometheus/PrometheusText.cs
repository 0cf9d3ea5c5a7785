using System.Globalization;
using System.Text;

namespace Memori.Server.Telemetry.Prometheus;

/// <summary>Writes the text format 0.0.4 of Prometheus, or OpenMetrics 1.0. Not thread-safe.</summary>
/// <param name="isOpenMetrics">Which of the two.</param>
internal sealed class PrometheusText(bool isOpenMetrics)
{
    public const string PlainType = "text/plain; version=0.0.4; charset=utf-8";
    public const string OpenMetricsType = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private readonly StringBuilder _text = new(64 * 1024);

    /// <summary>Begins a family.</summary>
    public void Family(string name, PrometheusType type, string unit, string help)
    {
        // OpenMetrics names the family, the older format the samples.
        var named = type == PrometheusType.Counter && !isOpenMetrics ? name + "_total" : name;
        _text.Append("# HELP ").Append(named).Append(' ');
        Escape(help, quotes: isOpenMetrics);
        _text.Append("\n# TYPE ").Append(named).Append(' ').Append(type switch
        {
            PrometheusType.Counter => "counter",
            PrometheusType.Gauge => "gauge",
            _ => "histogram",
        }).Append('\n');
        if (isOpenMetrics && unit.Length > 0)
        {
            _text.Append("# UNIT ").Append(named).Append(' ').Append(unit).Append('\n');
        }
    }

    /// <summary>A sample.</summary>
    /// <param name="name">The family's name with the sample's suffix.</param>
    /// <param name="labels">What <see cref="Labels"/> made.</param>
    /// <param name="value">The value.</param>
    public void Sample(string name, string labels, double value)
    {
        _text.Append(name);
        if (labels.Length > 0)
        {
            _text.Append('{').Append(labels).Append('}');
        }

        _text.Append(' ').Append(Number(value)).Append('\n');
    }

    /// <summary>A bucket of a histogram.</summary>
    public void Bucket(string family, string labels, double bound, long count)
    {
        _text.Append(family).Append("_bucket{").Append(labels).Append(labels.Length > 0 ? "," : "").Append("le=\"");
        var text = Number(bound);
        _text.Append(text).Append(isOpenMetrics && double.IsFinite(bound) && text.AsSpan().IndexOfAny('.', 'E') < 0 ? ".0" : "");
        _text.Append("\"} ").Append(count.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }

    /// <summary>The whole text.</summary>
    public byte[] End()
    {
        if (isOpenMetrics)
        {
            _text.Append("# EOF\n");
        }

        return Encoding.UTF8.GetBytes(_text.ToString());
    }

    /// <summary>The labels of a sample, without braces.</summary>
    public static string Labels(IEnumerable<KeyValuePair<string, object?>> tags)
    {
        var labels = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            labels.Append(labels.Length > 0 ? "," : "").Append(MetricName.Identifier(name)).Append("=\"");
            Escape(labels, value is bool flag ? (flag ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", quotes: true);
            labels.Append('"');
        }

        return labels.ToString();
    }

    private static string Number(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };

    private void Escape(string text, bool quotes) => Escape(_text, text, quotes);

    private static void Escape(StringBuilder to, string text, bool quotes)
    {
        foreach (var c in text)
        {
            _ = c switch
            {
                '\\' => to.Append("\\\\"),
                '\n' => to.Append("\\n"),
                '"' when quotes => to.Append("\\\""),
                _ => to.Append(c),
            };
        }
    }
}
