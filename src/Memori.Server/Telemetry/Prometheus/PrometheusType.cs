namespace Memori.Server.Telemetry.Prometheus;

/// <summary>The types of metrics that are written.</summary>
internal enum PrometheusType
{
    /// <summary>Only grows.</summary>
    Counter,

    /// <summary>Goes up and down.</summary>
    Gauge,

    /// <summary>Counts by size.</summary>
    Histogram,
}
