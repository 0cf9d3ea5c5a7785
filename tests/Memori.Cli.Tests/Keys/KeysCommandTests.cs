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
        await File.WriteAllTextAsync(_cli.Path("d.csv"), "n\n1\n");
        (await _cli.RunAsync("datasource", "add", "sample")).ShouldExit(0);
        (await _cli.RunAsync("datasource", "add", _cli.Path("d.csv"))).ShouldExit(0);
        (await _cli.RunAsync("keys", "create", "--user", "ann", "--datasource", "3")).ShouldExit(1).Errors.ShouldContain("datasource-not-found");
        (await _cli.RunAsync("keys", "create", "--user", "ann", "--expires", "soon")).ShouldExit(2).Errors.ShouldContain("90d");
        (await _cli.RunAsync("keys", "create", "--role", "admin", "--datasource", "1")).ShouldExit(2).Errors.ShouldContain("invalid-key");
        var made = (await _cli.RunAsync(
            "keys", "create", "--user", "ann", "--expires", "90d", "--datasource", "2", "--datasource", "1", "--rule-role", "analyst", "--attribute", "region=north", "--json")).ShouldExit(0).Json;
        made["datasources"]!.ToJsonString().ShouldBe("[1,2]");
        made["rule_roles"]!.ToJsonString().ShouldBe("""["analyst"]""");
        made["attributes"]!.ToJsonString().ShouldBe("""{"region":["north"]}""");
        (made["expires_at"]!.GetValue<DateTimeOffset>() - made["created_at"]!.GetValue<DateTimeOffset>()).TotalDays.ShouldBe(90, 0.01);

        var rotated = (await _cli.RunAsync("keys", "rotate", made["id"]!.GetValue<string>(), "--overlap", "1h", "--json")).ShouldExit(0).Json;
        (rotated["prefix"]!.GetValue<string>(), rotated["previous_until"] is not null).ShouldBe((made["prefix"]!.GetValue<string>(), true));
        rotated["secret"]!.GetValue<string>().ShouldNotBe(made["secret"]!.GetValue<string>());
        (await _cli.RunAsync("keys", "rotate", made["id"]!.GetValue<string>(), "--overlap", "31d")).ShouldExit(2).Errors.ShouldContain("invalid-overlap");
        (await _cli.RunAsync("keys", "list")).ShouldExit(0).Output.ShouldContain("old secret until");
        (await _cli.RunAsync("keys", "list", "--lang", "zh")).ShouldExit(0).Output.ShouldNotContain(rotated["secret"]!.GetValue<string>());
    }

    [Fact]
    public async Task Only_the_first_key_closes_the_service_and_a_narrow_list_keeps_beginnings_whole()
    {
        (await _cli.RunAsync("keys", "create", "--user", "  ")).ShouldExit(2).Errors.ShouldContain("invalid-key");
        (await _cli.RunAsync("keys", "create", "--user", "ann")).ShouldExit(0).Output.ShouldContain("From now on");
        var second = await _cli.RunAsync("keys", "create", "--user", "a-user-with-quite-a-long-name@example.com", "--name", "the service that asks all the questions", "--expires", "1s");
        second.ShouldExit(0).Output.ShouldNotContain("From now on");
        var keys = (await _cli.RunAsync("keys", "list", "--json")).ShouldExit(0).Json["keys"]!.AsArray();

        _cli.Environment["COLUMNS"] = "80";
        var narrow = "";
        for (var looks = 0; looks < 30 && !narrow.Contains("expired", StringComparison.Ordinal); looks++)
        {
            // Its second may not be over yet.
            narrow = (await _cli.RunAsync("keys", "list")).ShouldExit(0).Output;
        }

        foreach (var key in keys)
        {
            narrow.ShouldContain(key!["prefix"]!.GetValue<string>() + "…");
        }

        narrow.Split('\n').ShouldAllBe(line => line.Length <= 80);
        narrow.ShouldContain("valid");
        narrow.ShouldContain("expired");
        var jobs = (await _cli.RunAsync("jobs")).ShouldExit(0).Output;
        jobs.Split('\n').ShouldAllBe(line => line.Length <= 80);
        jobs.ShouldNotContain("what it does");
    }
}
