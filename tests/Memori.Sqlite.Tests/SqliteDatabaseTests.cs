namespace Memori.Sqlite.Tests;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Remember_AfterReopening_IsRecalled()
    {
        var scope = Scope.Create("ann", "s1");
        await using (var database = await SqliteDatabase.OpenAsync(_folder.File("state.db"), TimeProvider.System, Cancellation))
        {
            using var engine = new MemoryEngine(new SqliteMemoryStore(database), TimeProvider.System);
            await engine.RememberAsync(scope, new NewMemory { Content = "The fiscal year starts in April.", Kind = MemoryKind.Rule }, Cancellation);
        }

        await using (var database = await SqliteDatabase.OpenAsync(_folder.File("state.db"), TimeProvider.System, Cancellation))
        {
            using var engine = new MemoryEngine(new SqliteMemoryStore(database), TimeProvider.System);
            var found = await engine.RecallAsync(Scope.Create("ann", "s2"), new() { Query = "When does our fiscal year start?" }, Cancellation);
            found.Single().Memory.Content.ShouldBe("The fiscal year starts in April.");
        }
    }
}
