using Memori.Claude.Emulator;

namespace Memori.Cli.Tests.BlackBox;

/// <summary>For this machine alone, nobody needs a key; behind it an emulator of the Messages API.</summary>
public sealed class OpenService : RunningService
{
    /// <summary>What stands in for Anthropic.</summary>
    public MessagesEmulator Claude { get; private set; } = null!;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Claude.DisposeAsync();
    }

    protected override async Task ConfigureAsync()
    {
        Claude = await MessagesEmulator.StartAsync();
        Settings["ANTHROPIC_API_KEY"] = "sk-ant-emulated";
        Settings["MEMORI_ANTHROPIC_BASE_URL"] = Claude.BaseUrl.ToString();
        Settings["MEMORI_CORS_ORIGINS"] = "https://app.example";
        Settings["MEMORI_MAX_BODY_MB"] = "1";
    }
}
