using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Yaml;

namespace Memori.Text2Sql.Tests.Guarding.Policies;

public sealed class PolicyTextTests
{
    private const string Full =
        """
        version: 1
        access: [alice, role:analyst]
        tables: deny
        users:
          alice: { roles: [analyst], region: Berlin, teams: [red, blue] }
        rules:
          - table: orders
            for: [role:analyst, bob]
            except: role:admin
            columns: [id, total]
            rows: "region = caller('region')"
          - table: "*"
            hide: [ssn]
          - table: customers
            mask: { email: "'***'" }
        functions: { deny: [Random] }
        limits: { rows: 1000, timeout_seconds: 30, cost: 1e6, estimated_rows: 1e9 }
        """;

    [Fact]
    public void Read_Yaml_SaysWhatIsWritten()
    {
        var policy = PolicyText.Read(Full).Policy!;

        policy.Access.ShouldBe(["alice", "role:analyst"]);
        policy.AllowsUnnamedTables.ShouldBeFalse();
        policy.Users["alice"].Roles.ShouldBe(["analyst"]);
        policy.Users["alice"].Attributes["teams"].ShouldBe(["red", "blue"]);
        policy.Rules.Select(rule => rule.Table).ShouldBe(["orders", "*", "customers"]);
        policy.Rules[0].For.ShouldBe(["role:analyst", "bob"]);
        policy.Rules[0].Except.ShouldBe(["role:admin"]);
        policy.Rules[0].Rows.ShouldBe("region = caller('region')");
        policy.Rules[2].Mask["email"].ShouldBe("'***'");
        policy.DeniedFunctions.ShouldBe(["random"]);
        policy.Limits.ShouldBe(new PolicyLimits { Rows = 1000, Timeout = TimeSpan.FromSeconds(30), Cost = 1e6, EstimatedRows = 1e9 });
    }

    [Fact]
    public void Write_AsJsonAndAsYaml_ReadsTheSame()
    {
        var policy = PolicyText.Read(Full).Policy!;
        var json = PolicyJson.Write(policy);

        PolicyJson.Write(PolicyText.Read(json.ToJsonString()).Policy!).ToJsonString().ShouldBe(json.ToJsonString());
        PolicyJson.Write(PolicyText.Read(YamlJson.Write(json, empties: true)).Policy!).ToJsonString().ShouldBe(json.ToJsonString());
    }

    [Theory]
    [InlineData("version: 2", "version", 1)]
    [InlineData("", "version", 1)]
    [InlineData("version: 1\nrule: []", "rule", 2)]
    [InlineData("version: 1\ntables: maybe", "tables", 2)]
    [InlineData("version: 1\nrules:\n  - table: a\n    dny: true", "rules[0].dny", 4)]
    [InlineData("version: 1\nrules:\n  - deny: true", "rules[0]", 3)]
    [InlineData("version: 1\nrules:\n  - table: a\n    deny: yes please", "rules[0].deny", 4)]
    [InlineData("version: 1\nrules:\n  - table: a\n    deny: true\n    rows: x = 1", "rules[0]", 3)]
    [InlineData("version: 1\nrules:\n  - table: a\n    rows:", "rules[0].rows", 4)]
    [InlineData("version: 1\nrules:\n  - table: a\n    for:", "rules[0].for", 4)]
    [InlineData("version: 1\nrules:\n  - table: a\n    mask: email", "rules[0].mask", 4)]
    [InlineData("version: 1\nusers:\n  eve: { user_id: alice }", "users.eve.user_id", 3)]
    [InlineData("version: 1\nlimits: { rows: 0 }", "limits.rows", 2)]
    [InlineData("version: 1\nlimits: { rows: many }", "limits.rows", 2)]
    [InlineData("version: 1\naccess: &a [x]", "access", 2)]
    [InlineData("version: 1\nversion: 1", "version", 2)]
    [InlineData("version: 1\nrules:\n  - table: a\n    for: [b, *c]", "rules[0].for[1]", 4)]
    [InlineData("version: 1\n---\nversion: 1", "", 2)]
    [InlineData("version: 1\n~: x", "", 2)]
    [InlineData("version: 1\nrules: [", "", 0)]
    [InlineData("- a", "", 1)]
    public void Read_Fault_IsNamedWithItsPlace(string text, string path, int line)
    {
        var reading = PolicyText.Read(text);

        reading.Policy.ShouldBeNull();
        reading.Faults.ShouldContain(f => f.Path == path, string.Join(";", reading.Faults));
        if (line > 0)
        {
            reading.Faults.First(f => f.Path == path).Line.ShouldBe(line);
        }

        reading.Faults.ShouldAllBe(f => f.Text.Chinese.Length > 0);
    }

    [Fact]
    public void Read_AllFaults_NotTheFirst()
    {
        var faults = PolicyText.Read("version: 3\ntables: x\nrules:\n  - tabel: a\nlimits: { cost: -1 }").Faults;

        faults.Select(f => f.Path).ShouldBe(["version", "tables", "rules[0].tabel", "rules[0]", "limits.cost"], ignoreOrder: true);
    }

    [Fact]
    public void Read_Bomb_IsRefused()
    {
        var bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]";
        PolicyText.Read(bomb).Faults.ShouldHaveSingleItem().Text.English.ShouldStartWith("Anchors");
        PolicyText.Read(new string('[', 5_000)).Policy.ShouldBeNull();
        PolicyText.Read(string.Concat(Enumerable.Repeat("? ", 50_000))).Policy.ShouldBeNull();
    }
}
