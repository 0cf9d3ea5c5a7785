using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Storage;
using Memori.Text;

namespace Memori.Cli.Memories;

/// <summary><c>memori memory export [--output F]</c>: JSON lines, to a file or to stdout.</summary>
internal static class ExportCommand
{
    public static Command Create()
    {
        var output = new Option<string?>("--output") { Description = "The file to write; default stdout · 输出文件,默认标准输出" };
        var command = new Command("export", "Write the memories as JSON lines · 以 JSON 行导出记忆") { output };
        return new ScopeOptions().Complete(command, async (call, cancellationToken) =>
        {
            var path = call.Parsed.GetValue(output);
            int count;
            await using (var stream = path is null ? Console.OpenStandardOutput() : PrivateFiles.Open(path, FileMode.Create))
            {
                count = await call.Memory.ExportAsync(call.Scope, stream, cancellationToken);
            }

            if (path is not null)
            {
                await Console.Error.WriteLineAsync(new LocalizedText(
                    $"{count} memories written to {TerminalText.Safe(path)}.", $"已将 {count} 条记忆写入 {TerminalText.Safe(path)}。").In(call.Language));
            }

            return ExitCode.Ok;
        });
    }
}
