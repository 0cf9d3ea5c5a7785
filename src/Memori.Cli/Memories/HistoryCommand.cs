using System.CommandLine;
using Memori.Server.Ask;
using Memori.Server.Memories;

namespace Memori.Cli.Memories;

/// <summary><c>memori memory history ID</c>.</summary>
internal static class HistoryCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The id of a memory · 记忆的编号" };
        var command = new Command("history", "All that it replaced and that replaced it · 查看前后版本") { id };
        return new ScopeOptions().Complete(command, async (call, cancellationToken) =>
        {
            var versions = await call.Memory.HistoryAsync(call.Scope, call.Parsed.GetValue(id)!, cancellationToken: cancellationToken);
            return call.Show(
                versions.Count > 0 ? MemoryHistoryDocument.From(versions) : throw MemoryFaults.NotFound(),
                ServiceJson.Readable.MemoryHistoryDocument,
                MemoryView.ShowHistory);
        });
    }
}
