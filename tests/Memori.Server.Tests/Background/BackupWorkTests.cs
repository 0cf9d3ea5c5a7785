using Memori.Claude.Tests;
using Memori.Server.Configuration;
using Memori.Server.Jobs;
using Memori.Server.Tests.Jobs;

namespace Memori.Server.Tests.Background;

public sealed class BackupWorkTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("memori-backup-");
    private readonly FakeTime _time = new();

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task The_oldest_of_its_own_are_deleted_and_those_of_people_are_not()
    {
        await using var host = await StartAsync(new MemoriSettings { DataDirectory = _data.FullName, BackupIntervalHours = 24, BackupKeep = 2 });
        var folder = Directory.CreateDirectory(Path.Combine(_data.FullName, "backups"));
        var byHand = Path.Combine(folder.FullName, "memori-20200101-000000.db");
        await File.WriteAllTextAsync(byHand, "precious");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "memori-scheduled-20200101-000000.db.partial"), "of a process that died");
        var backup = host.Runner.Find("backup");
        backup.Interval.ShouldBe(TimeSpan.FromDays(1));
        for (var day = 0; day < 4; day++)
        {
            (await host.Runner.RunNowAsync(backup)).Outcome.ShouldBe(WorkOutcome.Done);
            _time.Advance(TimeSpan.FromDays(1));
        }

        folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal).ShouldBe(
            ["memori-20200101-000000.db", "memori-scheduled-20261124-120000.db", "memori-scheduled-20261125-120000.db"]);
    }

    [Fact]
    public async Task A_place_that_can_not_be_written_fails_and_leaves_the_backups_that_there_are()
    {
        var file = Path.Combine(_data.FullName, "in-the-way");
        await File.WriteAllTextAsync(file, "");
        await using var host = await StartAsync(new MemoriSettings { DataDirectory = _data.FullName, BackupDirectory = file });

        var record = await host.Runner.RunNowAsync(host.Runner.Find("backup"));

        record.Outcome.ShouldBe(WorkOutcome.Failed);
        record.Error.ShouldBe("backup-not-writable");
        record.Reason!.English.ShouldContain(file);
        record.Reason.Chinese.ShouldContain("不是文件夹");
        (await host.StateAsync("backup")).Record.Reason.ShouldBe(record.Reason, "it is kept");
        (await host.StateAsync("backup")).NextAt.ShouldBeNull("without an interval it runs by hand only");
    }

    private async Task<WorkHost> StartAsync(MemoriSettings settings) => await WorkHost.StartAsync(settings, _time);
}
