using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Recall;
using Memori.Server.Ask;
using Memori.Server.Memories;

namespace Memori.Cli.Memories;

/// <summary><c>memori memory wake</c>: the working set at the start of a session.</summary>
internal static class WakeCommand
{
    public static Command Create()
    {
        var tokens = NumberOption.Whole("--tokens", "The token budget, default 1000 · token 预算,默认 1000", new WakeRequest().TokenBudget);
        var command = new Command("wake", "The working set at the start of a session · 会话开始时的工作记忆") { tokens };
        return new ScopeOptions().Complete(command, async (call, cancellationToken) =>
        {
            var memories = await call.Memory.WakeAsync(call.Scope, new WakeRequest { TokenBudget = call.Parsed.GetValue(tokens) }, cancellationToken);
            return call.Show(WorkingSetDocument.From(memories), ServiceJson.Readable.WorkingSetDocument, MemoryView.ShowWorkingSet);
        });
    }
}
