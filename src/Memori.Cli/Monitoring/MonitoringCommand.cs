using System.CommandLine;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Monitoring;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Monitoring;

/// <summary><c>memori stats</c>: the service's requests of the last hours; <c>report</c> and <c>leak</c> judge them, and the process that was looked at last.</summary>
internal static class MonitoringCommand
{
    public static Command Create()
    {
        var hours = NumberOption.Whole("--hours", "How many hours, up to now; default 24 · 小时数,默认 24", MonitoringService.DefaultHours, most: MonitoringService.MostHours);
        var user = new Option<string?>("--user") { Description = "Only this user's; default everybody's · 只看此用户,默认全部" };
        var command = new Command("stats", "Requests, latency, tokens and cost of the service · 服务的请求、延迟、用量与费用") { hours, user, Report(), Leak() };
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var whose = call.Parsed.GetValue(user) is { } id ? Identifiers.Require(id, "user_id") : null;
            var stats = await services.GetRequiredService<MonitoringService>().HourlyAsync(call.Parsed.GetValue(hours), whose, cancellationToken);
            return call.Show(stats, ServiceJson.Readable.HourlyStatsDocument, StatsView.ShowHours);
        });
    }

    private static Command Report() => new StateOptions().Complete(
        new Command("report", "What makes the service slow, dear or unreliable, and what to do · 性能问题与建议"),
        async (call, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var monitoring = services.GetRequiredService<MonitoringService>();
            if (call.Json)
            {
                JsonOutput.Write(await monitoring.PerformanceAsync(call.Language, cancellationToken), ServiceJson.Readable.PerformanceDocument);
            }
            else
            {
                await Console.Out.WriteLineAsync(TerminalText.Safe(await monitoring.ReportAsync(call.Language, cancellationToken)));
            }

            return ExitCode.Ok;
        });

    private static Command Leak() => new StateOptions().Complete(
        new Command("leak", "Whether the process of the service leaks · 服务进程是否存在泄漏"),
        async (call, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var leak = await services.GetRequiredService<MonitoringService>().LeakAsync(call.Language, cancellationToken);
            return call.Show(leak, ServiceJson.Readable.LeakDocument, StatsView.ShowLeak);
        });
}
