using System.CommandLine;
using Memori.Cli.Configuration;
using Memori.Cli.Terminal;
using Memori.Server;
using Memori.Server.Configuration;
using Memori.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Hosting;

namespace Memori.Cli.Serve;

/// <summary><c>memori serve</c>: the HTTP service, with the sample database as datasource 1.</summary>
internal static class ServeCommand
{
    public const string Name = "serve";

    public static Command Create()
    {
        var urls = new Option<string?>("--urls") { Description = $"Where to listen, separated by semicolons; default MEMORI_URLS, else {MemoriServer.DefaultUrls} · 监听地址" };
        var spoken = CommonOptions.Language();
        var command = new Command(Name, "Start the HTTP service · 启动 HTTP 服务") { urls, spoken };
        var set = new SetOption(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var reading = set.Read(parsed, parsed.GetValue(urls) is { } given ? [KeyValuePair.Create("MEMORI_URLS", given)] : []);
            var settings = SettingsCheck.Require(reading, out var warnings);
            var address = settings.Urls ?? MemoriServer.DefaultUrls;
            await using var app = MemoriServer.Build(reading, address);
            var log = new StartLog(app.Services, settings, CommonOptions.LanguageOf(parsed));
            log.Warn(warnings);
            if (!await ServiceStartup.PrepareOrWaitAsync(app.Services, address, (waiting, fault) => WaitAsync(waiting, fault, address, log, cancellationToken), cancellationToken))
            {
                return await StoppedAsync(log);
            }

            await StartAsync(app, address, cancellationToken);
            await StartView.WriteAsync(app.Services, settings, log, cancellationToken);
            var admitted = await MemoriServer.WhoIsAdmittedAsync(app.Services, cancellationToken);
            await log.SayAsync(new LocalizedText(
                $"Memori listens on {string.Join(", ", app.Urls)} (docs: /docs). {admitted.English}",
                $"Memori 正在监听 {string.Join("、", app.Urls)}(文档:/docs)。{admitted.Chinese}"));
            using var impatience = SecondSignal.Watch();
            await app.WaitForShutdownAsync(cancellationToken);
            return await StoppedAsync(log);
        });
        return command;
    }

    private static async Task<int> StoppedAsync(StartLog log)
    {
        await log.SayAsync(new LocalizedText("Memori has stopped.", "Memori 已停止。"));
        return ExitCode.Ok;
    }

    private static async Task WaitAsync(WebApplication waiting, MemoriException fault, string address, StartLog log, CancellationToken cancellationToken)
    {
        await StartAsync(waiting, address, cancellationToken);
        await log.SayAsync(new LocalizedText(
            $"{fault.Text.English} Memori waits for it: until then {string.Join(", ", waiting.Urls)} is not ready and answers 503. [{fault.Code}]",
            $"{fault.Text.Chinese}Memori 正在等待其恢复:在此之前 {string.Join("、", waiting.Urls)} 未就绪并返回 503。[{fault.Code}]"));
    }

    private static async Task StartAsync(WebApplication app, string address, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            throw new MemoriException(
                FaultKind.Unavailable,
                "port-in-use",
                new LocalizedText(
                    $"Something else listens on {address} already. Stop it, or choose another address with --urls.", $"{address} 已被其他程序占用。请停止该程序,或用 --urls 指定其他地址。"),
                failure);
        }
    }
}
