using Memori.Server.Telemetry.Requests;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Memori.Server.Telemetry.Logs;

/// <summary>Gives log records that are sent over OTLP the id of their request.</summary>
internal sealed class RequestIdProcessor : BaseProcessor<LogRecord>
{
    /// <inheritdoc/>
    public override void OnEnd(LogRecord data)
    {
        if (RequestId.Current is { } id)
        {
            data.Attributes = [.. data.Attributes ?? [], new("memori.request.id", id)];
        }
    }
}
