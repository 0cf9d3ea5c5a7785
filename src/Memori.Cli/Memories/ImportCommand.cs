using System.CommandLine;
using Memori.Server.Ask;
using Memori.Server.Memories;

namespace Memori.Cli.Memories;

/// <summary><c>memori memory import F</c>: what an export wrote; <c>-</c> reads stdin. May be repeated.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A file of JSON lines, or - for stdin · JSON 行文件,- 表示标准输入" };
        var command = new Command("import", "Remember what an export wrote; may be repeated · 导入记忆,可重复执行") { file };
        return new ScopeOptions().Complete(command, async (call, cancellationToken) =>
        {
            var path = call.Parsed.GetValue(file)!;
            await using var input = path == "-" ? Console.OpenStandardInput() : File.OpenRead(path);
            var imported = await call.Memory.ImportAsync(call.Scope, input, cancellationToken);
            return call.Show(new ImportedDocument(imported), ServiceJson.Readable.ImportedDocument, MemoryView.ShowImported);
        });
    }
}
