using OpenTelemetry.Metrics;

namespace Memori.Server.Telemetry.Prometheus;

/// <summary>The metrics of one name: mostly one, several when several meters have an instrument of that name.</summary>
/// <param name="Name">Its name, without suffixes of samples.</param>
/// <param name="Type">Its type.</param>
internal sealed record MetricFamily(string Name, PrometheusType Type)
{
    private readonly List<Metric> _metrics = [];

    /// <summary>The families of metrics, by name. Of two types under one name the first counts: a scrape with both would be refused as a whole.</summary>
    public static IReadOnlyList<MetricFamily> Of(IEnumerable<Metric> metrics)
    {
        var families = new SortedDictionary<string, MetricFamily>(StringComparer.Ordinal);
        foreach (var metric in metrics)
        {
            if (TypeOf(metric.MetricType) is not { } type)
            {
                continue;
            }

            var name = MetricName.Of(metric.Name, metric.Unit, type);
            if (!families.TryGetValue(name, out var family))
            {
                families[name] = family = new MetricFamily(name, type);
            }

            if (family.Type == type)
            {
                family._metrics.Add(metric);
            }
        }

        return [.. families.Values];
    }

    /// <summary>Writes it.</summary>
    public void Write(PrometheusText text)
    {
        var first = _metrics[0];
        text.Family(Name, Type, MetricName.UnitOf(first.Unit, Type), first.Description is { Length: > 0 } help ? help : first.Name);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var metric in _metrics)
        {
            foreach (ref readonly var point in metric.GetMetricPoints())
            {
                // The same series of two meters is said apart by the meter; one series twice, as of two services in one process, would spoil the whole scrape.
                var labels = LabelsOf(point, null);
                if (seen.Add(labels) || seen.Add(labels = LabelsOf(point, metric.MeterName)))
                {
                    Write(text, metric.MetricType, point, labels);
                }
            }
        }
    }

    private void Write(PrometheusText text, MetricType type, in MetricPoint point, string labels)
    {
        switch (type)
        {
            case MetricType.LongSum:
                text.Sample(Name + "_total", labels, point.GetSumLong());
                break;
            case MetricType.DoubleSum:
                text.Sample(Name + "_total", labels, point.GetSumDouble());
                break;
            case MetricType.LongSumNonMonotonic:
                text.Sample(Name, labels, point.GetSumLong());
                break;
            case MetricType.DoubleSumNonMonotonic:
                text.Sample(Name, labels, point.GetSumDouble());
                break;
            case MetricType.LongGauge:
                text.Sample(Name, labels, point.GetGaugeLastValueLong());
                break;
            case MetricType.DoubleGauge:
                text.Sample(Name, labels, point.GetGaugeLastValueDouble());
                break;
            default:
                WriteHistogram(text, point, labels);
                break;
        }
    }

    private void WriteHistogram(PrometheusText text, in MetricPoint point, string labels)
    {
        long count = 0;
        foreach (var bucket in point.GetHistogramBuckets())
        {
            count += bucket.BucketCount;
            text.Bucket(Name, labels, bucket.ExplicitBound, count);
        }

        text.Sample(Name + "_sum", labels, point.GetHistogramSum());
        text.Sample(Name + "_count", labels, count);
    }

    private static string LabelsOf(in MetricPoint point, string? meter)
    {
        var tags = new List<KeyValuePair<string, object?>>(point.Tags.Count + 1);
        foreach (var tag in point.Tags)
        {
            tags.Add(tag);
        }

        if (meter is not null)
        {
            tags.Add(new("otel.scope.name", meter));
        }

        return PrometheusText.Labels(tags);
    }

    private static PrometheusType? TypeOf(MetricType type) => type switch
    {
        MetricType.LongSum or MetricType.DoubleSum => PrometheusType.Counter,
        MetricType.LongSumNonMonotonic or MetricType.DoubleSumNonMonotonic or MetricType.LongGauge or MetricType.DoubleGauge => PrometheusType.Gauge,
        MetricType.Histogram => PrometheusType.Histogram,
        _ => null,
    };
}
