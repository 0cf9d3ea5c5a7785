using System.Diagnostics.Metrics;
using Memori.Server.Configuration;
using Memori.Server.Telemetry.Prometheus;
using Memori.Telemetry;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Memori.Server.Telemetry.Export;

/// <summary>
/// Collects measurements for <c>/metrics</c> as long as the service runs, and sends them with spans over OTLP when there is a target. What is sent waits in bounded
/// queues that lose rather than hold anybody up: a collector that is slow or gone costs its telemetry and nothing else.
/// </summary>
internal sealed class TelemetryExport(MemoriSettings settings, PrometheusExporter prometheus, ServiceFigures figures) : IHostedService, IDisposable
{
    // A series costs memory whether or not it is used: enough for what can occur, with an overflow series for what should not.
    private const int MostSeries = 250;
    private const int MostRequestSeries = 1000;

    private MeterProvider? _meters;
    private TracerProvider? _spans;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var target = OtlpTarget.Of(settings);
        if (settings.TelemetryContent)
        {
            AppContext.SetSwitch(Spans.ContentSwitch, true);
        }

        _meters = Meters(target);
        figures.Begin();
        _spans = target is null ? null : Tracer(target);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // After all that is told at the end was told: with the container, not with the host.
    public void Dispose()
    {
        _spans?.Dispose();
        _meters?.Dispose();
    }

    private MeterProvider Meters(OtlpTarget? target)
    {
        var builder = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(TelemetryResource.Create())
            .AddMeter(TelemetrySources.Meters)
            .AddView(View)
            .AddReader(prometheus.Reader);
        return (target is null ? builder : builder.AddOtlpExporter((options, _) => target.Configure(options, "metrics"))).Build();
    }

    private TracerProvider Tracer(OtlpTarget target) => Sdk.CreateTracerProviderBuilder()
        .SetResourceBuilder(TelemetryResource.Create())
        .AddSource(TelemetrySources.Spans)
        .AddSource(settings.TelemetryContent ? TelemetrySources.SpansWithContent : [])
        .AddOtlpExporter(options => target.Configure(options, "traces"))
        .Build();

    private static MetricStreamConfiguration View(Instrument instrument) =>
        !instrument.Meter.Name.StartsWith("Memori.", StringComparison.Ordinal) && !TelemetrySources.Kept.Contains(instrument.Name)
            ? MetricStreamConfiguration.Drop
            : new MetricStreamConfiguration { CardinalityLimit = instrument.Name == "http.server.request.duration" ? MostRequestSeries : MostSeries };
}
