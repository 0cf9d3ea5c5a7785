namespace Memori.Cli.Tests.Users;

public sealed class ForgetUserCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task Forgetting_says_what_is_left_and_that_nothing_was_kept_of_whom_nobody_knows()
    {
        await _cli.RunAsync("memory", "add", "I like tea.", "--user", "bob");
        (await _cli.RunAsync("users", "forget", "bob")).ShouldExit(2).Errors.ShouldContain("--yes");

        (await _cli.RunAsync("users", "forget", "Bob", "--yes")).ShouldExit(0).Output.ShouldContain("nothing is kept of 'Bob'");
        var forgotten = (await _cli.RunAsync("users", "forget", "bob", "--yes", "--lang", "zh")).ShouldExit(0).Output;
        forgotten.ShouldContain("记忆: 1");
        forgotten.ShouldContain("状态文件已重写");
        forgotten.ShouldContain("备份");
        var again = (await _cli.RunAsync("users", "forget", "bob", "--yes")).ShouldExit(0).Output;
        again.ShouldContain("nothing is kept");
        again.ShouldNotContain("forgotten");
    }
}
