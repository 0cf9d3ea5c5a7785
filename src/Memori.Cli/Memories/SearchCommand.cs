using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Recall;
using Memori.Server.Ask;
using Memori.Server.Memories;

namespace Memori.Cli.Memories;

/// <summary><c>memori memory search "text"</c>.</summary>
internal static class SearchCommand
{
    public static Command Create()
    {
        var text = new Argument<string>("text") { Description = "What to look for · 要查找的内容" };
        var limit = NumberOption.Whole("--limit", "How many at most, default 10 · 最多条数,默认 10", 10);
        var kind = KindOption.Several();
        var explain = new Option<bool>("--explain") { Description = "Say what made each score · 说明得分的由来" };
        var asOf = new Option<DateTimeOffset?>("--as-of") { Description = "What held at that time, for example 2026-03-01 · 当时有效的内容" };
        var archived = new Option<bool>("--archived") { Description = "Archived and expired ones too · 包括已归档和已过期的" };
        var command = new Command("search", "Find memories that answer a text · 检索记忆") { text, limit, kind, asOf, archived, explain };
        return new ScopeOptions().Complete(command, async (call, cancellationToken) =>
        {
            var query = call.Parsed.GetValue(text)!;
            var request = new RecallRequest
            {
                Query = query,
                Limit = call.Parsed.GetValue(limit),
                Kinds = MemoryWords.ParseAll<MemoryKind>(call.Parsed.GetValue(kind), "kind"),
                AsOf = call.Parsed.GetValue(asOf),
                IncludeArchived = call.Parsed.GetValue(archived),
            };
            var found = await call.Memory.RecallAsync(call.Scope, request, cancellationToken);
            return call.Show(
                MemorySearchDocument.From(query, found, call.Parsed.GetValue(explain)), ServiceJson.Readable.MemorySearchDocument, MemoryView.ShowFound);
        });
    }
}
