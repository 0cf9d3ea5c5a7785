using System.CommandLine;
using Memori.Server.Ask;
using Memori.Server.Memories;

namespace Memori.Cli.Memories;

/// <summary><c>memori memory stats</c>.</summary>
internal static class StatsCommand
{
    public static Command Create() => new ScopeOptions().Complete(
        new Command("stats", "The memories in figures · 记忆统计"),
        async (call, cancellationToken) => call.Show(
            MemoryStatisticsDocument.From(await call.Memory.StatisticsAsync(call.Scope, cancellationToken)),
            ServiceJson.Readable.MemoryStatisticsDocument,
            MemoryView.ShowStatistics));
}
