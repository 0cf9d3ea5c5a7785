using System.CommandLine;
using System.Globalization;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Ledger;
using Memori.Server.Access.Keys;
using Memori.Server.Ask;
using Memori.Server.Usage;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Usage;

/// <summary><c>memori usage limit</c>: shows the limits of a user or key, gives it some of its own, or takes them back.</summary>
internal static class UsageLimitCommand
{
    private const string NoLimit = "none";

    public static Command Create()
    {
        var user = new Option<string?>("--user") { Description = "The user · 用户" };
        var key = new Option<string?>("--key") { Description = "The API key, by id or beginning · API 密钥的编号或前缀" };
        var daily = Amount("--daily", "The most tokens a day · 每日最多 token 数");
        var request = Amount("--request", "The most tokens of one request · 单次请求最多 token 数");
        var clear = new Option<bool>("--clear") { Description = "Take its own limits back: the general ones hold again · 取消单独限额,恢复通用限额" };
        var command = new Command("limit", "Show, set or clear limits · 查看、设置或取消限额") { user, key, daily, request, clear };
        command.Validators.Add(result =>
        {
            if (result.GetResult(user) is null == result.GetResult(key) is null)
            {
                result.AddError("Say whose: either --user or --key. · 请指定 --user 或 --key 之一。");
            }

            if (result.GetResult(clear) is not null && (result.GetResult(daily) ?? result.GetResult(request)) is not null)
            {
                result.AddError("--clear takes the limits back: give it without --daily and --request. · --clear 不能与 --daily、--request 同用。");
            }
        });
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var ledger = services.GetRequiredService<UsageLedger>();
            var subject = call.Parsed.GetValue(user) is { } id
                ? LimitSubjects.User(id)
                : await LimitSubjects.KeyAsync(services.GetRequiredService<ApiKeys>(), call.Parsed.GetValue(key)!, cancellationToken);
            if (call.Parsed.GetValue(clear))
            {
                await ledger.SetLimitsAsync(subject, null, cancellationToken);
            }
            else if (call.Parsed.GetValue(daily) is not null || call.Parsed.GetValue(request) is not null)
            {
                // What is not named stays as it is.
                var now = (await ledger.TodayAsync(subject, cancellationToken)).Limits;
                var limits = new SubjectLimits(Changed(now.DailyTokens, call.Parsed.GetValue(daily)), Changed(now.TokensPerRequest, call.Parsed.GetValue(request)));
                await ledger.SetLimitsAsync(subject, limits, cancellationToken);
            }

            var today = await ledger.TodayAsync(subject, cancellationToken);
            return call.Show(StandingDocument.From(today), ServiceJson.Readable.StandingDocument, UsageView.ShowStanding);
        });
    }

    private static Option<string?> Amount(string name, string description)
    {
        var option = new Option<string?>(name) { Description = $"{description} (N | {NoLimit})" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && text != NoLimit && !TryParse(text, out _))
            {
                result.AddError($"{name} needs a whole number of tokens from 0 to {UsageFaults.MostTokens}, or {NoLimit}. · {name} 应为 0 到 {UsageFaults.MostTokens} 的整数,或 {NoLimit}。");
            }
        });
        return option;
    }

    private static long? Changed(long? now, string? wanted) => wanted is null ? now : TryParse(wanted, out var tokens) ? tokens : null;

    private static bool TryParse(string text, out long tokens) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out tokens) && tokens <= UsageFaults.MostTokens;
}
