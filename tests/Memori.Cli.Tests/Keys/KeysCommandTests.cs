namespace Memori.Cli.Tests.Keys;

public sealed class KeysCommandTests : IDisposable
{
    private readonly CliProcess _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public async Task A_key_is_made_listed_and_revoked()
    {
        (await _cli.RunAsync("keys", "create", "--role", "boss")).ShouldExit(2).Errors.ShouldNotContain("Memori.Server");
        (await _cli.RunAsync("keys", "create")).ShouldExit(2).Errors.ShouldContain("invalid-key");
        var made = (await _cli.RunAsync("keys", "create", "--user", "ann", "--name", "笔记本", "--json")).ShouldExit(0).Json;
        (made["role"]!.GetValue<string>(), made["user_id"]!.GetValue<string>()).ShouldBe(("user", "ann"));
        var prefix = made["prefix"]!.GetValue<string>();

        (await _cli.RunAsync("keys", "list", "--lang", "zh")).ShouldExit(0).Output.ShouldContain("笔记本");
        (await _cli.RunAsync("keys", "revoke", prefix, "--json")).ShouldExit(0).Json["deleted"]!.GetValue<int>().ShouldBe(1);
        (await _cli.RunAsync("keys", "revoke", prefix)).ShouldExit(1).Errors.ShouldContain("key-not-found");
    }
}
