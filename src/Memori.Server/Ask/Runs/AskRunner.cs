using System.Collections.Concurrent;
using Memori.Ledger;
using Memori.Measuring;
using Memori.Server.Answers;
using Memori.Server.Audit;
using Memori.Server.Background;
using Memori.Server.Configuration.Reload;
using Memori.Server.Errors;
using Memori.Server.Limits;
using Memori.Server.Users;
using Memori.Text2Sql;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.Execution;
using Microsoft.Extensions.Hosting;

namespace Memori.Server.Ask.Runs;

/// <summary>
/// Answers questions as runs: they go on when the connection is lost, until they are answered, stopped, or out of time. Before anybody is told the answer it is in the
/// audit and kept under the run's id. Thread-safe.
/// </summary>
internal sealed partial class AskRunner(
    AskPipeline pipeline, AskRuns runs, AnswerStore answers, AuditKeeper audit, UserPresence presence, ServiceStop stop, LiveSettings live, TimeProvider time, ILogger<AskRunner> logger)
    : IHostedService
{
    private readonly ConcurrentDictionary<AskRun, Task> _underWay = [];

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Waits for the runs that go on; they end when the service has no more time.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.WhenAll(_underWay.Values).WaitAsync(cancellationToken);

    /// <summary>Begins a run.</summary>
    /// <exception cref="MemoriException"><c>user-being-forgotten</c>.</exception>
    public AskRun Start(RunPlan plan)
    {
        var run = new AskRun(Guid.CreateVersion7(time.GetUtcNow()).ToString("N"), plan.Question.Scope.UserId, plan.Language);
        if (presence.TryEnter(run.UserId, run.Forget) is not { } present)
        {
            run.Dispose();
            throw UserPresence.BeingForgotten();
        }

        var (measure, askedAt) = (RequestMeasure.Current, plan.Question.AskedAt ?? time.GetLocalNow());
        measure?.Hold();
        runs.Add(run);
        run.Tell(
            "run",
            new RunDocument(run.Id, run.Id, plan.ConversationId, plan.Question.Scope.SessionId!, plan.Question.DataSource.Id, plan.Question.Text, askedAt),
            ServiceJson.Readable.RunDocument);

        // Not in the caller's turn: what is told meanwhile is to be sent. Known before it can be over.
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _underWay[run] = Task.Run(async () =>
        {
            await go.Task;
            using (run)
            using (present)
            using (plan.Slot)
            {
                await RunAsync(run, plan with { Question = plan.Question with { AskedAt = askedAt, Progress = run } });
                measure?.Release();
                _underWay.TryRemove(run, out _);
            }
        });
        go.SetResult();
        return run;
    }

    private async Task RunAsync(AskRun run, RunPlan plan)
    {
        using var log = StatementLog.Begin();
        using var payer = Payer.Use(plan.Payer);
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(live.Current.RequestTimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(run.Stopping, late.Token, stop.Ending);
        var began = time.GetTimestamp();
        try
        {
            var (answer, failure) = await AnswerAsync(run, plan, either.Token);
            var kept = KeptOf(run, plan, answer, failure) with { Took = time.GetElapsedTime(began) };
            await audit.KeepAsync(EntryOf(run, plan, log, failure));
            Tell(run, plan, kept with { Id = await KeepAsync(run, kept) ? kept.Id : "" }, answer, failure);
        }
        catch (Exception failure)
        {
            // The audit could not be written: then there is no answer.
            LogFailure(failure, plan.RequestId);
            TellProblem(run, plan, failure);
        }
    }

    private async Task<(Answer? Answer, Exception? Failure)> AnswerAsync(AskRun run, RunPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            return (await pipeline.AskAsync(plan.Question, cancellationToken), null);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return (null, run.Stopping.IsCancellationRequested ? new RunStoppedException() : stop.Ending.IsCancellationRequested ? RequestEnd.Stopped() : LimitFaults.TimedOut());
        }
        catch (Exception failure)
        {
            return (null, failure);
        }
    }

    private static KeptAnswer KeptOf(AskRun run, RunPlan plan, Answer? answer, Exception? failure)
    {
        var kept = new KeptAnswer
        {
            Id = run.Id,
            UserId = run.UserId,
            ConversationId = plan.ConversationId,
            SessionId = plan.Question.Scope.SessionId!,
            DatasourceId = plan.Question.DataSource.Id,
            AskedAt = plan.Question.AskedAt!.Value,
            State = answer is null ? failure is RunStoppedException ? "stopped" : "failed" : answer.Sql is null ? "clarification" : "answered",
            Question = plan.Question.Text,
        };
        var problem = failure is null or RunStoppedException ? null : ProblemExceptionHandler.Describe(failure, plan.Language, plan.RequestId);
        return answer is null
            ? kept with { Code = problem is null ? null : ProblemExceptionHandler.CodeOf(problem), Detail = problem?.Detail }
            : kept with
            {
                Sql = answer.Sql,
                Confidence = answer.Sql is null ? null : answer.Confidence,
                Generator = answer.Generator,
                RowCount = answer.Result?.Rows.Count,
                Cost = answer.Usage.CostPicodollars,
                Document = AnswerBook.Write(AnswerDocument.From(answer, withRows: false)),
            };
    }

    private static NewAuditEntry EntryOf(AskRun run, RunPlan plan, StatementLog log, Exception? failure)
    {
        var (outcome, code) = failure switch
        {
            null => (AuditOutcome.Ok, null),
            RunStoppedException => (AuditOutcome.Failed, RunStoppedException.Code),
            _ => AuditFaults.OutcomeOf(failure),
        };
        var entry = new NewAuditEntry { Kind = AuditedOperations.StartRun, Outcome = outcome, Code = code, Actor = plan.Actor, DatasourceId = plan.Question.DataSource.Id, PolicyVersion = log.PolicyVersion };
        return run.IsForgotten ? entry with { Actor = AccessRefusals.Nobody } : entry with
        {
            UserId = run.UserId,
            SessionId = plan.Question.Scope.SessionId,
            RequestId = plan.RequestId,
            Asked = plan.Question.Text,
            Statements = log.Statements,
        };
    }

    /// <summary>Keeps an answer; one that can't be kept is given all the same.</summary>
    private async Task<bool> KeepAsync(AskRun run, KeptAnswer kept)
    {
        if (run.IsForgotten)
        {
            return false;
        }

        try
        {
            await answers.AddAsync(kept, CancellationToken.None);
            return true;
        }
        catch (Exception failure)
        {
            LogNotKept(failure, run.Id);
            return false;
        }
    }

    private void Tell(AskRun run, RunPlan plan, KeptAnswer kept, Answer? answer, Exception? failure)
    {
        if (answer is not null)
        {
            var document = AnswerBook.DocumentOf(kept, AnswerDocument.From(answer).WithExactRows());
            run.End("answer", kept.Id.Length > 0 ? document : document with { AnswerId = null }, ServiceJson.Readable.KeptAnswerDocument, time.GetUtcNow());
        }
        else if (failure is RunStoppedException)
        {
            run.End("stopped", new RunStoppedDocument(run.Id), ServiceJson.Readable.RunStoppedDocument, time.GetUtcNow());
        }
        else
        {
            TellProblem(run, plan, failure!);
        }
    }

    private void TellProblem(AskRun run, RunPlan plan, Exception failure)
    {
        var problem = ProblemExceptionHandler.Describe(failure, plan.Language, plan.RequestId);
        if (problem.Status >= StatusCodes.Status500InternalServerError)
        {
            LogFailure(failure, plan.RequestId);
            RequestMeasure.Current?.Fail(ProblemExceptionHandler.CodeOf(problem));
        }

        run.End("problem", problem, ServiceJson.Readable.ProblemDetails, time.GetUtcNow());
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The run of request {RequestId} failed")]
    private partial void LogFailure(Exception failure, string requestId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The answer of run {RunId} could not be kept: its link will not work.")]
    private partial void LogNotKept(Exception failure, string runId);

    /// <summary>Somebody stopped the run.</summary>
    private sealed class RunStoppedException : Exception
    {
        public const string Code = "stopped";
    }
}
