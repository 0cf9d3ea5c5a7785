using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Memories;
using Memori.Server.Sessions;

namespace Memori.Cli.Sessions;

/// <summary><c>memori sessions list</c>: without a user, everybody's.</summary>
internal static class ListCommand
{
    public static Command Create()
    {
        var user = new Option<string?>("--user") { Description = "Only this user's; default everybody's · 只看此用户,默认全部" };
        var active = new Option<bool>("--active") { Description = "Only those that go on · 只看未结束的" };
        var limit = NumberOption.Whole("--limit", "How many at most, default 50 · 最多条数,默认 50", 50);
        var offset = NumberOption.Whole("--offset", "How many to pass over · 跳过的条数", 0, least: 0);
        var command = new Command("list", "Sessions, those that began last first · 列出会话,最新的在前") { user, active, limit, offset };
        return new SessionOptions().Complete(command, async (call, cancellationToken) =>
        {
            var (most, skipped) = MemoryFaults.RequirePage(call.Parsed.GetValue(limit), call.Parsed.GetValue(offset));
            var query = new SessionQuery { UserId = call.Parsed.GetValue(user), Active = call.Parsed.GetValue(active) ? true : null, Limit = most, Offset = skipped };
            var found = await call.Sessions.ListAsync(query, cancellationToken);
            return call.Show(
                new SessionListDocument([.. found.Select(session => SessionDocument.From(session, call.Sessions.Timeout))], skipped, most),
                ServiceJson.Readable.SessionListDocument,
                SessionView.ShowList);
        });
    }
}
