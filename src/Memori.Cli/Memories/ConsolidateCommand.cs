using System.CommandLine;
using Memori.Server.Ask;
using Memori.Server.Memories;

namespace Memori.Cli.Memories;

/// <summary><c>memori memory consolidate</c>.</summary>
internal static class ConsolidateCommand
{
    public static Command Create() => new ScopeOptions().Complete(
        new Command("consolidate", "Let one stand for captured ones that say the same · 归并内容相同的自动记忆"),
        async (call, cancellationToken) => call.Show(
            new ConsolidatedDocument(await call.Memory.ConsolidateAsync(call.Scope, cancellationToken)),
            ServiceJson.Readable.ConsolidatedDocument,
            MemoryView.ShowConsolidated));
}
