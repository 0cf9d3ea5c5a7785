using Memori.Claude.Emulator;

namespace Memori.Cli.Tests.BlackBox;

/// <summary>Closed to whoever has no key, with small limits.</summary>
public sealed class ClosedService : RunningService
{
    public const string AdminKey = "an-administrator-s-key-of-the-settings-0123456789";

    public MessagesEmulator Claude { get; private set; } = null!;

    /// <summary>As the administrator.</summary>
    public static (string, string) Admin => ("Authorization", "Bearer " + AdminKey);

    /// <summary>A key that may act for any user.</summary>
    public (string, string) AnyUser { get; private set; }

    /// <summary>A key of <c>alice</c>, and only hers.</summary>
    public (string, string) Alice { get; private set; }

    /// <summary>A key of <c>bob</c>.</summary>
    public (string, string) Bob { get; private set; }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Claude.DisposeAsync();
    }

    /// <summary>Makes a key and gives the header with it.</summary>
    public async Task<(string, string)> KeyAsync(object body) => ("x-api-key", (await PostAsync("/api/admin/keys", body, Admin)).Is(201).Word("secret"));

    protected override async Task ConfigureAsync()
    {
        Claude = await MessagesEmulator.StartAsync();
        Settings["ANTHROPIC_API_KEY"] = "sk-ant-emulated";
        Settings["MEMORI_ANTHROPIC_BASE_URL"] = Claude.BaseUrl.ToString();
        Settings["MEMORI_ADMIN_KEY"] = AdminKey;
        Settings["MEMORI_SESSION_AUTO_CREATE"] = "false";
    }

    protected override async Task PrepareAsync()
    {
        AnyUser = await KeyAsync(new { name = "portal", role = "service" });
        Alice = await KeyAsync(new { name = "alice's", role = "user", user_id = "alice" });
        Bob = await KeyAsync(new { name = "bob's", role = "user", user_id = "bob" });
    }
}
