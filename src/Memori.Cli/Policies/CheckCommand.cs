using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Policies;
using Memori.Text;

namespace Memori.Cli.Policies;

/// <summary><c>memori policy check --db TARGET --file FILE</c>: all that is wrong with rules, without keeping them. Exit code 1 when something is.</summary>
internal static class CheckCommand
{
    private static readonly LocalizedText s_fits = new("The rules fit the database.", "规则与数据库匹配。");

    public static Command Create()
    {
        var file = PolicyOptions.File();
        return new PolicyOptions().Complete(
            new Command("check", "Check rules against the database without keeping them · 检查规则但不保存") { file },
            async (call, cancellationToken) =>
            {
                var text = await PolicyOptions.ReadAsync(call.Parsed.GetValue(file)!, cancellationToken);
                var document = PolicyCheckDocument.From(await call.Policies.CheckAsync(call.Source, text, cancellationToken), call.Language);
                if (call.Json)
                {
                    JsonOutput.Write(document, ServiceJson.Readable.PolicyCheckDocument);
                }
                else if (document.Valid)
                {
                    await Console.Out.WriteLineAsync(s_fits.In(call.Language));
                }
                else
                {
                    foreach (var fault in document.Faults)
                    {
                        await Console.Error.WriteLineAsync($"{fault.Line}: {TerminalText.Safe(fault.Path)}: {TerminalText.Safe(fault.Message)}");
                    }
                }

                return document.Valid ? ExitCode.Ok : ExitCode.Failed;
            });
    }
}
