using System.Data.Common;
using System.Net;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Diagnosis;
using Memori.Text2Sql.DataSources.Drivers;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Guarding;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Tests.Support;

namespace Memori.Text2Sql.Tests.DataSources.Drivers;

/// <summary>The extension point of docs/extending-databases.md, with Npgsql known only by its name in <see cref="DbProviderFactories"/>.</summary>
public sealed class ExternalDatabaseTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IAsyncLifetime
{
    private SourceHost _host = null!;

    private string Url => postgres.Url.Replace("postgres://", "elephant://", StringComparison.Ordinal);

    public async ValueTask InitializeAsync()
    {
        DbProviderFactories.RegisterFactory("Elephant.Provider", Npgsql.NpgsqlFactory.Instance);
        _host = await SourceHost.StartAsync();
        _host.Restart(null, new ElephantDriver());
        _ = postgres.Url;
        await postgres.RunAsync(
            """
            DROP TABLE IF EXISTS sale, city;
            CREATE TABLE city (id int PRIMARY KEY, name varchar(20) UNIQUE NOT NULL);
            CREATE TABLE sale (id bigint PRIMARY KEY, city_id int REFERENCES city, amount numeric(10,2), at timestamp, day date, online boolean, raw bytea);
            INSERT INTO city VALUES (1, 'Paris'), (2, '北京');
            INSERT INTO sale SELECT g, 1 + g % 2, g * 1.5, timestamp '2024-01-01' + g * interval '1 hour', date '2024-01-01', g % 2 = 0, '\x01' FROM generate_series(1, 50) AS g;
            """);
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Schema_ComesFromInformationSchema_WithKeysAndProfiles()
    {
        var source = await _host.Catalog.RegisterAsync(Url, Token);
        var (schema, _) = await _host.Schemas.GetAsync(source, Token);

        schema.Dialect.ShouldBe(SqlDialect.Postgres);
        var city = schema.Tables.Single(t => t.Name == "city");
        (city.Schema, city.RowCount).ShouldBe((null, 2));
        city.PrimaryKey.ShouldBe(["id"]);
        city.Columns.Select(c => (c.Name, c.Type, c.Nullable, c.IsUnique)).ShouldBe([("id", ColumnType.Integer, false, true), ("name", ColumnType.Text, false, true)]);
        city.Columns[1].Profile.Values.ShouldBe(["Paris", "北京"], ignoreOrder: true);
        var sale = schema.Tables.Single(t => t.Name == "sale");
        sale.ForeignKeys.Select(k => (k.Columns.Single(), k.ReferencedTable, k.ReferencedColumns.Single())).ShouldBe([("city_id", "city", "id")]);
        sale.Columns.Select(c => c.Type).ShouldBe(
            [ColumnType.Integer, ColumnType.Integer, ColumnType.Number, ColumnType.Timestamp, ColumnType.Date, ColumnType.Boolean, ColumnType.Blob]);
        _host.Restart(null, new ElephantDriver());
        (await _host.Schemas.GetAsync(await _host.Catalog.GetAsync(source.Id, Token), Token)).Schema.Hash.ShouldBe(schema.Hash);
        (await _host.Catalog.DescribeAsync(source.Id, Token)).Kind.ShouldBe(DataSourceKind.External);
    }

    [Fact]
    public async Task Query_Runs_Guarded_WithinLimits()
    {
        var source = await _host.Catalog.RegisterAsync(Url, Token);
        var (schema, _) = await _host.Schemas.GetAsync(source, Token);
        var executor = new QueryExecutor();
        var guard = new SqlGuard();

        var result = await executor.ExecuteAsync(source, guard.Require("SELECT c.name, count(*) AS n, sum(amount) AS total, max(at) AS latest FROM sale JOIN city c ON c.id = city_id GROUP BY c.name ORDER BY 1", schema), null, Token);
        result.Columns.Select(c => c.Type).ShouldBe(["text", "integer", "number", "timestamp"]);
        result.Rows[0].ShouldBe(["Paris", 25L, 975m, new DateTime(2024, 1, 3, 2, 0, 0)]);

        (await executor.ExecuteAsync(source, guard.Require("SELECT id FROM sale", schema, 10), null, Token)).ShouldSatisfyAllConditions(r => r.Rows.Count.ShouldBe(10), r => r.Truncated.ShouldBeTrue());
        (await executor.ExecuteAsync(source, guard.Require("SELECT id, name FROM city ORDER BY id", schema), new ExecutionOptions { MaxBytes = 12 }, Token)).Truncated.ShouldBeTrue();
        (await executor.ExplainAsync(source, guard.Require("SELECT id FROM sale", schema), null, Token)).Text.ShouldContain("Scan");
        var slow = guard.Require("SELECT count(*) FROM sale a, sale b, sale c, sale d, sale e, sale f", schema);
        (await Should.ThrowAsync<QueryFailedException>(() => executor.ExecuteAsync(source, slow, new ExecutionOptions { Timeout = TimeSpan.FromMilliseconds(300) }, Token))).Code.ShouldBe("query-timeout");
    }

    [Fact]
    public async Task Driver_WhoseSessionCanWrite_IsRefused()
    {
        _host.Restart(null, new ElephantDriver { Forgetful = true });

        (await Should.ThrowAsync<MemoriException>(() => _host.Catalog.RegisterAsync(Url, Token))).Code.ShouldBe("datasource-not-read-only");
    }

    [Fact]
    public async Task Password_IsSealed_AndHostsAreJudged()
    {
        var source = await _host.Catalog.RegisterAsync(Url, Token);
        (await _host.Catalog.DescribeAsync(source.Id, Token)).ShouldSatisfyAllConditions(
            row => row.HasPassword.ShouldBeTrue(),
            row => row.Location.ShouldNotContain(DatabaseUrl.Parse(postgres.Url).Password!));
        _host.Restart(options => options with { Hosts = Memori.Text2Sql.DataSources.Admission.AllowedHosts.None }, new ElephantDriver());

        (await Should.ThrowAsync<MemoriException>(() => _host.Catalog.GetAsync(source.Id, Token))).Code.ShouldBe("datasource-host-not-allowed");
    }

    [Fact]
    public async Task WithoutItsDriver_ADatasourceIsListed_ButNotReached()
    {
        var source = await _host.Catalog.RegisterAsync(Url, Token);
        _host.Restart();

        (await _host.Catalog.ListAsync(Token)).ShouldContain(row => row.Id == source.Id);
        (await Should.ThrowAsync<MemoriException>(() => _host.Catalog.GetAsync(source.Id, Token))).Code.ShouldBe("datasource-no-driver");
        (await Should.ThrowAsync<MemoriException>(() => _host.Catalog.RegisterAsync(Url, Token))).Code.ShouldBe("datasource-unknown-form");
    }

    [Fact]
    public async Task ConnectionTest_TakesItsSteps()
    {
        var report = await _host.Check.TryAsync(new NewDataSource(Url), Token);

        report.Steps.Select(step => (step.Name, step.Outcome)).ShouldBe(
            [("host", StepOutcome.Ok), ("port", StepOutcome.Ok), ("login", StepOutcome.Ok), ("read-only", StepOutcome.Ok), ("schema", StepOutcome.Ok)]);
        (await _host.Check.TryAsync(new NewDataSource(Url.Replace(":", ":x", StringComparison.Ordinal).Replace("elephant:x//", "elephant://", StringComparison.Ordinal).Replace(":x", ":", StringComparison.Ordinal)) { Password = "wrong" }, Token))
            .Steps[^1].Name.ShouldBe("login");
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>What docs/extending-databases.md shows.</summary>
    private sealed class ElephantDriver : DatabaseDriver
    {
        public bool Forgetful { get; init; }

        public override string Scheme => "elephant";

        public override string ProviderName => "Elephant.Provider";

        public override int DefaultPort => 5432;

        public override SqlDialect Dialect => SqlDialect.Postgres;

        public override string? DefaultSchema => "public";

        public override string ReadOnlyQuery => "SELECT current_setting('transaction_read_only')";

        public override string ReadOnlyAnswer => "on";

        public override IReadOnlyList<string> Confine(TimeSpan timeout) =>
            [.. Forgetful ? Array.Empty<string>() : ["SET TRANSACTION READ ONLY"], FormattableString.Invariant($"SET LOCAL statement_timeout = {(long)timeout.TotalMilliseconds}")];

        public override string ConnectionString(DatabaseUrl url, IReadOnlyList<IPAddress> addresses)
        {
            var builder = new DbConnectionStringBuilder
            {
                ["Host"] = addresses is [var first, ..] ? first.ToString() : url.Host,
                ["Port"] = url.Port,
                ["Database"] = url.Database,
                ["Username"] = url.User,
                ["Password"] = url.Password ?? "",
            };
            return builder.ConnectionString;
        }
    }
}
