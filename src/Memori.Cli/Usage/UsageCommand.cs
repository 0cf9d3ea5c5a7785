using System.CommandLine;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Ledger;
using Memori.Server.Access.Keys;
using Memori.Server.Ask;
using Memori.Server.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Usage;

/// <summary><c>memori usage</c>: tokens and cost by day and by model; without a user, everybody's.</summary>
internal static class UsageCommand
{
    public static Command Create()
    {
        var user = new Option<string?>("--user") { Description = "Only this user's; default everybody's · 只看此用户,默认全部" };
        var key = new Option<string?>("--key") { Description = "Only what came with this API key, by id or beginning · 只看此 API 密钥(编号或前缀)" };
        var days = NumberOption.Whole("--days", "How many days, today included; default 7 · 天数(含今天),默认 7", 7, most: UsageQuery.MostDays);
        var command = new Command("usage", "What model calls used and cost, and limits · 模型调用的用量、费用与限额") { user, key, days, UsageLimitCommand.Create() };
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var ledger = services.GetRequiredService<UsageLedger>();

            // What a command left behind that was killed, where no service runs that would see to it.
            await ledger.ResolveOrphansAsync(cancellationToken);
            var ofUser = call.Parsed.GetValue(user) is { } id ? LimitSubjects.User(id) : (LedgerSubject?)null;
            var ofKey = call.Parsed.GetValue(key) is { } one ? await LimitSubjects.KeyAsync(services.GetRequiredService<ApiKeys>(), one, cancellationToken) : (LedgerSubject?)null;
            var query = new UsageQuery { UserId = ofUser?.Id, KeyId = ofKey?.Id, Days = call.Parsed.GetValue(days) };
            var report = await ledger.ReportAsync(query, cancellationToken);
            var today = (ofUser ?? ofKey) is { } subject ? await ledger.TodayAsync(subject, cancellationToken) : null;
            return call.Show(UsageReportDocument.From(query, report, today), ServiceJson.Readable.UsageReportDocument, UsageView.ShowReport);
        });
    }
}
