using System.CommandLine;
using Memori.Ingestion;
using Memori.Server.Ask;
using Memori.Server.Memories;

namespace Memori.Cli.Memories;

/// <summary><c>memori memory observe --said "…" [--answered "…"]</c>: captures an exchange and, at once, what can be extracted from it.</summary>
internal static class ObserveCommand
{
    /// <summary>Extracted just now, they are among the newest.</summary>
    private const int MostExtracted = 50;

    public static Command Create()
    {
        var said = new Option<string>("--said") { Description = "What the person said · 用户说的话", Required = true };
        var answered = new Option<string?>("--answered") { Description = "What was answered · 助手的回答" };
        var id = new Option<string?>("--id") { Description = "Your own id: observing it again changes nothing · 自定编号,重复无影响" };
        var command = new Command("observe", "Capture an exchange and extract from it · 记录一轮对话并提取记忆") { said, answered, id };
        return new ScopeOptions().Complete(command, async (call, cancellationToken) =>
        {
            var exchange = new Exchange
            {
                Id = call.Parsed.GetValue(id),
                UserMessage = call.Parsed.GetValue(said),
                AssistantMessage = call.Parsed.GetValue(answered),
                OccurredAt = call.Time.GetLocalNow(),
            };
            var observed = await call.Memory.ObserveAsync(call.Scope, exchange, cancellationToken);

            // No service runs here that would do it later.
            await call.Jobs.RunDueAsync(cancellationToken);
            var extracted = observed.UserTurn is { } turn ? await ExtractedAsync(call, turn, cancellationToken) : [];
            return call.Show(ObservedDocument.From(observed) with { Extracted = extracted }, ServiceJson.Readable.ObservedDocument, MemoryView.ShowObserved);
        });
    }

    private static async Task<IReadOnlyList<MemoryDocument>> ExtractedAsync(MemoryCall call, Memory turn, CancellationToken cancellationToken)
    {
        var known = await call.Memory.ListAsync(
            call.Scope, new MemoryFilter { Kinds = [MemoryKind.Fact, MemoryKind.Preference, MemoryKind.Rule, MemoryKind.Skill], Limit = MostExtracted }, cancellationToken);
        return [.. known.Where(memory => memory.Provenance == turn.Id).Select(MemoryDocument.From)];
    }
}
