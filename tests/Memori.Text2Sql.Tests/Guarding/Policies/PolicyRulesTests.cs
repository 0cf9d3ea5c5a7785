using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Guarding.Policies;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.Tests.Guarding.Policies;

/// <summary>What rules mean together, for whom, and when they can't be kept.</summary>
public sealed class PolicyRulesTests
{
    private const string Script =
        """
        CREATE TABLE orders (id INTEGER PRIMARY KEY, region TEXT, level INTEGER, total REAL, note TEXT);
        CREATE TABLE tenants (id INTEGER PRIMARY KEY, name TEXT);
        CREATE VIEW all_orders AS SELECT * FROM orders;
        CREATE VIEW named AS SELECT id, region FROM orders;
        INSERT INTO orders VALUES (1, 'Berlin', 1, 10, 'a'), (2, 'Paris', 2, 20, 'b'), (3, 'Rome', 3, 30, 'c'), (4, NULL, 10, 40, 'd');
        INSERT INTO tenants VALUES (1, 'x');
        """;

    private static readonly Caller s_bob = new("bob");

    [Theory]
    [InlineData("{table: orders, hide: [note]}, {table: orders, columns: [id, note]}", "SELECT * FROM orders WHERE id = 1", "1")]
    [InlineData("{table: orders, rows: id > 1}, {table: orders, rows: id < 3}", "SELECT id FROM orders", "2")]
    [InlineData("{table: orders, rows: id = 1 OR id = 2}, {table: orders, rows: id = 2 OR id = 3}", "SELECT id FROM orders", "2")]
    [InlineData("{table: orders, mask: {note: \"'1'\"}}, {table: orders, mask: {note: \"'2'\"}}", "SELECT DISTINCT note FROM orders", "1")]
    [InlineData("{table: '*', hide: [note]}", "SELECT * FROM orders WHERE id = 1", "1|Berlin|1|10")]
    [InlineData("{table: MAIN.Orders, rows: ID = 1}", "SELECT o.ID FROM main.ORDERS o", "1")]
    [InlineData("{table: orders, mask: {total: round(total / 100) * 100}}", "SELECT sum(total) FROM orders", "0")]
    [InlineData("{table: orders, mask: {id: id + 100}, rows: id = 1}", "SELECT id FROM orders WHERE id > 100", "101")]
    public async Task Rules_HoldTogether(string rules, string sql, string expected)
    {
        await using var host = await PolicyHost.SqliteAsync(Script, $"version: 1\nrules: [{rules}]");

        (await host.RowsAsync(s_bob, sql)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("{table: orders, deny: true}", "SELECT 1 FROM orders", "unknown-table")]
    [InlineData("{table: orders, columns: [id]}", "SELECT note FROM orders", "unknown-column")]
    [InlineData("{table: orders, columns: []}", "SELECT 1 FROM orders", "unknown-table")]
    [InlineData("{table: orders, hide: [id]}", "SELECT rowid FROM orders", "unknown-column")]
    [InlineData("{table: orders, rows: id = 1}", "SELECT rowid FROM orders", "unknown-column")]
    [InlineData("{table: orders, mask: {note: \"'x'\"}, hide: [note]}", "SELECT note FROM orders", "unknown-column")]
    [InlineData("{table: orders, for: [bob], rows: id = 1}", "SELECT * FROM all_orders", "unknown-table")]
    [InlineData("{table: orders, rows: id = 1}", "SELECT * FROM main.all_orders", "unknown-table")]
    [InlineData("{table: orders, rows: id = 1}, {table: all_orders, for: [alice]}", "SELECT * FROM all_orders", "unknown-table")]
    [InlineData("{table: orders, rows: \"region = caller('region')\"}", "SELECT * FROM orders", "missing-attribute")]
    [InlineData("{table: orders, rows: \"level < caller('many')\"}", "SELECT * FROM orders", "missing-attribute")]
    [InlineData("{table: orders, rows: \"level < caller('word')\"}", "SELECT * FROM orders", "missing-attribute")]
    public async Task Rules_TakeAway(string rules, string sql, string rule)
    {
        await using var host = await PolicyHost.SqliteAsync(Script, $"version: 1\nrules: [{rules}]");
        var caller = s_bob with { Attributes = new Dictionary<string, IReadOnlyList<string>> { ["many"] = ["1", "2"], ["word"] = ["ten"] } };

        (await host.RuleAsync(caller, sql)).ShouldBe(rule);
    }

    [Theory]
    [InlineData("region = caller('region')", "1")]
    [InlineData("region IN (caller('regions'))", "1;2")]
    [InlineData("region = caller('regions')", "1;2")]
    [InlineData("region <> caller('regions')", "3")]
    [InlineData("level <= caller('level')", "1;2")]
    [InlineData("level + 0 <= caller('level')", "1;2")]
    [InlineData("level BETWEEN 2 AND caller('level')", "2")]
    [InlineData("caller('level') * 2 >= level", "1;2;3")]
    [InlineData("level IN (caller('level'), 1)", "1;2")]
    [InlineData("caller('user_id') = 'bob' AND id = 1", "1")]
    [InlineData("caller('quote') = note || '''; DROP TABLE orders --' AND id > 0", "1")]
    [InlineData("'analyst' IN (caller('roles')) AND id = 1", "1")]
    public async Task Attributes_StandForTheCaller(string rows, string expected)
    {
        await using var host = await PolicyHost.SqliteAsync(Script, $"version: 1\nusers: {{ bob: {{ roles: analyst, region: Berlin }} }}\nrules:\n  - table: orders\n    rows: >-\n      {rows}");
        var caller = s_bob with
        {
            Attributes = new Dictionary<string, IReadOnlyList<string>>
            {
                // The policy's own region counts, and nobody can bring along a user_id.
                ["region"] = ["Rome"],
                ["user_id"] = ["admin"],
                ["regions"] = ["Berlin", "Paris"],
                ["level"] = ["2"],
                ["quote"] = ["a'; DROP TABLE orders --"],
            },
        };

        (await host.RowsAsync(caller, "SELECT id FROM orders ORDER BY id")).ShouldBe(expected);
    }

    [Fact]
    public async Task Tables_Denied_OnlyWhatARuleNames()
    {
        await using var host = await PolicyHost.SqliteAsync(
            Script,
            """
            version: 1
            tables: deny
            rules:
              - { table: orders, for: [bob], hide: [note] }
              - { table: "*", hide: [total] }
              - { table: "*", for: "role:admin", except: [mallory] }
            """);

        (await host.AccessAsync(s_bob)).Schema.Tables.Select(t => t.Name).ShouldBe(["orders"]);
        (await host.AccessAsync(new Caller("eve"))).Schema.Tables.ShouldBeEmpty();
        (await host.AccessAsync(new Caller("root") { Roles = ["admin"] })).Schema.Tables.Select(t => t.Name).ShouldBe(["orders", "tenants"]);
        (await host.AccessAsync(new Caller("mallory") { Roles = ["admin"] })).Schema.Tables.ShouldBeEmpty();
        (await host.AccessAsync(new Caller("role:admin"))).Schema.Tables.ShouldBeEmpty();
    }

    [Fact]
    public async Task View_ThatARuleNames_IsReadAsItIs()
    {
        await using var host = await PolicyHost.SqliteAsync(Script, "version: 1\nrules: [{table: orders, rows: id = 1}, {table: named, rows: id < 3}]");

        (await host.RowsAsync(s_bob, "SELECT id FROM named ORDER BY id")).ShouldBe("1;2");
        (await host.RowsAsync(s_bob, "SELECT count(*) FROM named")).ShouldBe("2");
    }

    [Theory]
    [InlineData("ALTER TABLE orders RENAME COLUMN region TO area", "policy-broken")]
    [InlineData("ALTER TABLE orders RENAME COLUMN note TO remark", "policy-broken")]
    public async Task Drift_ThatARuleNoLongerFits_ClosesTheTable(string change, string rule)
    {
        await using var host = await PolicyHost.SqliteAsync(Script, "version: 1\nrules: [{table: orders, rows: \"region = 'Berlin'\", hide: [note]}]");
        (await host.RowsAsync(s_bob, "SELECT id FROM orders")).ShouldBe("1");

        Change(host, change);

        (await host.RuleAsync(s_bob, "SELECT id FROM orders")).ShouldBe(rule);
        (await host.RowsAsync(s_bob, "SELECT name FROM tenants")).ShouldBe("x");
    }

    [Theory]
    [InlineData("DROP VIEW all_orders; DROP VIEW named; ALTER TABLE orders RENAME TO sales", "SELECT id FROM sales")]
    [InlineData("DROP VIEW all_orders; DROP VIEW named; ALTER TABLE orders RENAME TO sales", "SELECT name FROM tenants")]
    [InlineData("DROP VIEW all_orders; DROP VIEW named; DROP TABLE orders", "SELECT name FROM tenants")]
    public async Task Drift_ThatTakesARuledTableAway_ClosesWhatNoRuleNames(string change, string sql)
    {
        const string rules = "version: 1\nrules: [{table: orders, rows: \"region = 'Berlin'\", hide: [note]}]";
        await using var host = await PolicyHost.SqliteAsync(Script, rules);
        (await host.RowsAsync(s_bob, "SELECT name FROM tenants")).ShouldBe("x");

        Change(host, change);

        (await host.RuleAsync(s_bob, sql)).ShouldBe("unknown-table");
    }

    [Fact]
    public async Task Policy_Changed_HoldsAtOnce()
    {
        await using var host = await PolicyHost.SqliteAsync(Script);
        (await host.RowsAsync(s_bob, "SELECT count(*) FROM orders")).ShouldBe("4");
        await host.SetAsync("version: 1\nrules: [{table: orders, rows: id = 1}]");
        (await host.RowsAsync(s_bob, "SELECT count(*) FROM orders")).ShouldBe("1");
        var removed = await host.Policies.RemoveAsync(host.Source.Id, "admin", 1, TestContext.Current.CancellationToken);
        removed.Version.ShouldBe(2);
        removed.Yaml.ShouldBeNull();
        (await host.RowsAsync(s_bob, "SELECT count(*) FROM orders")).ShouldBe("4");
        (await Should.ThrowAsync<MemoriException>(() => host.Policies.SetAsync(host.Source, "version: 1", "admin", 1, TestContext.Current.CancellationToken))).Code.ShouldBe("policy-version");
    }

    [Fact]
    public async Task Access_Denied_LooksAsIfTheDatasourceWereNotThere()
    {
        await using var host = await PolicyHost.SqliteAsync(Script, "version: 1\naccess: [alice, role:analyst]");
        var token = TestContext.Current.CancellationToken;

        var failure = await Should.ThrowAsync<MemoriException>(() => host.AccessAsync(s_bob));
        failure.Code.ShouldBe("datasource-not-found");
        (await host.Catalog.MayAskAsync(host.Source.Id, s_bob, token)).ShouldBeFalse();
        (await host.Catalog.MayAskAsync(host.Source.Id, s_bob with { Roles = ["analyst"] }, token)).ShouldBeTrue();
        (await host.RowsAsync(new Caller("alice"), "SELECT count(*) FROM orders")).ShouldBe("4");
    }

    [Fact]
    public async Task Limits_OfThePolicy_WinWhenLower()
    {
        await using var host = await PolicyHost.SqliteAsync(Script, "version: 1\nlimits: { rows: 2, timeout_seconds: 0.2 }\nfunctions: { deny: [upper] }");

        var (query, result) = (await host.RunAsync(s_bob, "SELECT id FROM orders")).Require();
        (query.RowLimit, result.Rows.Count, result.Truncated).ShouldBe((2, 2, true));
        (await host.RuleAsync(s_bob, "SELECT upper(note) FROM orders")).ShouldBe("unknown-function");
        var slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
        (await Should.ThrowAsync<QueryFailedException>(() => host.RowsAsync(s_bob, slow))).Code.ShouldBe("query-timeout");
    }

    [Fact]
    public async Task Faults_AgainstTheSchema_AreAllNamed()
    {
        await using var host = await PolicyHost.SqliteAsync(Script);
        var policy =
            """
            version: 1
            rules:
              - table: ordres
              - table: orders
                hide: [nothere]
                mask: { note: "load_extension('x')" }
                rows: regoin = 'x'
              - table: orders
                rows: "id = 1) OR (1 = 1"
              - table: orders
                rows: "id IN (WITH x AS (SELECT 1) SELECT * FROM x)"
              - table: "*"
                rows: region = 'x'
            functions: { deny: [no_such_function] }
            """;

        var faults = await host.Policies.CheckAsync(host.Source, policy, TestContext.Current.CancellationToken);

        faults.Select(f => (f.Path, f.Line)).ShouldBe(
            [("functions.deny", 14), ("rules[0].table", 3), ("rules[1].hide", 5), ("rules[1].mask.note", 6), ("rules[1].rows", 7), ("rules[2].rows", 9), ("rules[3].rows", 11), ("rules[4].rows", 13)],
            ignoreOrder: true);
        (await Should.ThrowAsync<PolicyInvalidException>(() => host.SetAsync(policy))).Faults.Count.ShouldBe(8);
    }

    [Theory]
    [InlineData("rows: count(*) > 1", "rules[0].rows")]
    [InlineData("mask: { note: \"(SELECT id, region FROM orders)\" }", "rules[0].mask.note")]
    public async Task Fault_ThatOnlyTheDatabaseSees_IsNamed(string rule, string path)
    {
        await using var host = await PolicyHost.SqliteAsync(Script);

        var fault = (await host.Policies.CheckAsync(host.Source, $"version: 1\nrules:\n  - table: orders\n    {rule}", TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        (fault.Path, fault.Line).ShouldBe((path, 4));
    }

    [Fact]
    public async Task CommonTable_CalledAlmostLikeARuledOne_DoesNotHideIt()
    {
        await using var host = await PolicyHost.SqliteAsync(Script, "version: 1\nrules: [{table: orders, rows: id = 1}]");

        // SQLite folds ASCII letters only: 'ſ' is no 's'.
        (await host.RowsAsync(s_bob, "WITH \"orderſ\" AS (SELECT 1) SELECT id FROM orders")).ShouldBe("1");
        (await host.RowsAsync(s_bob, "WITH ORDERS AS (SELECT 7 AS id) SELECT id FROM orders")).ShouldBe("7");
    }

    [Fact]
    public async Task Keys_OfWhatIsWithheld_AreGone()
    {
        const string script =
            """
            CREATE TABLE parents (id INTEGER PRIMARY KEY, code TEXT);
            CREATE TABLE children (id INTEGER PRIMARY KEY, parent_id INTEGER REFERENCES parents (id), secret_id INTEGER REFERENCES secrets (id));
            CREATE TABLE secrets (id INTEGER PRIMARY KEY);
            """;
        await using var host = await PolicyHost.SqliteAsync(script, "version: 1\nrules: [{table: secrets, deny: true}, {table: parents, mask: {code: \"'x'\"}}]");

        var children = (await host.AccessAsync(s_bob)).Schema.Tables.Single(t => t.Name == "children");
        children.ForeignKeys.ShouldHaveSingleItem().ReferencedTable.ShouldBe("parents");
    }

    [Fact]
    public async Task Preview_ShowsWhatACallerGets()
    {
        await using var host = await PolicyHost.SqliteAsync(Script, "version: 1\nrules: [{table: orders, hide: [note, total, level], rows: \"region = caller('region')\"}]");
        var caller = s_bob with { Attributes = new Dictionary<string, IReadOnlyList<string>> { ["region"] = ["Berlin"] } };

        var preview = await host.Policies.PreviewAsync(host.Source, caller, "SELECT id FROM orders o", TestContext.Current.CancellationToken);
        preview.Fences["orders"].ShouldBe("SELECT orders.id, orders.region FROM main.orders WHERE orders.region = 'Berlin' LIMIT -1");
        preview.Query!.Query!.Sql.ShouldBe($"SELECT id FROM ({preview.Fences["orders"]}) AS o LIMIT 1001");
        (await host.Policies.PreviewAsync(host.Source, s_bob, null, TestContext.Current.CancellationToken)).Closed.ShouldBe([new("orders", "region")]);
    }

    [Fact]
    public async Task Callers_WithOtherRules_ShareNothing()
    {
        await using var host = await PolicyHost.SqliteAsync(Script, "version: 1\nrules: [{table: orders, rows: \"region = caller('region')\"}]");
        Caller In(string user, string region) => new(user) { Attributes = new Dictionary<string, IReadOnlyList<string>> { ["region"] = [region], ["other"] = [user] } };

        var berlin = await host.AccessAsync(In("a", "Berlin"));
        (await host.AccessAsync(In("b", "Berlin"))).ShouldBeSameAs(berlin);
        var paris = await host.AccessAsync(In("a", "Paris"));
        paris.ShouldNotBeSameAs(berlin);
        Values(berlin).ShouldBe(["Berlin"]);
        Values(paris).ShouldBe(["Paris"]);

        static IReadOnlyList<string> Values(CallerAccess access) =>
            access.Schema.Tables.Single(t => t.Name == "orders").Columns.Single(c => c.Name == "region").Profile.Values;
    }

    private static void Change(PolicyHost host, string script)
    {
        using var connection = new SqliteConnection($"Data Source={host.Source.Key};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = script;
        command.ExecuteNonQuery();
    }
}
