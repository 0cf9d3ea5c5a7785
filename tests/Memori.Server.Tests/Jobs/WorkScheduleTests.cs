using Memori.Server.Jobs;

namespace Memori.Server.Tests.Jobs;

public sealed class WorkScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private static readonly CountedWork Hourly = new(interval: TimeSpan.FromHours(1));

    [Fact]
    public void What_never_ran_or_was_stopped_is_due_at_once()
    {
        WorkSchedule.Next(Hourly, new WorkRecord(), Now).ShouldBe(Now);
        WorkSchedule.Next(Hourly, new WorkRecord().Begin(Now.AddMinutes(-1)).End(Now, WorkOutcome.Stopped, null, null), Now).ShouldBe(Now);
    }

    [Fact]
    public void What_runs_only_by_hand_is_never_due() => WorkSchedule.Next(new CountedWork(), new WorkRecord(), Now).ShouldBeNull();

    [Fact]
    public void The_next_run_comes_an_interval_after_the_last_began_and_a_little_later()
    {
        var next = WorkSchedule.Next(Hourly, Done(Now), Now).ShouldNotBeNull();

        next.ShouldBeInRange(Now.AddHours(1), Now.AddMinutes(61));
        WorkSchedule.Next(Hourly, Done(Now), Now.AddMinutes(30)).ShouldBe(next, "every process must come to the same moment");
        var others = Enumerable.Range(0, 20).Select(i => WorkSchedule.Next(new CountedWork($"work-{i}", TimeSpan.FromHours(1)), Done(Now), Now)).Distinct();
        others.Count().ShouldBeGreaterThan(10, "work of the same interval must not come all at once");
    }

    [Fact]
    public void Many_missed_runs_are_one()
    {
        var late = Now.AddDays(3);
        WorkSchedule.Next(Hourly, Done(Now), late)!.Value.ShouldBeLessThan(late);
        WorkSchedule.Next(Hourly, Done(late), late)!.Value.ShouldBeGreaterThan(late.AddMinutes(59));
    }

    [Theory]
    [InlineData(3600, 1, 60)]
    [InlineData(3600, 2, 120)]
    [InlineData(3600, 4, 480)]
    [InlineData(3600, 50, 3600)]
    [InlineData(30, 1, 30)]
    [InlineData(30, 3, 120)]
    public void After_failures_it_waits_longer_each_time(int interval, int failures, int seconds)
    {
        var record = new WorkRecord { BegunAt = Now, EndedAt = Now, Outcome = WorkOutcome.Failed, Failures = failures };

        WorkSchedule.Next(new CountedWork(interval: TimeSpan.FromSeconds(interval)), record, Now).ShouldBe(Now.AddSeconds(seconds));
    }

    [Fact]
    public void A_run_whose_process_died_counts_as_failed()
    {
        var cut = Done(Now.AddHours(-1)).Begin(Now);

        WorkSchedule.Next(Hourly, cut, Now).ShouldBe(Now.AddMinutes(1));
        var again = cut.Begin(Now.AddMinutes(1));
        again.Failures.ShouldBe(1);
        again.Error.ShouldBe("process-died");
    }

    [Fact]
    public void A_clock_that_was_wrong_once_does_not_put_work_off_for_years() => WorkSchedule.Next(Hourly, Done(Now.AddYears(10)), Now).ShouldBe(Now);

    [Fact]
    public void Work_that_takes_longer_than_its_interval_takes_a_breath()
    {
        var slow = new WorkRecord().Begin(Now).End(Now.AddHours(5), WorkOutcome.Done, null, null);

        WorkSchedule.Next(Hourly, slow, Now.AddHours(5)).ShouldBe(Now.AddHours(5).AddMinutes(6));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1763812800000 0 -1 ")]
    [InlineData("null")]
    public void Notes_of_others_are_no_record(string notes) => WorkRecord.Parse(notes).ShouldBe(new WorkRecord());

    [Fact]
    public void A_record_survives_its_notes()
    {
        var record = new WorkRecord().Begin(Now).End(Now.AddSeconds(2), WorkOutcome.Failed, null, "state-disk-full");

        var read = WorkRecord.Parse(record.Write());
        read.Past.ShouldBe(record.Past);
        read.ShouldBe(record with { Past = read.Past });
    }

    private static WorkRecord Done(DateTimeOffset at) => new WorkRecord().Begin(at).End(at, WorkOutcome.Done, null, null);
}
