using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Server.Jobs;
using Memori.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.State;

/// <summary><c>memori jobs retry QUEUE ID</c>: a queued job that was given up is tried again.</summary>
internal static class RetryJobCommand
{
    public static Command Create()
    {
        var queue = new Argument<string>("queue") { Description = "Its queue · 队列" };
        var id = new Argument<string>("id") { Description = "Its id in the queue · 编号" };
        var command = new Command("retry", "Try a queued job again that was given up · 重试已放弃的任务") { queue, id };
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var job = await services.GetRequiredService<IJobStore>().RetryAsync(call.Parsed.GetValue(queue)!, call.Parsed.GetValue(id)!, cancellationToken) ?? throw JobFaults.NotGivenUp();
            return call.Show(QueuedJobDocument.From(job), StateJson.Readable.QueuedJobDocument, JobsView.ShowRetried);
        });
    }
}
