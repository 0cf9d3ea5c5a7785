using System.CommandLine;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Audit;

/// <summary><c>memori audit list</c>: entries, the newest first.</summary>
internal static class AuditListCommand
{
    public static Command Create()
    {
        var options = new AuditOptions();
        var limit = NumberOption.Whole("--limit", "How many at most, default 50 · 最多条数,默认 50", 50, most: AuditQuery.MostEntries);
        var before = NumberOption.Optional("--before", "Only entries before this number · 只列出此编号之前的记录", 1L, long.MaxValue);
        var command = options.AddTo(new Command("list", "Entries, the newest first · 列出审计记录") { limit, before });
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            var query = options.Of(call.Parsed) with { Limit = call.Parsed.GetValue(limit), Before = call.Parsed.GetValue(before) };
            await using var services = await CliServices.StartAsync(cancellationToken);
            var entries = await services.GetRequiredService<AuditTrail>().SearchAsync(query, cancellationToken);
            return call.Show(AuditPageDocument.From(entries, query.Limit), ServiceJson.Readable.AuditPageDocument, AuditView.ShowPage);
        });
    }
}
