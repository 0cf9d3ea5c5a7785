using System.CommandLine;
using Memori.Server.Ask;
using Memori.Server.Memories;

namespace Memori.Cli.Memories;

/// <summary><c>memori memory show ID</c>.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The id of a memory · 记忆的编号" };
        var command = new Command("show", "One memory with all that is known of it · 查看一条记忆") { id };
        return new ScopeOptions().Complete(command, async (call, cancellationToken) =>
        {
            var memory = await call.Memory.GetAsync(call.Scope, call.Parsed.GetValue(id)!, cancellationToken);
            return call.Show(MemoryDocument.From(memory ?? throw MemoryFaults.NotFound()), ServiceJson.Readable.MemoryDocument, MemoryView.ShowOne);
        });
    }
}
