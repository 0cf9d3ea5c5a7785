using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Policies;
using Memori.Text;

namespace Memori.Cli.Policies;

/// <summary><c>memori policy preview --db TARGET --user USER [--sql …]</c>: what a caller may read, and what becomes of a query.</summary>
internal static class PreviewCommand
{
    public static Command Create()
    {
        var caller = new CallerOptions();
        var sql = new Option<string?>("--sql") { Description = "A query to see what becomes of it · 查看某条查询会变成什么" };
        var command = new Command("preview", "What a caller may read · 查看某用户可读的内容") { sql };
        caller.AddTo(command);
        return new PolicyOptions().Complete(command, async (call, cancellationToken) =>
        {
            var preview = await call.Policies.PreviewAsync(call.Source, caller.Of(call.Parsed), call.Parsed.GetValue(sql), cancellationToken);
            var document = PolicyPreviewDocument.From(preview, call.Language);
            if (call.Json)
            {
                JsonOutput.Write(document, ServiceJson.Readable.PolicyPreviewDocument);
            }
            else
            {
                Show(document, call.Language);
            }

            return document.Rule is null ? ExitCode.Ok : ExitCode.Refused;
        });
    }

    private static void Show(PolicyPreviewDocument document, Language language)
    {
        foreach (var table in document.Tables)
        {
            Console.Out.WriteLine(TerminalText.Safe($"{table.Name} ({string.Join(", ", table.Columns)})"));
            if (table.Fence is not null)
            {
                Console.Out.WriteLine(TerminalText.Safe($"  {table.Fence}"));
            }
        }

        foreach (var (table, attribute) in document.Closed)
        {
            var why = attribute is null
                ? new LocalizedText("closed: its rules no longer fit the database", "已关闭:规则与数据库不再匹配")
                : new LocalizedText($"closed: \"{attribute}\" of the caller is not known", $"已关闭:缺少用户属性“{attribute}”");
            Console.Out.WriteLine(TerminalText.Safe($"{table}: {why.In(language)}"));
        }

        if ((document.Sql ?? document.Message) is { } outcome)
        {
            Console.Out.WriteLine();
            Console.Out.WriteLine(TerminalText.Safe(document.Rule is null ? outcome : $"{outcome} [{document.Rule}]"));
        }
    }
}
