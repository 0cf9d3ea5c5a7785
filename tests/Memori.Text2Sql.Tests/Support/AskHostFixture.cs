namespace Memori.Text2Sql.Tests.Support;

/// <summary>One host for all tests of a class that keep apart by their users.</summary>
public sealed class AskHostFixture : IAsyncLifetime
{
    private AskHost? _host;

    internal AskHost Host => _host!;

    public async ValueTask InitializeAsync() => _host = await AskHost.StartAsync();

    public ValueTask DisposeAsync() => _host!.DisposeAsync();
}
