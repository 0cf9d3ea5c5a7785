namespace Memori.Cli.Tests.BlackBox;

/// <summary>As it comes: for this machine alone, without Claude, with the sample database.</summary>
public sealed class OfflineService : RunningService
{
    protected override Task ConfigureAsync()
    {
        // Nothing listens there: what an own key is sent to must not leave this machine.
        Settings["MEMORI_ANTHROPIC_BASE_URL"] = "http://127.0.0.1:9";
        Settings["MEMORI_MAX_BODY_MB"] = "1";
        return Task.CompletedTask;
    }
}
