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
        (await _cli.RunAsync("keys", "rotate", prefix)).ShouldExit(1).Errors.ShouldContain("key-not-found");
    }

    [Fact]
    public async Task A_key_for_some_datasources_is_made_and_rotated()
    {
        (await _cli.RunAsync("keys", "create", "--user", "ann", "--expires", "soon")).ShouldExit(2).Errors.ShouldContain("90d");
        (await _cli.RunAsync("keys", "create", "--role", "admin", "--datasource", "1")).ShouldExit(2).Errors.ShouldContain("invalid-key");
        var made = (await _cli.RunAsync(
            "keys", "create", "--user", "ann", "--expires", "90d", "--datasource", "3", "--datasource", "1", "--rule-role", "analyst", "--attribute", "region=north", "--json")).ShouldExit(0).Json;
        made["datasources"]!.ToJsonString().ShouldBe("[1,3]");
        made["rule_roles"]!.ToJsonString().ShouldBe("""["analyst"]""");
        made["attributes"]!.ToJsonString().ShouldBe("""{"region":["north"]}""");
        (made["expires_at"]!.GetValue<DateTimeOffset>() - made["created_at"]!.GetValue<DateTimeOffset>()).TotalDays.ShouldBe(90, 0.01);

        var rotated = (await _cli.RunAsync("keys", "rotate", made["id"]!.GetValue<string>(), "--overlap", "1h", "--json")).ShouldExit(0).Json;
        (rotated["prefix"]!.GetValue<string>(), rotated["previous_until"] is not null).ShouldBe((made["prefix"]!.GetValue<string>(), true));
        rotated["secret"]!.GetValue<string>().ShouldNotBe(made["secret"]!.GetValue<string>());
        (await _cli.RunAsync("keys", "rotate", made["id"]!.GetValue<string>(), "--overlap", "31d")).ShouldExit(2).Errors.ShouldContain("invalid-overlap");
        (await _cli.RunAsync("keys", "list", "--lang", "zh")).ShouldExit(0).Output.ShouldNotContain(rotated["secret"]!.GetValue<string>());
    }
}
