namespace Memori.Server.Telemetry.Export;

/// <summary>What is listened to.</summary>
internal static class TelemetrySources
{
    /// <summary>Sources of spans: ours, requests that come in, and requests that go out.</summary>
    public static string[] Spans { get; } = ["Memori", "Memori.*", "Microsoft.AspNetCore", "System.Net.Http"];

    /// <summary>Spans that hold the text of every statement: only where content is wanted.</summary>
    public static string[] SpansWithContent { get; } = ["Npgsql"];

    /// <summary>
    /// Meters: ours, the runtime's and the web server's. Npgsql's is not among them: its label is how a database is reached.
    /// </summary>
    public static string[] Meters { get; } =
        ["Memori.*", "System.Runtime", "System.Net.Http", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Diagnostics"];

    /// <summary>Of the framework's own figures, those that are kept; of every other meter all are. The rest has a series for each address that connects, or says nothing to an operator.</summary>
    public static IReadOnlySet<string> Kept { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        "http.server.request.duration",
        "http.server.active_requests",
        "http.client.request.duration",
        "kestrel.active_connections",
        "kestrel.queued_connections",
        "kestrel.rejected_connections",
        "aspnetcore.diagnostics.exceptions",
        "dotnet.process.cpu.time",
        "dotnet.process.memory.working_set",
        "dotnet.gc.collections",
        "dotnet.gc.heap.total_allocated",
        "dotnet.gc.last_collection.heap.size",
        "dotnet.gc.last_collection.memory.committed_size",
        "dotnet.gc.pause.time",
        "dotnet.monitor.lock_contentions",
        "dotnet.exceptions",
    };
}
