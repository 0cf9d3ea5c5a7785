using System.Globalization;
using Memori.Server.Access;
using Memori.Server.Answers;
using Memori.Server.Ask.Runs;
using Memori.Server.Audit;
using Memori.Server.Errors;
using Memori.Server.Limits;
using Memori.Server.Memories;
using Memori.Server.Sessions;
using Memori.Text2Sql;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding.Policies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of questions whose stages are told as they happen.</summary>
public static class RunEndpoints
{
    private static readonly Type[] Told = [typeof(RunDocument), typeof(RunStageDocument), typeof(RunStoppedDocument)];

    private const string Events =
        "Server-sent events with ids from 1: `run` (RunDocument), `stage` (RunStageDocument) twice for each step, then one of `answer` (KeptAnswerDocument; decimals and whole numbers beyond ±2⁵³ are text), "
        + "`problem` (ProblemDetails) or `stopped`. The run goes on when the connection is lost: `GET /api/text2sql/runs/{id}/events` with `Last-Event-ID` goes on where it was.";

    /// <summary>Maps <c>/api/text2sql/runs…</c>.</summary>
    public static IEndpointRouteBuilder MapRuns(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/text2sql/runs").WithTags("Text2SQL").ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(503);
        group.MapPost("", StartAsync).WithName("start_run").WithSummary("Turn a question into an answer, told stage by stage").WithDescription(Events).TellsEvents(Told, typeof(KeptAnswerDocument), typeof(ProblemDetails));
        group.MapGet("/{id}/events", ListenAsync).WithName("listen_to_run").WithSummary("What a run tells, from where the caller lost it; a run that is over is known for some minutes")
            .WithDescription(Events).TellsEvents(Told, typeof(KeptAnswerDocument), typeof(ProblemDetails));
        group.MapDelete("/{id}", Stop).WithName("stop_run").WithSummary("Stop a run; one that is over stays as it is");
        return routes;
    }

    private static async Task StartAsync(
        StartRunRequest body, HttpContext http, AccessCatalog access, AskRunner runner, ContextOptions context, ConcurrencyGate gate, TimeProvider time)
    {
        var scope = await CallerIdentity.Scope(http.Request, body.UserId, body.SessionId).InSessionAsync(http.Request);
        var caller = CallerIdentity.Caller(http.Request, scope);
        if (body.ExcludeMemories is { Count: > StartRunRequest.MostExcluded })
        {
            throw RunFaults.TooManyExcluded();
        }

        var question = new AskRequest
        {
            Scope = scope,
            Caller = caller,
            DataSource = await access.OpenAsync(body.DatasourceId, caller, http.RequestAborted),
            Text = AskPipeline.RequireQuestion(body.Query),
            IncludeExplanation = body.IncludeExplanation,
            Context = body.Context?.Over(context) ?? context,
            Without = (body.ExcludeMemories ?? []).ToHashSet(StringComparer.Ordinal),
        };
        var conversation = string.IsNullOrEmpty(body.ConversationId) ? scope.SessionId! : Memori.Identifiers.Require(body.ConversationId, "conversation_id");
        var slot = await gate.EnterAsync(scope.UserId, http.RequestAborted);
        AskRun run;
        try
        {
            run = runner.Start(new RunPlan
            {
                Question = question,
                ConversationId = conversation,
                Payer = CallerIdentity.Payer(http.Request, scope, "text2sql"),
                Actor = AuditFilter.ActorOf(http),
                RequestId = http.TraceIdentifier,
                Language = RequestLanguage.Of(http.Request),
                Slot = slot,
            });
        }
        catch
        {
            slot.Dispose();
            throw;
        }

        RequestTime.Lift(http);
        await RunStream.WriteAsync(http, run, after: 0, time);
    }

    private static async Task ListenAsync(string id, HttpContext http, AskRuns runs, TimeProvider time, [FromQuery(Name = "after")] int after = 0, [FromHeader(Name = "Last-Event-ID")] string? last = null)
    {
        var run = runs.Require(CallerIdentity.UserScope(http.Request, null, null).UserId, PathId.Of(id, http.Request, segments: 2));
        RequestTime.Lift(http);
        await RunStream.WriteAsync(http, run, int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : after, time);
    }

    private static NoContent Stop(string id, HttpRequest request, AskRuns runs)
    {
        runs.Require(CallerIdentity.UserScope(request, null, null).UserId, PathId.Of(id, request)).Stop();
        return TypedResults.NoContent();
    }
}
