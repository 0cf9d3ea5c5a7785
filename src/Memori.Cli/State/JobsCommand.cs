using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Embeddings;
using Memori.Jobs;
using Memori.Lifecycle;
using Memori.Server.Jobs;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.State;

/// <summary><c>memori jobs</c>: background work, the newest first, and who leads what.</summary>
internal static class JobsCommand
{
    public static Command Create()
    {
        var command = CreateList();
        command.Subcommands.Add(RunJobCommand.Create());
        command.Subcommands.Add(RetryJobCommand.Create());
        return command;
    }

    private static Command CreateList()
    {
        var queue = new Option<string?>("--queue") { Description = "Only this kind of work · 只看此队列" };
        var state = new Option<string?>("--state") { Description = "Only in this state · 只看此状态" };
        state.AcceptOnlyFromAmong([.. Enum.GetNames<JobState>().Select(name => name.ToLowerInvariant())]);
        var limit = NumberOption.Whole("--limit", "How many at most, default 50 · 最多条数,默认 50", 50, most: 10_000);
        var run = new Option<bool>("--run") { Description = "Do now what is due, and a round of the lifecycle, as the service does by itself · 立即执行到期任务与一轮生命周期处理" };
        var command = new Command("jobs", "Scheduled work, queued jobs, and who leads what · 后台任务") { queue, state, limit, run };
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var store = services.GetRequiredService<IJobStore>();
            var embeddings = services.GetService<EmbeddingWorker>();
            if (call.Parsed.GetValue(run))
            {
                await services.GetRequiredService<JobRunner>().RunDueAsync(cancellationToken);
                await services.GetRequiredService<LifecycleSweep>().RunAsync(force: true, cancellationToken);
                await (embeddings?.RunAsync(cancellationToken) ?? Task.FromResult(0));
            }

            var wanted = Enum.TryParse<JobState>(call.Parsed.GetValue(state), ignoreCase: true, out var one) ? one : (JobState?)null;
            var jobs = await store.ListAsync(call.Parsed.GetValue(queue), wanted, call.Parsed.GetValue(limit), cancellationToken);
            var leads = (await store.LeadsAsync(cancellationToken)).Where(lead => !WorkRunner.IsWork(lead));
            var scheduled = await services.GetRequiredService<WorkRunner>().StatesAsync(cancellationToken);
            var queues = await store.QueuesAsync(cancellationToken);
            var embedded = await (embeddings?.ProgressAsync(cancellationToken) ?? Task.FromResult<EmbeddingProgress?>(null));
            call.Show(
                new JobsDocument(
                    [.. scheduled.Select(work => Server.Jobs.JobDocument.From(work, call.Language))],
                    [.. queues.Select(QueueDocument.From)],
                    [.. jobs.Select(QueuedJob.From)],
                    [.. leads.Select(lead => new LeadDocument(lead.Name, lead.Holder, lead.LeasedUntil, lead.Notes))],
                    embedded),
                StateJson.Readable.JobsDocument,
                StateView.ShowJobs);
            return ExitCode.Ok;
        });
    }
}
