using Microsoft.Extensions.AI;

namespace Memori.Claude.Telemetry;

/// <summary>Adds telemetry to a chat client.</summary>
internal static class TelemetryExtensions
{
    /// <summary>Spans and times of every call of <paramref name="client"/>, attempts included.</summary>
    public static IChatClient UseTelemetry(this IChatClient client, ClaudeOptions options) => new TelemetryChatClient(client, options);
}
