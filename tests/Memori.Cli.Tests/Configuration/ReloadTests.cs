using System.Diagnostics;

namespace Memori.Cli.Tests.Configuration;

public sealed class ReloadTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("memori-reload-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_running_service_reads_its_settings_anew_on_SIGHUP()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var file = Path.Combine(_directory.FullName, ".env");
        await File.WriteAllTextAsync(file, "MEMORI_DAILY_TOKEN_LIMIT=100\n");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Memori.Cli.dll"), "serve", "--urls", "http://127.0.0.1:0", "--lang", "en"])
        {
            WorkingDirectory = _directory.FullName,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MEMORI_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        using var service = Process.Start(start)!;
        try
        {
            await Said(service, "Memori listens");
            await File.WriteAllTextAsync(file, "MEMORI_DAILY_TOKEN_LIMIT=canary\n");
            await HangUp(service);
            await Said(service, "MEMORI_DAILY_TOKEN_LIMIT (.env) must be");
            await File.WriteAllTextAsync(file, "MEMORI_DAILY_TOKEN_LIMIT=200\n");
            await HangUp(service);
            await Said(service, "MEMORI_DAILY_TOKEN_LIMIT");
            service.HasExited.ShouldBeFalse();
        }
        finally
        {
            service.Kill();
            await service.WaitForExitAsync();
        }
    }

    private static async Task HangUp(Process service)
    {
        using var kill = Process.Start("kill", ["-HUP", $"{service.Id}"]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    private static async Task Said(Process service, string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await service.StandardError.ReadLineAsync(patience.Token) is { } line)
        {
            line.ShouldNotContain("canary");
            if (line.Contains(text, StringComparison.Ordinal))
            {
                return;
            }
        }

        Assert.Fail($"The service ended before it said: {text}");
    }
}
