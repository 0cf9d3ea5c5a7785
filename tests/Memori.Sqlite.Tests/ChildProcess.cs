using System.Diagnostics;
using System.Globalization;
using System.IO.Pipes;

namespace Memori.Sqlite.Tests;

/// <summary>A test of this assembly as a process of its own, which tells how far it got until it is killed.</summary>
internal static class ChildProcess
{
    public const string FileVariable = "MEMORI_TEST_FILE";
    public const string WritersVariable = "MEMORI_TEST_WRITERS";

    private const string PipeVariable = "MEMORI_TEST_PIPE";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs an explicit test, and kills it (SIGKILL) as soon as <paramref name="enough"/> says so of the lines that it told.</summary>
    /// <param name="method">The full name of the test.</param>
    /// <param name="file">The state file that it works on.</param>
    /// <param name="enough">Looks at the lines so far; may wait.</param>
    /// <param name="writers">How many of them are at work.</param>
    /// <param name="tracer">A program that runs it, with its arguments. Default: none.</param>
    /// <returns>The lines that it told, those included that arrived after the decision.</returns>
    public static async Task<List<string>> RunAndKillAsync(string method, string file, Func<IReadOnlyList<string>, Task<bool>> enough, int writers = 8, params string[] tracer)
    {
        var name = "memori-" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");
        await using var pipe = new NamedPipeServerStream(name, PipeDirection.In, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        string[] command = [.. tracer, Path.Combine(AppContext.BaseDirectory, typeof(ChildProcess).Assembly.GetName().Name!), "-explicit", "only", "-method", method];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            Environment = { [FileVariable] = file, [PipeVariable] = name, [WritersVariable] = writers.ToString(CultureInfo.InvariantCulture) },
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        try
        {
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            timeout.CancelAfter(Patience);
            await pipe.WaitForConnectionAsync(timeout.Token);
            using var reader = new StreamReader(pipe);
            var lines = new List<string>();
            var killed = false;
            while (await reader.ReadLineAsync(timeout.Token) is { } line)
            {
                lines.Add(line);
                if (!killed && await enough(lines))
                {
                    Kill(child, traced: tracer.Length > 0);
                    killed = true;
                }
            }

            killed.ShouldBeTrue("it ended by itself: " + (killed ? "" : await output));
            await child.WaitForExitAsync(timeout.Token);
            return lines;
        }
        finally
        {
            child.Kill(entireProcessTree: true);
            await child.WaitForExitAsync(CancellationToken.None);
        }
    }

    // The traced process is killed, not its tracer, which ends by itself once all that it saw is in its file.
    private static void Kill(Process child, bool traced)
    {
        if (!traced)
        {
            child.Kill(entireProcessTree: true);
            return;
        }

        var id = child.Id.ToString(CultureInfo.InvariantCulture);
        var children = File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        using var process = Process.GetProcessById(int.Parse(children.ShouldHaveSingleItem(), CultureInfo.InvariantCulture));
        process.Kill();
    }

    /// <summary>In the child: how it tells how far it got.</summary>
    public static async Task<StreamWriter> TellAsync()
    {
        var pipe = new NamedPipeClientStream(".", Environment.GetEnvironmentVariable(PipeVariable)!, PipeDirection.Out);
        await pipe.ConnectAsync(TestContext.Current.CancellationToken);
        return new StreamWriter(pipe) { AutoFlush = true };
    }
}
