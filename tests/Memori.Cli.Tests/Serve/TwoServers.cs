namespace Memori.Cli.Tests.Serve;

/// <summary>Two real servers on one PostgreSQL database of their own, before one Messages API.</summary>
public sealed class TwoServers : IAsyncLifetime
{
    public const string Admin = "an admin key of more than thirty-two characters";

    internal ServiceProcess One { get; private set; } = null!;

    internal ServiceProcess Two { get; private set; } = null!;

    internal GatedApi Api { get; private set; } = null!;

    internal CliProcess Cli { get; } = new();

    private readonly CliProcess _otherCli = new();
    private StateServer? _state;

    public async ValueTask InitializeAsync()
    {
        _state = await StateServer.StartAsync();
        Api = await GatedApi.StartAsync();
        foreach (var cli in (CliProcess[])[Cli, _otherCli])
        {
            cli.Environment["MEMORI_DATABASE_URL"] = _state.Url;
            cli.Environment["MEMORI_ADMIN_KEY"] = Admin;
            cli.Environment["MEMORI_RATE_LIMIT_PER_MINUTE"] = "0";
            cli.Environment["MEMORI_DAILY_TOKEN_LIMIT"] = "1000";
            cli.Environment["MEMORI_ANTHROPIC_API_KEY"] = "key-of-the-service";
            cli.Environment["MEMORI_ANTHROPIC_BASE_URL"] = Api.Address;
            cli.Environment["MEMORI_PROXY_MEMORY"] = "false";
        }

        // At once: they bring the tables up to date in turn.
        var started = await Task.WhenAll(ServiceProcess.StartAsync(Cli), ServiceProcess.StartAsync(_otherCli));
        (One, Two) = (started[0], started[1]);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in (ServiceProcess?[])[One, Two])
        {
            if (service is not null)
            {
                await service.DisposeAsync();
            }
        }

        if (Api is not null)
        {
            await Api.DisposeAsync();
        }

        if (_state is not null)
        {
            await _state.DisposeAsync();
        }

        Cli.Dispose();
        _otherCli.Dispose();
    }
}
