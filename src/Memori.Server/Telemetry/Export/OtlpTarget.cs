using Memori.Server.Configuration;
using OpenTelemetry.Exporter;

namespace Memori.Server.Telemetry.Export;

/// <summary>
/// Where telemetry goes over OTLP. The protocol is that of <c>OTEL_EXPORTER_OTLP_PROTOCOL</c>; where it says none, http/protobuf on port 4318 and gRPC elsewhere,
/// which are the ports' own meanings.
/// </summary>
/// <param name="endpoint">The collector.</param>
/// <param name="headers">What is sent along, or null.</param>
/// <param name="protocol">The protocol that was asked for, or null.</param>
internal sealed class OtlpTarget(Uri endpoint, string? headers, string? protocol)
{
    private const int HttpPort = 4318;

    // A collector that hangs holds the end of the process up no longer than this.
    private const int TimeoutMilliseconds = 5000;

    private readonly OtlpExportProtocol _protocol = protocol switch
    {
        "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
        "grpc" => OtlpExportProtocol.Grpc,
        _ => endpoint.Port == HttpPort ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc,
    };

    /// <summary>The target of the settings; null when there is none.</summary>
    public static OtlpTarget? Of(MemoriSettings settings) => settings.OtlpEndpoint is { } endpoint
        ? new OtlpTarget(endpoint, settings.OtlpHeaders, Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_PROTOCOL"))
        : null;

    /// <summary>Points an exporter at it.</summary>
    /// <param name="options">The exporter's.</param>
    /// <param name="signal"><c>traces</c>, <c>metrics</c> or <c>logs</c>.</param>
    public void Configure(OtlpExporterOptions options, string signal)
    {
        options.Protocol = _protocol;
        options.Endpoint = _protocol == OtlpExportProtocol.HttpProtobuf ? new Uri($"{endpoint.AbsoluteUri.TrimEnd('/')}/v1/{signal}") : endpoint;
        options.TimeoutMilliseconds = TimeoutMilliseconds;
        if (headers is not null)
        {
            options.Headers = headers;
        }
    }
}
