using System.Text;

namespace Memori.Server.Telemetry.Prometheus;

/// <summary>How Prometheus names a metric of OpenTelemetry: <c>http.server.request.duration</c> in <c>s</c> is <c>http_server_request_duration_seconds</c>.</summary>
/// <remarks>https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics</remarks>
internal static class MetricName
{
    private const string Total = "_total";

    /// <summary>The name of a family, without the <c>_total</c> of counters.</summary>
    /// <param name="name">The instrument's.</param>
    /// <param name="unit">Its unit, or null.</param>
    /// <param name="type">Its type.</param>
    public static string Of(string name, string? unit, PrometheusType type)
    {
        var family = Identifier(name);
        if (type == PrometheusType.Counter && family.EndsWith(Total, StringComparison.Ordinal))
        {
            family = family[..^Total.Length];
        }

        var suffix = UnitOf(unit, type);
        return suffix.Length == 0 || family.EndsWith("_" + suffix, StringComparison.Ordinal) ? family : $"{family}_{suffix}";
    }

    /// <summary>The word for a unit of UCUM; empty when it has none.</summary>
    public static string UnitOf(string? unit, PrometheusType type) => unit switch
    {
        null or "" => "",
        ['{', ..] => "",
        "s" => "seconds",
        "ms" => "milliseconds",
        "By" => "bytes",
        "%" => "percent",
        "1" => type == PrometheusType.Gauge ? "ratio" : "",
        _ => Identifier(unit),
    };

    /// <summary>The text with all that an identifier may not have as an underscore, never two in a row.</summary>
    public static string Identifier(string text)
    {
        var safe = new StringBuilder(text.Length + 1);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                if (safe.Length == 0 && char.IsAsciiDigit(c))
                {
                    safe.Append('_');
                }

                safe.Append(c);
            }
            else if (safe.Length == 0 || safe[^1] != '_')
            {
                safe.Append('_');
            }
        }

        return safe.ToString();
    }
}
