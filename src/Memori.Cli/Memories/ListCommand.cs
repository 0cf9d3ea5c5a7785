using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Memories;

namespace Memori.Cli.Memories;

/// <summary><c>memori memory list</c>.</summary>
internal static class ListCommand
{
    private const string Every = "all";
    private const int MostOwners = 20;

    public static Command Create()
    {
        var kind = KindOption.Several();
        var status = new Option<string>("--status") { Description = "Default active · 状态,默认 active", DefaultValueFactory = _ => "active" };
        status.AcceptOnlyFromAmong([.. MemoryWords.All<MemoryStatus>(), Every]);
        var limit = NumberOption.Whole("--limit", "How many at most, default 50 · 最多条数,默认 50", 50);
        var offset = NumberOption.Whole("--offset", "How many to pass over · 跳过的条数", 0, least: 0);
        var command = new Command("list", "The memories, the newest first · 列出记忆,最新的在前") { kind, status, limit, offset };
        return new ScopeOptions().Complete(command, async (call, cancellationToken) =>
        {
            var (most, skipped) = MemoryFaults.RequirePage(call.Parsed.GetValue(limit), call.Parsed.GetValue(offset));
            var wanted = call.Parsed.GetValue(status);
            var filter = new MemoryFilter
            {
                Kinds = MemoryWords.ParseAll<MemoryKind>(call.Parsed.GetValue(kind), "kind"),
                Status = wanted == Every ? null : MemoryWords.Parse<MemoryStatus>(wanted, "status"),
                Limit = most,
                Offset = skipped,
            };
            var memories = await call.Memory.ListAsync(call.Scope, filter, cancellationToken);
            call.Show(
                new MemoryListDocument([.. memories.Select(MemoryDocument.From)], skipped, most), ServiceJson.Readable.MemoryListDocument, MemoryView.ShowList);
            if (memories.Count == 0 && !call.Json)
            {
                // Who let a client fill the memory may not know under which name.
                var owners = await call.Store.OwnersAsync(null, MostOwners, cancellationToken);
                MemoryView.ShowOthers([.. owners.Where(owner => owner.Kind == OwnerKind.User && owner.Id != call.Scope.UserId).Select(owner => owner.Id)], call.Language);
            }

            return ExitCode.Ok;
        });
    }
}
