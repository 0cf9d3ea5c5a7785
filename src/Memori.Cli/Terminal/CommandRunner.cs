using System.CommandLine;
using Memori.Cli.Audit;
using Memori.Cli.Serve;
using Memori.Text;

namespace Memori.Cli.Terminal;

/// <summary>Runs a command line: usage errors to stderr with exit code 2, failures as one sentence without a stack trace.</summary>
internal static class CommandRunner
{
    public static async Task<int> RunAsync(Command root, string[] args)
    {
        ParseResult parsed;
        try
        {
            parsed = root.Parse(args);
        }
        catch (InvalidOperationException)
        {
            // A check of one option asked for the value of another that has none, being wrong.
            var text = new LocalizedText("An option has a value that it can't have, or is given twice.", "某个选项的值无效,或重复给出。");
            await Console.Error.WriteLineAsync($"memori: {text.In(CommonOptions.FromEnvironment())}\nmemori --help");
            return ExitCode.Usage;
        }

        if (parsed.Errors.Count > 0)
        {
            foreach (var error in UsageErrors.Of(parsed, CommonOptions.LanguageOf(parsed)))
            {
                await Console.Error.WriteLineAsync($"memori: {TerminalText.Safe(error)}");
            }

            await Console.Error.WriteLineAsync($"memori {UsageErrors.PathOf(parsed)} --help".Replace("  ", " ", StringComparison.Ordinal));
            return ExitCode.Usage;
        }

        try
        {
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
            if (parsed.CommandResult.Command.Name == ServeCommand.Name)
            {
                // The service hears signals itself, and has more to bring to its end than a command is given time for.
                invocation.ProcessTerminationTimeout = null;
            }

            return await AuditedCommands.InvokeAsync(parsed, () => parsed.InvokeAsync(invocation));
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
        catch (MemoriException e)
        {
            await Console.Error.WriteLineAsync($"memori: {TerminalText.Safe(e.Text.In(CommonOptions.LanguageOf(parsed)))} [{e.Code}]");
            return ExitCode.Of(e.Kind);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What the system says of files it says in English.
            var text = e is FileNotFoundException { FileName: { } file }
                ? new LocalizedText($"There is no file {file}.", $"文件 {file} 不存在。")
                : new LocalizedText(e.Message, $"文件操作失败:{e.Message}");
            await Console.Error.WriteLineAsync($"memori: {TerminalText.Safe(text.In(CommonOptions.LanguageOf(parsed)))}");
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            // A fault of ours: whoever asked gets a sentence that can be reported, not a stack trace.
            var text = new LocalizedText($"Something unexpected went wrong: {e.GetType().Name}: {e.Message}", $"发生了意外错误:{e.GetType().Name}:{e.Message}");
            await Console.Error.WriteLineAsync($"memori: {TerminalText.Safe(text.In(CommonOptions.LanguageOf(parsed)))} [unexpected]");
            return ExitCode.Failed;
        }
    }
}
