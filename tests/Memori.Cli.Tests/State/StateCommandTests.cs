namespace Memori.Cli.Tests.State;

public sealed class StateCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_backup_is_restored_and_the_doctor_is_content_before_and_after()
    {
        (await _cli.RunAsync("doctor", "--json")).ShouldExit(0).Json["exists"]!.GetValue<bool>().ShouldBeFalse();
        (await _cli.RunAsync("backup")).ShouldExit(1).Errors.ShouldContain("state-not-found");
        await _cli.RunAsync("memory", "add", "财年四月开始。", "--id", "fy");
        var file = _cli.Path("copy.db");
        var backup = (await _cli.RunAsync("backup", file, "--json")).ShouldExit(0).Json;
        backup["memories"]!.GetValue<int>().ShouldBe(1);
        (await _cli.RunAsync("backup", file)).ShouldExit(2).Errors.ShouldContain("backup-exists");
        (await _cli.RunAsync("backup", file, "--force", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("已备份");
        (await _cli.RunAsync("memory", "forget", "fy")).ShouldExit(0);

        (await _cli.RunAsync("restore", file)).ShouldExit(2).Errors.ShouldContain("confirmation-required");
        (await _cli.RunAsync("memory", "show", "fy")).ShouldExit(1);
        (await _cli.RunAsync("restore", file, "--yes", "--json")).ShouldExit(0).Json["memories"]!.GetValue<int>().ShouldBe(1);

        (await _cli.RunAsync("memory", "show", "fy")).ShouldExit(0).Output.ShouldContain("财年四月开始。");
        var health = (await _cli.RunAsync("doctor", "--json")).ShouldExit(0).Json;
        health["clean"]!.GetValue<bool>().ShouldBeTrue();
        health["memories"]!.GetValue<int>().ShouldBe(1);
        (await _cli.RunAsync("doctor", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("一切正常");
    }

    [Fact]
    public async Task A_damaged_state_is_found_and_a_damaged_backup_refused()
    {
        await _cli.RunAsync("memory", "add", "I like tea.");
        var file = _cli.Path("copy.db");
        (await _cli.RunAsync("backup", file)).ShouldExit(0);
        var bytes = await File.ReadAllBytesAsync(file);
        var bad = (byte[])bytes.Clone();
        bad.AsSpan(8192, 2048).Fill(0xa5);
        await File.WriteAllBytesAsync(_cli.Path("bad.db"), bad);
        (await _cli.RunAsync("restore", _cli.Path("bad.db"), "--yes")).ShouldExit(1).Errors.ShouldContain("backup-damaged");
        (await _cli.RunAsync("restore", _cli.Path("none.db"), "--yes")).ShouldExit(1).Errors.ShouldContain("backup-not-found");
        (await _cli.RunAsync("memory", "list", "--json")).ShouldExit(0).Json["memories"]!.AsArray().Count.ShouldBe(1);

        await File.WriteAllBytesAsync(_cli.Path("data/memori.db"), bad);
        var found = (await _cli.RunAsync("doctor", "--json")).ShouldExit(1).Json;
        found["findings"]!.AsArray().ShouldNotBeEmpty();
        (await _cli.RunAsync("doctor", "--lang", "zh")).ShouldExit(1).Output.ShouldContain("请恢复备份");
        (await _cli.RunAsync("restore", file, "--yes")).ShouldExit(0);
        (await _cli.RunAsync("doctor", "--repair")).ShouldExit(0);
    }

    [Fact]
    public async Task Jobs_are_listed_by_queue_and_state()
    {
        var empty = (await _cli.RunAsync("jobs", "--json")).ShouldExit(0).Json;
        empty["jobs"]!.AsArray().ShouldBeEmpty();
        (await _cli.RunAsync("jobs", "--state", "nonsense")).ShouldExit(2);
        (await _cli.RunAsync("jobs", "--limit", "0")).ShouldExit(2);
        (await _cli.RunAsync("jobs", "--queue", "x", "--state", "failed", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("队列");
    }

    [Fact]
    public async Task What_is_kept_is_readable_for_its_owner_alone_and_the_doctor_says_when_it_is_not()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await _cli.RunAsync("memory", "add", "I like tea.");
        _cli.Environment["MEMORI_BACKUP_DIR"] = _cli.Path("kept");
        (await _cli.RunAsync("backup")).ShouldExit(0);
        var backup = Directory.GetFiles(_cli.Path("kept")).ShouldHaveSingleItem();
        (await _cli.RunAsync("users", "export", "local", "--output", _cli.Path("local.jsonl"))).ShouldExit(0);
        File.SetUnixFileMode(backup, (UnixFileMode)0b110_100_100);
        (await _cli.RunAsync("restore", backup, "--yes")).ShouldExit(0);

        Mode(_cli.Path("data")).ShouldBe("700");
        Mode(_cli.Path("kept")).ShouldBe("700");
        Mode(_cli.Path("data/memori.db")).ShouldBe("600");
        Mode(_cli.Path("local.jsonl")).ShouldBe("600");
        (await _cli.RunAsync("doctor")).ShouldExit(0);

        File.SetUnixFileMode(_cli.Path("data/memori.db"), (UnixFileMode)0b110_100_100);
        (await _cli.RunAsync("doctor")).ShouldExit(1).Output.ShouldContain("readable-by-others");
        (await _cli.RunAsync("doctor", "--repair")).ShouldExit(0);
        Mode(_cli.Path("data/memori.db")).ShouldBe("600");
    }

    [Fact]
    public async Task A_restore_that_fails_makes_no_state()
    {
        (await _cli.RunAsync("restore", _cli.Path("none.db"))).ShouldExit(1).Errors.ShouldContain(_cli.Path("none.db"));
        await File.WriteAllTextAsync(_cli.Path("bad.db"), "root:x:0");
        (await _cli.RunAsync("restore", _cli.Path("bad.db"))).ShouldExit(1);
        File.Exists(_cli.Path("data/memori.db")).ShouldBeFalse();
        (await _cli.RunAsync("doctor")).ShouldExit(0).Output.ShouldContain(_cli.Path("data/memori.db"));
    }

    private static string Mode(string path) => OperatingSystem.IsWindows() ? "" : Convert.ToString((int)File.GetUnixFileMode(path), 8);
}
