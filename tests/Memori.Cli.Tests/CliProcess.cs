using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Memori.Cli.Tests;

/// <summary>The real command as a process of its own, with a data directory of its own and no key in its environment.</summary>
public sealed class CliProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("memori-cli-");

    public string Path(string name) => System.IO.Path.Combine(_directory.FullName, name);

    /// <summary>What is set in the environment of every command, besides the data directory.</summary>
    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public async Task<CliResult> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        using var deadline = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return new CliResult(process.ExitCode, await output, await errors);
    }

    /// <summary>Starts a command and lets it run.</summary>
    public Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, WorkingDirectory = _directory.FullName };
        start.ArgumentList.Add(System.IO.Path.Combine(AppContext.BaseDirectory, "Memori.Cli.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MEMORI_", StringComparison.Ordinal) || k.StartsWith("ANTHROPIC_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MEMORI_DATA_DIR"] = Path("data");
        start.Environment["LANG"] = "C.UTF-8";
        start.Environment["LC_ALL"] = "C.UTF-8";
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public void Dispose() => _directory.Delete(recursive: true);
}

/// <summary>What a command left.</summary>
public sealed record CliResult(int ExitCode, string Output, string Errors)
{
    public JsonNode Json => JsonNode.Parse(Output)!;

    public CliResult ShouldExit(int code)
    {
        ExitCode.ShouldBe(code, Errors + Output);
        (Errors + Output).ShouldNotContain("   at ", customMessage: "a stack trace");
        return this;
    }
}
