using Spectre.Console;

namespace Memori.Cli.Evaluate;

/// <summary>A progress bar on stderr; silent where stderr is no terminal.</summary>
internal static class ProgressBar
{
    public static async Task<T> RunAsync<T>(int total, Func<Action, Task<T>> run)
    {
        if (Console.IsErrorRedirected)
        {
            return await run(() => { });
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask("eval", maxValue: Math.Max(1, total));
                return await run(() => bar.Increment(1));
            });
    }
}
