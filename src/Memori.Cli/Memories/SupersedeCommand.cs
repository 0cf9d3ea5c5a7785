using System.CommandLine;
using Memori.Server.Ask;
using Memori.Server.Memories;

namespace Memori.Cli.Memories;

/// <summary><c>memori memory supersede ID "text"</c>: a new memory in the place of one, of the same kind.</summary>
internal static class SupersedeCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("id") { Description = "The id of the memory to replace · 要取代的记忆编号" };
        var text = new Argument<string>("text") { Description = "What holds instead · 新的内容" };
        var command = new Command("supersede", "Put a new one in its place; history and restore know both · 用新内容取代") { id, text };
        return new ScopeOptions().Complete(command, async (call, cancellationToken) =>
        {
            var replaced = call.Parsed.GetValue(id)!;
            var old = await call.Memory.GetAsync(call.Scope, replaced, cancellationToken) ?? throw MemoryFaults.NotFound();
            var successor = new NewMemory { Content = call.Parsed.GetValue(text)!, Kind = old.Kind, Provenance = "person" };
            var kept = await call.Memory.SupersedeAsync(call.Scope, replaced, successor, cancellationToken: cancellationToken);
            return call.Show(MemoryDocument.From(kept ?? throw MemoryFaults.NotFound()), ServiceJson.Readable.MemoryDocument, MemoryView.ShowKept);
        });
    }
}
