using System.CommandLine;
using Memori.Cli.Audit;
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
            return await AuditedCommands.InvokeAsync(parsed, () => parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }));
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
