using System.Diagnostics;
using Memori.Recall;
using Memori.Sqlite.Doctor;

namespace Memori.Sqlite.Tests;

/// <summary>A real file system with no room left, where one can be mounted.</summary>
public sealed class FullDiskTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Disk => _folder.File("disk");

    public void Dispose()
    {
        Run("umount", Disk);
        _folder.Dispose();
    }

    [Fact]
    public async Task Write_OnAFullDisk_SaysSo_ReadsGoOn_AndNothingIsTorn()
    {
        Directory.CreateDirectory(Disk);
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", Disk), "no file system can be mounted here");
        var state = Path.Combine(Disk, "state.db");
        var scope = Scope.Create("ann");
        var kept = new List<string>();
        await using (var database = await SqliteDatabase.OpenAsync(state, TimeProvider.System, Cancellation))
        {
            using var engine = new MemoryEngine(new SqliteMemoryStore(database), TimeProvider.System);
            MemoriException? full = null;
            while (full is null)
            {
                var content = $"memory {kept.Count} {new string('x', 5000)}";
                full = await Record.ExceptionAsync(async () => kept.Add((await engine.RememberAsync(scope, new NewMemory { Content = content, Kind = MemoryKind.Fact }, Cancellation)).Id)) switch
                {
                    null => null,
                    MemoriException failure => failure,
                    var other => throw other,
                };
            }

            (full.Kind, full.Code).ShouldBe((FaultKind.Full, "state-disk-full"));
            kept.ShouldNotBeEmpty();
            (await engine.ListAsync(scope, new MemoryFilter { Limit = 1000 }, Cancellation)).Count.ShouldBe(kept.Count);
            (await engine.RecallAsync(scope, new RecallRequest { Query = "memory 1" }, Cancellation)).ShouldNotBeEmpty();
        }

        var report = await new SqliteDoctor(state, [typeof(SqliteDatabase).Assembly], TimeProvider.System).ExamineAsync(Cancellation);
        report.Findings.Select(finding => finding.Code).ShouldBeSubsetOf(["disk-low"]);
        report.Memories.ShouldBe(kept.Count);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
