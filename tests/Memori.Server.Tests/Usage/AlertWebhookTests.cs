using System.Text.Json.Nodes;
using Memori.Ledger;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Reload;
using Memori.Server.Configuration.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Usage;

public sealed class AlertWebhookTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Alert_ReachesTheWebhookThatIsConfigured(bool fromTheStart)
    {
        var received = new TaskCompletionSource<JsonNode>(TaskCreationOptions.RunContinuationsAsynchronously);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var receiver = builder.Build();
        receiver.MapPost("/alerts", async (HttpRequest request) => received.TrySetResult((await JsonNode.ParseAsync(request.Body))!));
        await receiver.StartAsync();
        var data = Directory.CreateTempSubdirectory("memori-alerts-");
        var file = Path.Combine(data.FullName, ".env");
        var (common, hook) = ($"MEMORI_DATA_DIR={data.FullName}\nMEMORI_DAILY_TOKEN_LIMIT=100\n", $"MEMORI_ALERT_WEBHOOK_URL={receiver.Urls.Single()}/alerts\n");
        await File.WriteAllTextAsync(file, fromTheStart ? common + hook : common);
        var reading = SettingsReader.Read(SettingsSources.Of([], [KeyValuePair.Create(SettingsSources.EnvFileVariable, file)]));
        await using (var app = MemoriServer.Build(reading, "http://127.0.0.1:0"))
        {
            await ServiceStartup.PrepareAsync(app.Services);
            await app.StartAsync();
            await File.WriteAllTextAsync(file, common + hook);
            app.Services.GetRequiredService<LiveSettings>().Reload();
            await app.Services.GetRequiredService<UsageLedger>().RecordAsync(new Payer { UserId = "ann" }, "m", new TokenUsage { InputTokens = 80 });

            var alert = await received.Task.WaitAsync(TimeSpan.FromSeconds(30));

            ((string?)alert["kind"], (string?)alert["subject_kind"], (string?)alert["id"], (long)alert["used"]!, (long)alert["limit"]!)
                .ShouldBe(("daily-budget", "user", "ann", 80, 100));
        }

        data.Delete(recursive: true);
    }
}
