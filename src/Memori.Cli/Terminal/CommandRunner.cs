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
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"memori: {error.Message}");
            }

            await Console.Error.WriteLineAsync("memori --help");
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
            await Console.Error.WriteLineAsync($"memori: {e.Text.In(CommonOptions.LanguageOf(parsed))} [{e.Code}]");
            return ExitCode.Of(e.Kind);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"memori: {e.Message}");
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
