using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests;

public sealed class ClaudeOptionsTests
{
    [Fact]
    public void Create_InvalidOptions_ReportsAllErrorsAtOnce()
    {
        var fault = Should.Throw<MemoriException>(() => ClaudeChatClient.Create(new ClaudeOptions
        {
            ApiKey = " ",
            BaseUrl = new Uri("ftp://example"),
            Model = "claude-99",
            Timeout = TimeSpan.Zero,
            MaxRetries = 11,
            BreakerFailureRatio = 0,
        }));
        fault.Code.ShouldBe("invalid-claude-options");
        foreach (var name in (string[])["ApiKey", "BaseUrl", "claude-99", "Timeout", "MaxRetries", "BreakerFailureRatio"])
        {
            fault.Text.English.ShouldContain(name);
            fault.Text.Chinese.ShouldContain(name);
        }
    }

    [Fact]
    public void Create_Defaults_NeedOnlyAKey()
    {
        using var client = ClaudeChatClient.Create(new ClaudeOptions { ApiKey = "k" });
        client.GetService<ChatClientMetadata>()!.DefaultModelId.ShouldBe("claude-sonnet-4-5-20250929");
        client.GetService<ChatClientMetadata>()!.ProviderUri.ShouldBe(new Uri("https://api.anthropic.com"));
    }

    [Fact]
    public async Task A_wrong_key_is_said_to_be_wrong()
    {
        await using var claude = await ClaudeFixture.StartAsync(options => options.ApiKey = "another");
        var fault = await Should.ThrowAsync<MemoriException>(claude.AskAsync());
        fault.Code.ShouldBe("claude-authentication");
        fault.ToString().ShouldNotContain("another");
    }
}
