using System.CommandLine;
using System.Text.Json;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Health;
using Memori.Text;
using Spectre.Console;

namespace Memori.Cli.Health;

/// <summary>
/// <c>memori health [--url URL]</c>: asks a running service whether it can do its work. Exit 0 when it can, degraded or not, 1 when it can't: what a container's
/// health check needs, without a shell.
/// </summary>
internal static class HealthCommand
{
    public static Command Create()
    {
        var url = new Option<string?>("--url") { Description = "Where it listens; default the first of MEMORI_URLS · 服务地址,默认取 MEMORI_URLS" };
        var live = new Option<bool>("--live") { Description = "Only whether it is alive · 只检查进程是否存活" };
        var timeout = NumberOption.Whole("--timeout", "Seconds to wait, default 15 · 等待秒数,默认 15", 15, most: 3600);
        var json = CommonOptions.Json();
        var language = CommonOptions.Language();
        var command = new Command("health", "Whether a running service can do its work · 检查服务是否可用") { url, live, timeout, json, language };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var words = CommonOptions.LanguageOf(parsed);
            var address = new Uri(ServiceAddress.Of(parsed.GetValue(url)), parsed.GetValue(live) ? "/health" : "/health/ready");
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(parsed.GetValue(timeout)));
            var (ready, document) = await AskAsync(address, words, patience.Token);
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(document, ServiceJson.Readable.ReadyDocument);
            }
            else
            {
                Show(document, words);
            }

            return ready ? ExitCode.Ok : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<(bool Ready, ReadyDocument Document)> AskAsync(Uri address, Language language, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new HttpClient(ServiceAddress.Handler(address));
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Add("Accept-Language", language == Language.Chinese ? "zh" : "en");
            using var response = await client.SendAsync(request, cancellationToken);
            var document = JsonSerializer.Deserialize(await response.Content.ReadAsStringAsync(cancellationToken), ServiceJson.Readable.ReadyDocument);
            return document is { Status: not null } ? (response.IsSuccessStatusCode, document) : throw Unreachable(address);
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException or OperationCanceledException)
        {
            throw Unreachable(address, failure);
        }
    }

    private static void Show(ReadyDocument document, Language language)
    {
        AnsiConsole.MarkupLine($"{Mark(document.Status)} {document.Status}");
        foreach (var check in document.Checks ?? [])
        {
            var since = check.Status != "ok" && check.LastSuccess is { } last
                ? new LocalizedText($" (well until {last.ToLocalTime():HH:mm:ss})", $"(正常至 {last.ToLocalTime():HH:mm:ss})").In(language)
                : "";
            AnsiConsole.MarkupLine(Markup.Escape($"  {check.Name,-12}{check.Status,-10}{TerminalText.Safe(check.Message)}{since}"));
        }
    }

    private static string Mark(string status) => status switch
    {
        "ok" => "[green]✓[/]",
        "degraded" => "[yellow]![/]",
        _ => "[red]✗[/]",
    };

    private static MemoriException Unreachable(Uri address, Exception? cause = null) => new(
        FaultKind.Unavailable,
        "service-unreachable",
        new LocalizedText($"No Memori answers at {address.GetLeftPart(UriPartial.Authority)}.", $"{address.GetLeftPart(UriPartial.Authority)} 没有 Memori 服务响应。"),
        cause);
}
