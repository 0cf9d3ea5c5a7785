using Memori.Jobs;
using Memori.Storage;

namespace Memori.Tests.Jobs;

public sealed class JobRunnerTests
{
    private readonly FakeTime _time = new();
    private readonly InMemoryStore _store;

    public JobRunnerTests() => _store = new InMemoryStore(_time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Due_jobs_are_run_once_by_the_handler_of_their_queue()
    {
        var letters = new Handler("letters");
        var parcels = new Handler("parcels");
        await Enqueue("letters", "1");
        await Enqueue("letters", "2");
        await Enqueue("parcels", "1");
        await _store.EnqueueAsync(new NewJob("letters", "later", Owner.User("ann"), "{}", _time.GetUtcNow().AddHours(1)), Cancellation);
        var runner = new JobRunner(_store, [letters, parcels], _time);

        (await runner.RunDueAsync(Cancellation)).ShouldBe(3);
        (await runner.RunDueAsync(Cancellation)).ShouldBe(0);
        letters.Ran.ShouldBe(["1", "2"]);
        parcels.Ran.ShouldBe(["1"]);
        _time.Advance(TimeSpan.FromHours(1));
        (await runner.RunDueAsync(Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task A_failing_job_is_tried_later_each_time_and_given_up_in_the_end()
    {
        var handler = new Handler("letters") { Fails = true };
        await Enqueue("letters", "1");
        await Enqueue("letters", "2");
        var options = new JobOptions { MaximumAttempts = 3 };
        var runner = new JobRunner(_store, [handler], _time, options);

        await runner.RunDueAsync(Cancellation);
        handler.Ran.ShouldBe(["1", "2"], "one failure does not hold up the next job");
        _time.Advance(options.FirstRetry);
        await runner.RunDueAsync(Cancellation);
        _time.Advance(options.FirstRetry);
        await runner.RunDueAsync(Cancellation);
        handler.Ran.Count.ShouldBe(4, "the second wait is twice the first");
        _time.Advance(options.FirstRetry);
        await runner.RunDueAsync(Cancellation);
        _time.Advance(TimeSpan.FromDays(1));
        await runner.RunDueAsync(Cancellation);

        handler.Ran.Count.ShouldBe(6);
        (await _store.ListAsync("letters", JobState.Failed, 10, Cancellation)).Select(job => job.Error).ShouldBe(["no-postage", "no-postage"]);
    }

    [Fact]
    public async Task A_job_whose_worker_died_is_taken_up_again()
    {
        var handler = new Handler("letters");
        await Enqueue("letters", "1");
        await _store.ClaimAsync("letters", "died", TimeSpan.FromMinutes(5), 10, Cancellation);
        var runner = new JobRunner(_store, [handler], _time);

        (await runner.RunDueAsync(Cancellation)).ShouldBe(0);
        _time.Advance(TimeSpan.FromMinutes(6));
        (await runner.RunDueAsync(Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task A_job_that_outlives_all_its_workers_is_given_up()
    {
        var handler = new Handler("letters");
        var options = new JobOptions { MaximumAttempts = 2 };
        await Enqueue("letters", "1");
        for (var i = 0; i < options.MaximumAttempts; i++)
        {
            await _store.ClaimAsync("letters", "died", TimeSpan.FromMinutes(5), 10, Cancellation);
            _time.Advance(TimeSpan.FromMinutes(6));
        }

        (await new JobRunner(_store, [handler], _time, options).RunDueAsync(Cancellation)).ShouldBe(0);

        handler.Ran.ShouldBeEmpty();
        (await _store.ListAsync("letters", JobState.Failed, 10, Cancellation)).ShouldHaveSingleItem().Error.ShouldBe("workers-died");
    }

    [Fact]
    public async Task When_the_host_stops_the_running_job_is_finished_and_the_claimed_ones_are_given_back()
    {
        using var stop = new CancellationTokenSource();
        var handler = new Handler("letters") { OnRun = stop.Cancel };
        foreach (var user in (string[])["ann", "bob", "cid"])
        {
            await _store.EnqueueAsync(new NewJob("letters", user, Owner.User(user), "{}"), Cancellation);
        }

        (await new JobRunner(_store, [handler], _time).RunDueAsync(stop.Token, Cancellation)).ShouldBe(1);

        handler.Ran.ShouldHaveSingleItem();
        var next = new Handler("letters");
        (await new JobRunner(_store, [next], _time).RunDueAsync(Cancellation)).ShouldBe(2, "they need not wait for a lease to be over");
        (await _store.ListAsync("letters", JobState.Done, 10, Cancellation)).ShouldAllBe(job => job.Attempts == 1);
    }

    [Fact]
    public async Task A_job_that_is_ended_with_the_host_is_due_again_at_once_and_not_at_fault()
    {
        using var end = new CancellationTokenSource();
        var handler = new Handler("letters")
        {
            OnRun = () =>
            {
                end.Cancel();
                end.Token.ThrowIfCancellationRequested();
            },
        };
        await Enqueue("letters", "1");

        await Should.ThrowAsync<OperationCanceledException>(new JobRunner(_store, [handler], _time).RunDueAsync(CancellationToken.None, end.Token));

        var waiting = (await _store.ListAsync("letters", JobState.Waiting, 10, Cancellation)).ShouldHaveSingleItem();
        (waiting.Attempts, waiting.Error).ShouldBe((0, null));
    }

    [Fact]
    public void Two_handlers_of_one_queue_are_a_mistake() =>
        Should.Throw<ArgumentException>(() => new JobRunner(_store, [new Handler("letters"), new Handler("letters")], _time));

    private Task<Job> Enqueue(string queue, string id) => _store.EnqueueAsync(new NewJob(queue, id, Owner.User("ann"), "{}"), Cancellation);

    private sealed class Handler(string queue) : IJobHandler
    {
        public string Queue { get; } = queue;

        public bool Fails { get; init; }

        public Action? OnRun { get; init; }

        public List<string> Ran { get; } = [];

        public Task RunAsync(Job job, CancellationToken cancellationToken)
        {
            Ran.Add(job.Id);
            OnRun?.Invoke();
            return Fails ? throw new MemoriException(FaultKind.Backend, "no-postage", new("No postage.", "没有邮资。")) : Task.CompletedTask;
        }
    }
}
