using Memori.Server.Configuration;
using Memori.Server.State;
using Memori.Server.Telemetry;
using Memori.Server.Telemetry.Export;
using Memori.Server.Telemetry.Logs;
using Memori.Server.Telemetry.Prometheus;
using Memori.Server.Telemetry.Requests;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Logs;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers what tells how the service is: logs, measurements, spans.</summary>
internal static class TelemetryServiceExtensions
{
    // Lines that nobody takes (a pipe that hangs) are counted and lost rather than waited for.
    private const int LongestLogQueue = 10_000;

    /// <summary>Adds measurements for <c>/metrics</c> and, when there is an endpoint, OTLP.</summary>
    public static IServiceCollection AddTelemetry(this IServiceCollection services) => services
        .AddSingleton<PrometheusExporter>()
        .AddSingleton<StateSize>()
        .AddSingleton<ServiceFigures>()
        .AddHostedService<TelemetryExport>();

    /// <summary>Logs lines on stderr, as text or JSON, and over OTLP when there is an endpoint.</summary>
    public static ILoggingBuilder AddServiceLogs(this ILoggingBuilder logging, MemoriSettings settings)
    {
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter(MemoriLogs.Start, LogLevel.Information);

        // Ours says what it answered and logs what is our fault.
        logging.AddFilter("Microsoft.AspNetCore.Diagnostics.ExceptionHandlerMiddleware", LogLevel.None);

        // BrokenAnswers says what is our fault of these; what the API broke off is none.
        logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical);

        // A start that fails is explained by whoever started it.
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        logging.Services.AddSingleton<ConsoleFormatter, TextLogFormatter>().AddSingleton<ConsoleFormatter, JsonLogFormatter>();
        logging.Services.Configure<ConsoleLoggerOptions>(o =>
        {
            o.LogToStandardErrorThreshold = LogLevel.Trace;
            o.FormatterName = settings.LogFormat == "json" ? JsonLogFormatter.FormatterName : TextLogFormatter.FormatterName;
            o.MaxQueueLength = LongestLogQueue;
            o.QueueFullMode = ConsoleLoggerQueueFullMode.DropWrite;
        });
        if (OtlpTarget.Of(settings) is { } target)
        {
            logging.AddOpenTelemetry(o =>
            {
                o.IncludeFormattedMessage = true;
                o.SetResourceBuilder(TelemetryResource.Create()).AddProcessor(new RequestIdProcessor()).AddOtlpExporter(exporter => target.Configure(exporter, "logs"));
            });
        }

        return logging;
    }

    /// <summary>Puts every request under telemetry. First of all middleware.</summary>
    public static IApplicationBuilder UseTelemetry(this IApplicationBuilder app) => app.UseMiddleware<RequestTelemetry>();
}
