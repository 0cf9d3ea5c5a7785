using System.Text.Json.Nodes;
using Memori.Ledger;
using Memori.Server.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Usage;

public sealed class AlertWebhookTests
{
    [Fact]
    public async Task Alert_ReachesTheWebhookThatIsConfigured()
    {
        var received = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var receiver = builder.Build();
        receiver.MapPost("/alerts", async (HttpRequest request) => received.TrySetResult((await JsonNode.ParseAsync(request.Body))!));
        await receiver.StartAsync();
        var data = Directory.CreateTempSubdirectory("memori-alerts-");
        var settings = new MemoriSettings { DataDirectory = data.FullName, DailyTokenLimit = 100, AlertWebhook = new Uri(receiver.Urls.Single() + "/alerts") };
        await using (var app = MemoriServer.Build(settings, "http://127.0.0.1:0"))
        {
            await ServiceStartup.PrepareAsync(app.Services);
            await app.StartAsync();
            await app.Services.GetRequiredService<UsageLedger>().RecordAsync(new Payer { UserId = "ann" }, "m", new TokenUsage { InputTokens = 80 });

            var alert = await received.Task.WaitAsync(TimeSpan.FromSeconds(30));

            ((string?)alert["kind"], (string?)alert["subject_kind"], (string?)alert["id"], (long)alert["used"]!, (long)alert["limit"]!)
                .ShouldBe(("daily-budget", "user", "ann", 80, 100));
        }

        data.Delete(recursive: true);
    }
}
