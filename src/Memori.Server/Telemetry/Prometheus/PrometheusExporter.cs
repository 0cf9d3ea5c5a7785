using Memori.Server.Telemetry.Export;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Memori.Server.Telemetry.Prometheus;

/// <summary>Gives all measurements as text when asked. Thread-safe: one scrape after another.</summary>
internal sealed class PrometheusExporter : BaseExporter<Metric>
{
    private const int CollectMilliseconds = 5000;

    private readonly Lock _turn = new();
    private PrometheusText? _text;

    /// <summary>An exporter with its reader.</summary>
    public PrometheusExporter() => Reader = new BaseExportingMetricReader(this);

    /// <summary>What a meter provider is given.</summary>
    public MetricReader Reader { get; }

    /// <summary>Collects and writes.</summary>
    /// <param name="isOpenMetrics">Whether OpenMetrics was asked for.</param>
    public byte[] Scrape(bool isOpenMetrics)
    {
        lock (_turn)
        {
            var text = new PrometheusText(isOpenMetrics);
            text.Family("target_info", PrometheusType.Gauge, "", "The service that is measured");
            text.Sample("target_info", PrometheusText.Labels([new("service.name", "memori"), new("service.version", TelemetryResource.Version)]), 1);
            ProcessFigures.Write(text);
            _text = text;
            try
            {
                Reader.Collect(CollectMilliseconds);
            }
            finally
            {
                _text = null;
            }

            return text.End();
        }
    }

    /// <inheritdoc/>
    public override ExportResult Export(in Batch<Metric> batch)
    {
        if (_text is not { } text)
        {
            // The end of the service collects once more, for nobody.
            return ExportResult.Success;
        }

        var metrics = new List<Metric>();
        foreach (var metric in batch)
        {
            metrics.Add(metric);
        }

        foreach (var family in MetricFamily.Of(metrics))
        {
            family.Write(text);
        }

        return ExportResult.Success;
    }
}
