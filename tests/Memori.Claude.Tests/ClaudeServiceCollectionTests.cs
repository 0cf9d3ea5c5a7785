using Memori.Claude.Emulator;
using Memori.Claude.Models;
using Memori.Claude.Resilience;
using Memori.Ledger;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Claude.Tests;

public sealed class ClaudeServiceCollectionTests
{
    [Fact]
    public async Task AddClaude_GivesAMeteredResilientClient()
    {
        await using var emulator = await MessagesEmulator.StartAsync(cancellationToken: TestContext.Current.CancellationToken);
        await using var services = new ServiceCollection()
            .AddSingleton<TimeProvider>(new FakeTime())
            .AddClaude(options =>
            {
                options.ApiKey = "k";
                options.BaseUrl = emulator.BaseUrl;
                options.Model = "claude-haiku-5-5";
            })
            .BuildServiceProvider();

        var client = services.GetRequiredService<IChatClient>();
        var response = await client.GetResponseAsync("Hello", cancellationToken: TestContext.Current.CancellationToken);

        response.Text.ShouldBe("OK");
        UsageCounts.FromUsage(response.Usage).CostPicodollars.ShouldBeGreaterThan(0);
        client.GetService<ClaudeResilienceChatClient>().ShouldNotBeNull();
        services.GetRequiredService<ModelCatalog>().ShouldBeSameAs(ModelCatalog.BuiltIn);
    }

    [Fact]
    public void AddClaude_WithoutKey_FailsAtStart() =>
        Should.Throw<MemoriException>(() => new ServiceCollection().AddClaude(new ClaudeOptions())).Code.ShouldBe("invalid-claude-options");

    [Fact]
    public void AddClaude_LeavesTheCallersOwnClient()
    {
        using var own = ClaudeChatClient.Create(new ClaudeOptions { ApiKey = "k" });
        using var services = new ServiceCollection().AddSingleton(own).AddClaude(new ClaudeOptions { ApiKey = "k" }).BuildServiceProvider();
        services.GetRequiredService<IChatClient>().ShouldBeSameAs(own);
    }
}
