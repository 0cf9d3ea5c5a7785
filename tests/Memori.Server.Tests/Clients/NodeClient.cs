using System.Diagnostics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Memori.Server.Tests.Clients;

/// <summary>Runs the scripts of tests/clients under Node.</summary>
internal static class NodeClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private static string Directory { get; } = Path.Combine(Find(AppContext.BaseDirectory), "tests", "clients");

    /// <summary>Skips the test where Node or the packages are missing; fails it in continuous integration.</summary>
    public static void Require()
    {
        var found = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "node")) || File.Exists(Path.Combine(folder, "node.exe")));
        var missing = !found ? "Node.js is not installed" : !System.IO.Directory.Exists(Path.Combine(Directory, "node_modules")) ? "the packages of tests/clients are not installed" : null;
        Assert.SkipWhen(missing is not null && Environment.GetEnvironmentVariable("CI") != "true", $"{missing}: ./test.sh does it");
        missing.ShouldBeNull();
    }

    /// <summary>Runs scenarios of a script (all when none is named) and gives what it printed, a member for each.</summary>
    public static Task<JsonObject> RunAsync(string script, ClientHost host, params string[] scenarios) =>
        RunAsync([script, host.BaseUrl, JsonSerializer.Serialize(host.Headers), .. scenarios], host.ClientKey);

    /// <summary>Runs a script and gives what it printed.</summary>
    public static async Task<JsonObject> RunAsync(string[] arguments, string key = "")
    {
        var start = new ProcessStartInfo("node")
        {
            UseShellExecute = false,
            WorkingDirectory = Directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ANTHROPIC", StringComparison.OrdinalIgnoreCase) || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["CLIENT_KEY"] = key;
        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(late.Token);
            var errors = process.StandardError.ReadToEndAsync(late.Token);
            await process.WaitForExitAsync(late.Token);
            process.ExitCode.ShouldBe(0, await errors);
            return JsonNode.Parse(await output)!.AsObject();
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "Memori.slnx")) ? directory : Find(System.IO.Directory.GetParent(directory)!.FullName);
}
