using System.Diagnostics.Metrics;
using Memori.Alerts;
using Memori.Claude.Tests;
using Memori.Server.Jobs;
using Memori.Text;

namespace Memori.Server.Tests.Jobs;

public sealed class WorkRunnerTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("memori-work-");
    private readonly FakeTime _time = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task What_became_of_a_run_is_known_to_every_process()
    {
        var work = new CountedWork(interval: TimeSpan.FromHours(1));
        await using var one = await WorkHost.StartAsync(_data, _time, work);
        await using var other = await WorkHost.StartAsync(_data, _time, work);

        var record = await one.Runner.RunNowAsync(work);

        record.Outcome.ShouldBe(WorkOutcome.Done);
        var seen = await other.StateAsync();
        seen.Record.ShouldBeEquivalentTo(record);
        seen.RunningAt.ShouldBeNull();
        seen.NextAt!.Value.ShouldBeGreaterThanOrEqualTo(_time.GetUtcNow().AddHours(1));
        (await other.Runner.BeginAsync(work, onlyWhenDue: true)).ShouldBeNull("it was done a moment ago");
    }

    [Fact]
    public async Task One_run_at_a_time_in_all_processes_and_within_one()
    {
        var work = new CountedWork(interval: TimeSpan.FromHours(1));
        await using var one = await WorkHost.StartAsync(_data, _time, work);
        await using var other = await WorkHost.StartAsync(_data, _time, work);
        var run = (await one.Runner.BeginAsync(work, onlyWhenDue: true)).ShouldNotBeNull();

        (await one.Runner.BeginAsync(work, onlyWhenDue: false)).ShouldBeNull();
        (await other.Runner.BeginAsync(work, onlyWhenDue: false)).ShouldBeNull();
        (await Should.ThrowAsync<MemoriException>(other.Runner.RunNowAsync(work))).Code.ShouldBe("job-running");
        (await other.StateAsync()).RunningAt.ShouldNotBeNull().ShouldContain(Environment.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await run.CompleteAsync();

        (await other.Runner.RunNowAsync(work)).Outcome.ShouldBe(WorkOutcome.Done);
        work.Runs.ShouldBe(2);
    }

    [Fact]
    public async Task A_process_that_died_gives_its_work_back_and_is_counted()
    {
        var work = new CountedWork(interval: TimeSpan.FromHours(1));
        await using var dead = await WorkHost.StartAsync(_data, _time, work);
        await using var other = await WorkHost.StartAsync(_data, _time, work);
        (await dead.Runner.BeginAsync(work, onlyWhenDue: true)).ShouldNotBeNull();

        (await other.Runner.BeginAsync(work, onlyWhenDue: true)).ShouldBeNull();
        _time.Advance(TimeSpan.FromMinutes(2.1));

        var run = (await other.Runner.BeginAsync(work, onlyWhenDue: true)).ShouldNotBeNull();
        run.Record.Failures.ShouldBe(1);
        (await run.CompleteAsync()).Failures.ShouldBe(0);
    }

    [Fact]
    public async Task A_long_run_keeps_its_lease()
    {
        var enough = new TaskCompletionSource<string?>();
        var work = new CountedWork(interval: TimeSpan.FromHours(1), run: _ => enough.Task);
        await using var one = await WorkHost.StartAsync(_data, _time, work);
        var running = one.Runner.RunNowAsync(work);
        await work.BeganAsync();
        for (var i = 0; i < 10; i++)
        {
            await _time.WaitedForAsync(TimeSpan.FromSeconds(30));
            _time.Advance(TimeSpan.FromSeconds(30));
        }

        await _time.WaitedForAsync(TimeSpan.FromSeconds(30));
        (await one.Runner.BeginAsync(work, onlyWhenDue: false)).ShouldBeNull();
        enough.SetResult("long");
        (await running).Note.ShouldBe("long");
    }

    [Fact]
    public async Task A_run_that_the_service_stops_goes_on_at_the_next_start()
    {
        using var stop = new CancellationTokenSource();
        var work = new CountedWork(interval: TimeSpan.FromHours(1), run: async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return null;
        });
        await using var one = await WorkHost.StartAsync(_data, _time, work);
        var running = one.Runner.RunNowAsync(work, stop.Token);
        await work.BeganAsync();
        await stop.CancelAsync();

        (await running).Outcome.ShouldBe(WorkOutcome.Stopped);

        var state = await one.StateAsync();
        state.Record.Failures.ShouldBe(0);
        state.NextAt.ShouldBe(_time.GetUtcNow());
    }

    [Fact]
    public async Task Work_that_fails_three_times_in_a_row_is_told_of_once_a_day()
    {
        var alerts = new List<string?>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => { if (instrument.Meter.Name == "Memori.Alerts") { l.EnableMeasurementEvents(instrument); } } };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => { foreach (var tag in tags) { lock (alerts) { alerts.Add(tag.Value as string); } } });
        listener.Start();
        var fails = true;
        var work = new CountedWork(interval: TimeSpan.FromHours(1), run: _ => fails
            ? throw new MemoriException(FaultKind.Full, "state-disk-full", new LocalizedText("full", "满"))
            : Task.FromResult<string?>(null));
        await using var one = await WorkHost.StartAsync(_data, _time, work);
        for (var i = 0; i < 2; i++)
        {
            (await one.Runner.RunNowAsync(work)).Outcome.ShouldBe(WorkOutcome.Failed);
        }

        JobAlerts().ShouldBe(0);
        for (var i = 0; i < 3; i++)
        {
            await one.Runner.RunNowAsync(work);
        }

        JobAlerts().ShouldBe(1);
        var state = await one.StateAsync();
        (state.Record.Failures, state.Record.Error).ShouldBe((5, "state-disk-full"));
        fails = false;
        (await one.Runner.RunNowAsync(work)).Failures.ShouldBe(0);
        (await one.StateAsync()).Record.Error.ShouldBeNull();

        int JobAlerts()
        {
            lock (alerts)
            {
                return alerts.Count(kind => kind == AlertKinds.JobFailed);
            }
        }
    }

    [Fact]
    public async Task Two_pieces_of_work_of_one_name_are_a_mistake()
    {
        await using var host = await WorkHost.StartAsync(_data, _time, new CountedWork(), new CountedWork());

        Should.Throw<ArgumentException>(() => host.Runner);
    }

    [Fact]
    public async Task A_run_can_be_stopped_and_comes_again_when_it_is_due()
    {
        var work = new CountedWork(interval: TimeSpan.FromHours(1), run: async token =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return null;
        });
        await using var host = await WorkHost.StartAsync(_data, _time, work);
        await host.Runner.CancelAsync(work);

        var run = host.Runner.RunNowAsync(work);
        await work.BeganAsync();
        await host.Runner.CancelAsync(work);

        (await run).Outcome.ShouldBe(WorkOutcome.Cancelled);
        var state = await host.StateAsync();
        state.Record.Failures.ShouldBe(0);
        state.NextAt!.Value.ShouldBeGreaterThanOrEqualTo(_time.GetUtcNow().AddHours(1));
        state.Record.Past.ShouldHaveSingleItem().Outcome.ShouldBe(WorkOutcome.Cancelled);
        await host.Runner.CancelAsync(work);
    }

    [Fact]
    public async Task Failures_stay_in_sight_behind_many_runs_that_were_done()
    {
        var fails = true;
        var work = new CountedWork(run: _ => fails ? throw new InvalidOperationException("on purpose") : Task.FromResult<string?>("well"));
        await using var host = await WorkHost.StartAsync(_data, _time, work);
        await host.Runner.RunNowAsync(work);
        fails = false;
        for (var run = 0; run < 15; run++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            await host.Runner.RunNowAsync(work);
        }

        var past = (await host.StateAsync()).Record.Past;
        past.Count(run => run.Outcome == WorkOutcome.Done).ShouldBe(10);
        past[^1].Outcome.ShouldBe(WorkOutcome.Failed);
        past[^1].Error.ShouldBe(nameof(InvalidOperationException));
    }
}
