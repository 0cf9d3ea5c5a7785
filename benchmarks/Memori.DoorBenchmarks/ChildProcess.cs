using System.Diagnostics;

namespace Memori.DoorBenchmarks;

/// <summary>A process that says its address on its first line.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<ChildProcess> StartAsync(string assembly, params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [assembly, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardInput = true })!;
        return new ChildProcess(process, new Uri((await process.StandardOutput.ReadLineAsync())!));
    }

    /// <summary>Bytes allocated and microseconds of processor time so far.</summary>
    public async Task<(long Bytes, long Processor)> AskAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.StandardInput.FlushAsync();
        var numbers = (await _process.StandardOutput.ReadLineAsync())!.Split(' ').Select(number => long.Parse(number, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return (numbers[0], numbers[1]);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(TimeSpan.FromSeconds(1)))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
