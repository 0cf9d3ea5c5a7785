using System.CommandLine;
using Memori.Server.Ask;
using Memori.Server.Memories;

namespace Memori.Cli.Memories;

/// <summary><c>memori memory promote|archive|restore ID</c>: what changes the standing of one memory.</summary>
internal static class StandingCommands
{
    public static Command Promote() => Create(
        "promote",
        "Make it long-term, seen in all sessions · 提升为长期记忆",
        (call, id, cancellationToken) => call.Memory.PromoteAsync(call.Scope, id, cancellationToken: cancellationToken));

    public static Command Archive() => Create(
        "archive",
        "Put it aside: found only with --archived · 归档,仅在 --archived 时可检索",
        (call, id, cancellationToken) => call.Memory.ArchiveAsync(call.Scope, id, cancellationToken: cancellationToken));

    public static Command Restore() => Create(
        "restore",
        "Put it back in force after another took its place · 撤销取代,恢复该记忆",
        (call, id, cancellationToken) => call.Memory.RestoreAsync(call.Scope, id, cancellationToken: cancellationToken));

    private static Command Create(string name, string description, Func<MemoryCall, string, CancellationToken, Task<Memory?>> change)
    {
        var id = new Argument<string>("id") { Description = "The id of a memory · 记忆的编号" };
        return new ScopeOptions().Complete(new Command(name, description) { id }, async (call, cancellationToken) =>
        {
            var memory = await change(call, call.Parsed.GetValue(id)!, cancellationToken);
            return call.Show(MemoryDocument.From(memory ?? throw MemoryFaults.NotFound()), ServiceJson.Readable.MemoryDocument, MemoryView.ShowStanding);
        });
    }
}
