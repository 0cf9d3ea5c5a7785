using System.Net;
using System.Text.Json.Nodes;
using Memori.Server.Ask.Runs;
using Memori.Server.Audit;
using Memori.Server.Limits;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Server.Tests.Ask.Runs;

/// <summary>Questions as runs, from the outside.</summary>
public sealed class RunEndpointsTests
{
    [Fact]
    public async Task A_run_tells_its_stages_in_order_and_then_the_answer()
    {
        await using var server = await RunServer.StartAsync();
        var told = await server.RunAsync("How many customers are there?");

        told.Select(one => one.Number).ShouldBe(Enumerable.Range(1, told.Count));
        told[0].Name.ShouldBe("run");
        told[0]["question"].ShouldBe("How many customers are there?");
        var stages = told.Where(one => one.Name == "stage").ToList();
        stages.Where(one => one["state"] == "ok").Select(one => one["stage"]).Distinct().ShouldBe(["understand", "recall", "write", "check", "run", "explain"]);
        stages.GroupBy(one => one["step"]).ShouldAllBe(step => step.Count() == 2 && step.First()["state"] == "started" && step.Last()["ms"].Length > 0);
        stages.Where(one => one["stage"] == "check").ShouldAllBe(one => one["sql"].Contains("customers"));
        var answer = told[^1];
        answer.Name.ShouldBe("answer");
        (answer["answer_id"], answer["state"]).ShouldBe((told[0]["run_id"], "answered"));
        answer.Data["answer"]!["rows"]![0]![0]!.GetValue<long>().ShouldBeGreaterThan(0);
        answer.Data["answer"]!["tables"]!.AsArray().Select(table => table!.ToString()).ShouldBe(["customers"]);
        answer.Data["answer"]!["reasons"]!.AsArray().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_lost_connection_goes_on_where_it_was()
    {
        await using var server = await RunServer.StartAsync();
        const string query = "gated: how many customers?";
        List<ToldEvent> before = [];
        using (var first = await server.StartRunAsync(query))
        {
            await foreach (var one in RunServer.ReadAsync(first))
            {
                before.Add(one);
                if (one["stage"] == "write")
                {
                    break;
                }
            }
        }

        var run = before[0]["run_id"];
        using var second = await server.ListenAsync(run, before[^1].Number);
        server.Gated.Open(query);
        var after = await RunServer.ReadAsync(second).ToListAsync();

        after[0].Number.ShouldBe(before[^1].Number + 1);
        after[^1].Name.ShouldBe("answer");

        // From the beginning, and from behind the end.
        using var whole = await server.ListenAsync(run, 0);
        (await RunServer.ReadAsync(whole).ToListAsync()).Count.ShouldBe(before.Count + after.Count);
        using var none = await server.ListenAsync(run, after[^1].Number);
        (await RunServer.ReadAsync(none).ToListAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_is_stopped_and_says_so_and_gives_its_place_back()
    {
        await using var server = await RunServer.StartAsync(settings => settings with { MaxRequestsPerUser = 1 });
        const string query = "gated: never answered";
        using var response = await server.StartRunAsync(query);
        await using var events = RunServer.ReadAsync(response).GetAsyncEnumerator();
        string run = "";
        while (await events.MoveNextAsync() && events.Current["stage"] != "write")
        {
            run = events.Current["run_id"] is { Length: > 0 } id ? id : run;
        }

        await server.JsonAsync(HttpMethod.Delete, $"{RunServer.Route}/{run}", expected: HttpStatusCode.NoContent);
        List<ToldEvent> rest = [];
        while (await events.MoveNextAsync())
        {
            rest.Add(events.Current);
        }

        rest[0]["state"].ShouldBe("stopped");
        rest[^1].Name.ShouldBe("stopped");
        server.Gated.Canceled.ContainsKey(query).ShouldBeTrue();
        (await server.JsonAsync(HttpMethod.Get, $"/api/answers/{run}"))["state"]!.GetValue<string>().ShouldBe("stopped");
        await server.JsonAsync(HttpMethod.Delete, $"{RunServer.Route}/{run}", expected: HttpStatusCode.NoContent);

        // The only place of this user is free again.
        (await server.RunAsync("How many orders are there?"))[^1].Name.ShouldBe("answer");
    }

    [Fact]
    public async Task Another_s_run_is_not_there()
    {
        await using var server = await RunServer.StartAsync();
        var run = (await server.RunAsync("How many stores are there?", "ann"))[0]["run_id"];
        using var listened = await server.ListenAsync(run, 0, "bert");
        listened.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await server.JsonAsync(HttpMethod.Delete, $"{RunServer.Route}/{run}", user: "bert", expected: HttpStatusCode.NotFound))["code"]!.GetValue<string>().ShouldBe("run-not-found");
        (await server.JsonAsync(HttpMethod.Get, $"/api/answers/{run}", user: "bert", expected: HttpStatusCode.NotFound))["code"]!.GetValue<string>().ShouldBe("answer-not-found");
    }

    [Theory]
    [InlineData("", 1, 400, "question-empty")]
    [InlineData("How many?", 4711, 404, "datasource-not-found")]
    public async Task What_can_t_begin_is_an_ordinary_problem(string query, int datasource, int status, string code)
    {
        await using var server = await RunServer.StartAsync();
        using var response = await server.StartRunAsync(query, more: new { datasource_id = datasource });
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        ((int)response.StatusCode, problem["code"]!.GetValue<string>()).ShouldBe((status, code));
        server.Services.GetRequiredService<AskRuns>().Count.ShouldBe(0);
        server.Services.GetRequiredService<ConcurrencyGate>().Running.ShouldBe(0);
    }

    [Fact]
    public async Task A_user_has_only_so_many_runs_at_once_also_when_nobody_listens()
    {
        await using var server = await RunServer.StartAsync(settings => settings with { MaxRequestsPerUser = 1, QueueTimeoutSeconds = 1 });
        const string query = "gated: first";
        using (var first = await server.StartRunAsync(query))
        {
            first.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        using var second = await server.StartRunAsync("How many customers are there?");
        second.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        server.Gated.Open(query);
    }

    [Fact]
    public async Task A_run_that_takes_too_long_ends_with_the_problem()
    {
        var time = new HeldTime(TimeSpan.FromSeconds(1234));
        await using var server = await RunServer.StartAsync(settings => settings with { RequestTimeoutSeconds = 1234 }, time);
        using var response = await server.StartRunAsync("gated: takes for ever");
        ToldEvent? last = null;
        await foreach (var one in RunServer.ReadAsync(response))
        {
            last = one;
            if (one["stage"] == "write")
            {
                time.Ring();
            }
        }

        last.ShouldNotBeNull();
        (last.Name, last["code"]).ShouldBe(("problem", "request-timeout"));
        var kept = (await server.JsonAsync(HttpMethod.Get, "/api/answers"))["answers"]!.AsArray().ShouldHaveSingleItem()!;
        kept["state"]!.GetValue<string>().ShouldBe("failed");
    }

    [Fact]
    public async Task A_memory_that_is_left_out_is_not_used()
    {
        await using var server = await RunServer.StartAsync();
        var first = (await server.RunAsync("How many orders are there?"))[^1].Data["answer"]!;
        var learned = first["learned_memory_id"]!.GetValue<string>();
        var again = (await server.RunAsync("How many orders are there?"))[^1].Data["answer"]!;
        again["generator"]!.GetValue<string>().ShouldBe("remembered");
        var without = (await server.RunAsync("How many orders are there?", more: new { exclude_memories = new[] { learned } }))[^1].Data["answer"]!;
        without["generator"]!.GetValue<string>().ShouldBe("embedded");
        without["memories"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_audit_has_the_question_and_its_SQL_once()
    {
        await using var server = await RunServer.StartAsync();
        await server.RunAsync("How many products are there?");
        var page = await server.Services.GetRequiredService<AuditTrail>().SearchAsync(new AuditQuery { Kind = AuditedOperations.StartRun });
        var entry = page.ShouldHaveSingleItem();
        (entry.Asked, entry.Outcome, entry.UserId).ShouldBe(("How many products are there?", AuditOutcome.Ok, "ann"));
        entry.Statements.ShouldNotBeEmpty();
    }
}
