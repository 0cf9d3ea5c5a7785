using System.CommandLine;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Server.Audit;
using Memori.Storage;
using Memori.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Audit;

/// <summary><c>memori audit export</c>: entries as a file, the oldest first; JSON lines on stdout unless told otherwise.</summary>
internal static class AuditExportCommand
{
    public static Command Create()
    {
        var options = new AuditOptions();
        var output = new Option<string?>("--output") { Description = "A file; default stdout · 输出文件,默认标准输出" };
        var format = new Option<string?>("--format") { Description = "jsonl (default) or csv · 格式" };
        format.AcceptOnlyFromAmong([.. AuditExport.Formats]);
        var command = options.AddTo(new Command("export", "Entries as JSON lines or CSV, the oldest first · 导出审计记录") { output, format });
        return new StateOptions(lines: true).Complete(command, async (call, cancellationToken) =>
        {
            var query = options.Of(call.Parsed);
            await using var services = await CliServices.StartAsync(cancellationToken);
            var path = call.Parsed.GetValue(output);
            await using var target = path is null ? Console.OpenStandardOutput() : PrivateFiles.Open(path, FileMode.Create);
            var count = await AuditExport.WriteAsync(
                services.GetRequiredService<AuditTrail>().ExportAsync(query, cancellationToken), AuditExport.Parse(call.Parsed.GetValue(format)), target, cancellationToken);
            await Console.Error.WriteLineAsync(new LocalizedText($"{count:N0} entries.", $"共 {count:N0} 条。").In(call.Language));
            return ExitCode.Ok;
        });
    }
}
