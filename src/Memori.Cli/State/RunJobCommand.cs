using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.State;

/// <summary><c>memori jobs run NAME</c>: a run now, whether or not a service runs; never two at once.</summary>
internal static class RunJobCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "As memori jobs lists it · 任务名称" };
        var command = new Command("run", "Run a piece of scheduled work now and wait for it · 立即运行任务并等待结束") { name };
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var runner = services.GetRequiredService<WorkRunner>();
            var work = runner.Find(call.Parsed.GetValue(name)!);
            var record = await runner.RunNowAsync(work, cancellationToken);
            var state = (await runner.StatesAsync(CancellationToken.None)).Single(state => state.Work == work);
            call.Show(JobDocument.From(state, call.Language), ServiceJson.Readable.JobDocument, JobsView.ShowRun);
            return record.Outcome switch
            {
                WorkOutcome.Done => ExitCode.Ok,
                WorkOutcome.Stopped => ExitCode.Interrupted,
                _ => ExitCode.Failed,
            };
        });
    }
}
