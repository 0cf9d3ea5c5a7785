using Memori.Server.Errors;
using Memori.Server.Jobs;
using Memori.Server.Memories;
using Memori.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Microsoft.AspNetCore.Builder;

/// <summary>The routes of what the service does by itself.</summary>
public static class JobEndpoints
{
    private const string Route = "/api/admin/jobs";
    private const int MostListed = 1000;

    /// <summary>Maps <c>/api/admin/jobs</c>.</summary>
    public static IEndpointRouteBuilder MapJobs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Route).WithTags("Administration").ProducesProblem(401).ProducesProblem(403).RequireAdministrator();
        group.MapGet("", ListAsync).WithName("list_jobs").WithSummary("Scheduled work with its last and next runs, and the queues");
        group.MapGet("/{name}", GetAsync).WithName("get_job").WithSummary("One piece of scheduled work").ProducesProblem(404);
        group.MapPost("/{name}/run", RunAsync).WithName("run_job").WithSummary("Run a piece of scheduled work now; its outcome is in the list").ProducesProblem(404).ProducesProblem(409);
        group.MapGet("/{name}/runs", ListRunsAsync).WithName("list_job_runs").WithSummary("The last runs of a piece of scheduled work, with what went wrong").ProducesProblem(404);
        group.MapDelete("/{name}/run", CancelAsync).WithName("cancel_job").WithSummary("Stop the run that this process makes, if it makes one; it comes again when it is due").ProducesProblem(404).ProducesProblem(409);
        group.MapGet("/queue", ListQueueAsync).WithName("list_queued_jobs").WithSummary("Queued jobs, the newest first").ProducesProblem(400);
        group.MapPost("/queue/{queue}/{id}/retry", RetryAsync).WithName("retry_queued_job").WithSummary("Try a job again that was given up").ProducesProblem(404);
        return routes;
    }

    private static async Task<JobListDocument> ListAsync(WorkRunner runner, IJobStore jobs, HttpRequest request, CancellationToken cancellationToken)
    {
        var language = RequestLanguage.Of(request);
        var states = await runner.StatesAsync(cancellationToken);
        var queues = await jobs.QueuesAsync(cancellationToken);
        return new([.. states.Select(state => JobDocument.From(state, language))], [.. queues.Select(QueueDocument.From)]);
    }

    private static Task<JobDocument> GetAsync(string name, WorkRunner runner, HttpRequest request, CancellationToken cancellationToken) =>
        DescribeAsync(runner.Find(name), runner, request, cancellationToken);

    private static async Task<Accepted<JobDocument>> RunAsync(string name, WorkRunner runner, WorkScheduler scheduler, HttpRequest request, CancellationToken cancellationToken)
    {
        var work = runner.Find(name);
        scheduler.Adopt(await runner.BeginNowAsync(work, cancellationToken));
        return TypedResults.Accepted($"{Route}/{work.Name}", await DescribeAsync(work, runner, request, cancellationToken));
    }

    private static async Task<JobRunListDocument> ListRunsAsync(string name, WorkRunner runner, HttpRequest request, CancellationToken cancellationToken)
    {
        var work = runner.Find(name);
        var record = (await runner.StatesAsync(cancellationToken)).Single(state => state.Work == work).Record;
        return new([.. record.Past.Select(run => PastJobRunDocument.From(run, RequestLanguage.Of(request)))]);
    }

    private static async Task<Accepted<JobDocument>> CancelAsync(string name, WorkRunner runner, HttpRequest request, CancellationToken cancellationToken)
    {
        var work = runner.Find(name);
        await runner.CancelAsync(work, cancellationToken);
        return TypedResults.Accepted($"{Route}/{work.Name}", await DescribeAsync(work, runner, request, cancellationToken));
    }

    private static async Task<QueuedJobListDocument> ListQueueAsync(IJobStore jobs, string? state, string? queue, int? limit, CancellationToken cancellationToken) => new(
    [
        .. (await jobs.ListAsync(queue, MemoryWords.Parse<JobState>(state, "state"), Math.Clamp(limit ?? 50, 1, MostListed), cancellationToken)).Select(QueuedJobDocument.From),
    ]);

    private static async Task<QueuedJobDocument> RetryAsync(string queue, string id, IJobStore jobs, HttpRequest request, CancellationToken cancellationToken) =>
        await jobs.RetryAsync(queue, PathId.Of(id, request, segments: 2), cancellationToken) is { } job ? QueuedJobDocument.From(job) : throw JobFaults.NotGivenUp();

    private static async Task<JobDocument> DescribeAsync(IScheduledWork work, WorkRunner runner, HttpRequest request, CancellationToken cancellationToken) =>
        JobDocument.From((await runner.StatesAsync(cancellationToken)).Single(state => state.Work == work), RequestLanguage.Of(request));
}
