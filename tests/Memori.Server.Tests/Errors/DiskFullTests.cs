using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Errors;

public sealed class DiskFullTests : IAsyncLifetime
{
    private readonly ServerFixture _server = new();

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_full_disk_is_507_for_writes_and_reads_go_on()
    {
        TestStore.OnlyEmbedded();
        (string, string)[] ann = [("X-User-Id", "ann")];
        (await _server.PostAsync("/api/memories", new { content = "I like green tea.", kind = "preference" }, ann)).Status.ShouldBeLessThan(300);
        await Sql("PRAGMA max_page_count = 1");

        var (status, problem) = await _server.PostAsync("/api/memories", new { content = new string('x', 90_000), kind = "fact" }, ann);

        status.ShouldBe(507);
        problem["code"]!.GetValue<string>().ShouldBe("state-disk-full");
        (await _server.PostAsync("/api/memories/search", new { query = "green tea" }, ann)).ShouldSatisfyAllConditions(
            answer => answer.Status.ShouldBe(200), answer => answer.Body["results"]!.AsArray().Count.ShouldBe(1));
        await Sql("PRAGMA max_page_count = 1000000");
        (await _server.PostAsync("/api/memories", new { content = new string('x', 90_000), kind = "fact" }, ann)).Status.ShouldBeLessThan(300);
    }

    private Task<object?> Sql(string sql) => _server.Services.GetRequiredService<IDatabase>().WriteAsync(async (transaction, token) =>
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(token);
    });
}
