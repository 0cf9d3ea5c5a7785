using System.Reflection;
using OpenTelemetry.Resources;

namespace Memori.Server.Telemetry.Export;

/// <summary>Who tells: name, version and instance of the service; <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> come first.</summary>
internal static class TelemetryResource
{
    /// <summary>The version that runs.</summary>
    public static string Version { get; } =
        typeof(TelemetryResource).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>The resource of all signals.</summary>
    public static ResourceBuilder Create() => ResourceBuilder.CreateEmpty()
        .AddService("memori", serviceVersion: Version, serviceInstanceId: $"{Environment.MachineName}/{Environment.ProcessId}")
        .AddTelemetrySdk()
        .AddEnvironmentVariableDetector();
}
