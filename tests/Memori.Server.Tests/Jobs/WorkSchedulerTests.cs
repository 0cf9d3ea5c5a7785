using System.Net;
using System.Text.Json.Nodes;
using Memori.Server.Jobs;
using Memori.Server.Tests.Proxy;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Jobs;

public sealed class WorkSchedulerTests
{
    [Fact]
    public async Task Due_work_is_run_again_and_again_and_a_slow_one_does_not_hold_it_up()
    {
        var slow = new CountedWork("slow", TimeSpan.FromSeconds(1), run: async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return null;
        });
        var quick = new CountedWork("quick", TimeSpan.FromMilliseconds(10));
        await using var service = await StartAsync(slow, quick);
        await slow.BeganAsync();
        for (var i = 0; i < 3; i++)
        {
            await quick.BeganAsync();
        }

        slow.Runs.ShouldBe(1);
    }

    [Fact]
    public async Task Jobs_are_listed_run_by_hand_and_refused_while_they_run()
    {
        var enough = new TaskCompletionSource<string?>();
        var manual = new CountedWork("manual", run: _ => enough.Task);
        await using var service = await StartAsync(manual);
        var before = await GetAsync(service, "/api/admin/jobs/manual");
        before["last_run"].ShouldBeNull();
        before["next_run_at"].ShouldBeNull();

        (await service.SendAsync("", "/api/admin/jobs/manual/run")).StatusCode.ShouldBe(HttpStatusCode.Accepted);
        await manual.BeganAsync();

        using (var second = await service.SendAsync("", "/api/admin/jobs/manual/run"))
        {
            second.StatusCode.ShouldBe(HttpStatusCode.Conflict);
            (await second.Content.ReadAsStringAsync()).ShouldContain("job-running");
        }

        (await GetAsync(service, "/api/admin/jobs/manual"))["running_at"].ShouldNotBeNull();
        enough.SetResult("3 things done");
        JsonNode job;
        while ((job = await GetAsync(service, "/api/admin/jobs/manual"))["running_at"] is not null)
        {
            await Task.Yield();
        }

        job["last_run"]!["outcome"]!.GetValue<string>().ShouldBe("done");
        job["last_run"]!["note"]!.GetValue<string>().ShouldBe("3 things done");
        var all = await GetAsync(service, "/api/admin/jobs");
        all["jobs"]!.AsArray().Select(one => one!["name"]!.GetValue<string>()).ShouldContain("memory-lifecycle");
        using var missing = await service.SendAsync("", "/api/admin/jobs/none/run");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<DoorFixture> StartAsync(params IScheduledWork[] works) => DoorFixture.StartAsync(services: services =>
    {
        foreach (var work in works)
        {
            services.AddSingleton(work);
        }
    });

    private static async Task<JsonNode> GetAsync(DoorFixture service, string route) => JsonNode.Parse(await service.Client.GetStringAsync(route))!;
}
