using System.Text;
using Memori.Jobs;
using Memori.Text2Sql.Schema;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Text2Sql.Tests.Attacks;

/// <summary>The job that verifies pairs compares what a pair says that it read with the real schema, and tells the pair's owner: who forges what was read gets hidden names.</summary>
public sealed class PolicyDriftTests
{
    [Theory]
    [InlineData("SELECT zz FROM employees", "employees", 9, 6, "TEXT", "ssn")]
    [InlineData("SELECT zz FROM payroll", "payroll", 5, 4, "TEXT", "memo")]
    [InlineData("SELECT zz FROM departments", "departments", 4, 3, "TEXT", "secret_code")]
    public async Task ForgedReads_TellNoHiddenName(string sql, string table, int width, int at, string type, string hidden)
    {
        await using var world = await AttackWorld.SqliteAsync();

        (await VerifyAsync(world, sql, table, width, at, type)).ShouldNotContain(hidden);
    }

    [Fact]
    public async Task HiddenTable_IsVerifiedAsOneThatIsNotThere()
    {
        await using var world = await AttackWorld.SqliteAsync();
        await using var other = await AttackWorld.SqliteAsync();

        var hidden = await VerifyAsync(world, "SELECT memo FROM payroll", null, 0, 0, "");
        var nothing = await VerifyAsync(other, "SELECT memo FROM payrill", null, 0, 0, "");

        nothing.Replace("payrill", "payroll", StringComparison.Ordinal).ShouldBe(hidden);
    }

    [Fact]
    public async Task ForgedOrdinal_DoesNotStopTheJob()
    {
        await using var world = await AttackWorld.SqliteAsync();

        (await VerifyAsync(world, "SELECT zz FROM employees", "employees", 9, 99, "TEXT")).ShouldNotStartWith("Active");
    }

    private static async Task<string> VerifyAsync(AttackWorld world, string sql, string? table, int width, int at, string type)
    {
        const string Id = "01a206bf-5de8-7041-9de2-d780ad1ce617";
        var token = TestContext.Current.CancellationToken;
        var reads = table is null ? "" : $$""","reads":[{"schema":null,"table":"{{table}}","width":{{width}},"columns":[{"name":"zz","type":"{{type}}","at":{{at}}}]}]""";
        var line = $$"""
            {"id":"{{Id}}","namespace":"datasource:{{world.Source.Id}}","content":"probe","kind":"query","mode":"auto","layer":"long","status":"active","importance":0.6,"feedback":0.5,"confidence":1,"metadata":{"type":"query","datasource_id":{{world.Source.Id}},"sql":"{{sql}}","generator":"embedded","asked_at":"2026-01-01T00:00:00+00:00","confidence":0.5,"proof":{"schema_hash":"00","row_count":3,"verified_at":"2026-01-01T00:00:00+00:00"{{reads}}},"verdict":null},"provenance":"embedded","access_count":0,"created_at":"2026-01-01T00:00:00+00:00","updated_at":"2026-01-01T00:00:00+00:00"}
            """;
        var memory = world.Services.GetRequiredService<MemoryEngine>();
        var scope = Scope.Create("mallory", "s");
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(line));
        (await memory.ImportAsync(scope, input, token)).ShouldBe(1);
        var (schema, _) = await world.Services.GetRequiredService<SchemaCatalog>().GetAsync(world.Source, token);
        foreach (var observer in world.Services.GetServices<ISchemaObserver>())
        {
            await observer.DriftedAsync(world.Source, schema, schema, token);
        }

        await world.Services.GetRequiredService<JobRunner>().RunDueAsync(token);
        var seen = (await memory.GetAsync(scope, Id, token))!;
        return $"{seen.Status} {seen.Metadata!["archived"]?.ToJsonString()}";
    }
}
