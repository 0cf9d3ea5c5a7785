using System.Text;
using System.Text.Json.Nodes;
using Memori.Recall;
using Memori.Storage;

namespace Memori.Tests;

public sealed class MemoryEngineTransferTests : IDisposable
{
    private readonly FakeTime _time = new();
    private readonly MemoryEngine _from;
    private readonly MemoryEngine _to;

    public MemoryEngineTransferTests()
    {
        _from = new MemoryEngine(new InMemoryStore(), _time);
        _to = new MemoryEngine(new InMemoryStore(), _time);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _from.Dispose();
        _to.Dispose();
    }

    [Fact]
    public async Task Import_OfAnExport_Twice_GivesTheSameMemoriesOnce()
    {
        await _from.RememberAsync(
            Scope.Create("ann", "s1", "n"),
            new NewMemory { Id = "1", Content = "第一句\nsecond \"line\"", Kind = MemoryKind.Conversation, Speaker = "Ann", OccurredAt = _time.GetUtcNow().AddDays(-3) },
            Cancellation);
        await _from.RememberAsync(
            Scope.Create("ann"), new NewMemory { Id = "2", Content = "likes tea", Kind = MemoryKind.Preference, Metadata = new JsonObject { ["a"] = "<b>" } }, Cancellation);
        await _from.RememberAsync(Scope.Create("ann"), new NewMemory { Id = "3", Content = "Likes  tea", Kind = MemoryKind.Preference }, Cancellation);
        await _from.RememberAsync(Scope.Create("bob"), new NewMemory { Content = "secret", Kind = MemoryKind.Fact }, Cancellation);
        await _from.FeedbackAsync(Scope.Create("ann"), "2", 1, cancellationToken: Cancellation);
        await _from.RecallAsync(Scope.Create("ann"), new RecallRequest { Query = "tea" }, Cancellation);
        var original = await ExportAsync(_from, "ann");

        _time.Advance(TimeSpan.FromDays(1));
        await ImportAsync(_to, "carol", original);
        await ImportAsync(_to, "carol", original);

        (await ExportAsync(_to, "carol")).ShouldBe(original);
        original.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(2);
        original.ShouldNotContain("secret");
        (await _to.GetAsync(Scope.Create("carol"), "3", Cancellation))!.Id.ShouldBe("2");
    }

    [Theory]
    [InlineData("{\"id\":\"1\",\"content\":\"x\",\"kind\":\"fact\"}\nnot json")]
    [InlineData("{\"id\":\"1\",\"content\":\"x\",\"kind\":\"fact\"}\n{\"id\":\"2\",\"kind\":\"fact\"}")]
    [InlineData("{\"id\":\"1\",\"content\":\"x\",\"kind\":\"fact\"}\n{\"id\":\"2\",\"content\":\"y\",\"kind\":\"nonsense\"}")]
    [InlineData("{\"id\":\"1\",\"content\":\"x\",\"kind\":\"fact\"}\n{\"id\":\"2\",\"content\":\"y\",\"kind\":\"fact\",\"importance\":7}")]
    [InlineData("\n{\"id\":\"a\\nb\",\"content\":\"y\",\"kind\":\"fact\"}")]
    public async Task Import_BadLine_NamesIt(string text)
    {
        var failure = await Should.ThrowAsync<MemoriException>(() => ImportAsync(_to, "ann", text));

        failure.Code.ShouldBe("invalid-import");
        failure.Text.English.ShouldContain("Line 2");
    }

    private static async Task<string> ExportAsync(MemoryEngine engine, string user)
    {
        using var stream = new MemoryStream();
        await engine.ExportAsync(Scope.Create(user), stream, Cancellation);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static async Task ImportAsync(MemoryEngine engine, string user, string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await engine.ImportAsync(Scope.Create(user), stream, Cancellation);
    }
}
