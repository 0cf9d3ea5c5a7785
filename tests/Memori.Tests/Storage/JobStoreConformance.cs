using System.Collections.Concurrent;
using Memori.Storage;

namespace Memori.Tests.Storage;

/// <summary>What every store of jobs must do. Each store's test project derives from it.</summary>
public abstract class JobStoreConformance : IAsyncLifetime
{
    private const string Queue = "extract";

    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private static readonly Owner Ann = Owner.User("ann");
    private static readonly Owner Bob = Owner.User("bob");

    private IJobStore _jobs = null!;
    private IMemoryStore _memories = null!;

    /// <summary>The clock of the store.</summary>
    private protected FakeTime Time { get; } = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (_memories, _jobs) = await CreateAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task Enqueue_EveryField_ComesBack()
    {
        var due = Time.GetUtcNow().AddHours(1);

        var stored = await _jobs.EnqueueAsync(new NewJob(Queue, "j", Owner.Datasource("汉字"), """{"id":"汉字"}""", due), Cancellation);

        stored.ShouldBe(new Job { Queue = Queue, Id = "j", Owner = Owner.Datasource("汉字"), Payload = """{"id":"汉字"}""", CreatedAt = Time.GetUtcNow(), DueAt = due });
        (await _jobs.ListAsync(null, null, 10, Cancellation)).ShouldBe([stored]);
    }

    [Fact]
    public async Task Enqueue_TheSameIdAgain_ChangesNothingInWhateverState()
    {
        await Add("j", Ann);
        (await _jobs.EnqueueAsync(new NewJob(Queue, "j", Bob, "other"), Cancellation)).ShouldSatisfyAllConditions(job => job.Owner.ShouldBe(Ann), job => job.Payload.ShouldBe("{}"));
        var claimed = await ClaimOne();
        (await _jobs.EnqueueAsync(new NewJob(Queue, "j", Ann, "other"), Cancellation)).ShouldBe(claimed);
        await _jobs.CompleteAsync(claimed!, Cancellation);
        (await _jobs.EnqueueAsync(new NewJob(Queue, "j", Ann, "other"), Cancellation)).State.ShouldBe(JobState.Done);

        (await ClaimOne()).ShouldBeNull();
        (await _jobs.EnqueueAsync(new NewJob("another queue", "j", Ann, "other"), Cancellation)).Payload.ShouldBe("other");
    }

    [Fact]
    public async Task Claim_TakesTheOldestDue_AndOfEqualsTheFirstAdded()
    {
        await Add("third", Owner.User("3"));
        await Add("fourth", Owner.User("4"));
        await _jobs.EnqueueAsync(new NewJob(Queue, "first", Owner.User("1"), "{}", Time.GetUtcNow().AddMinutes(-2)), Cancellation);
        await _jobs.EnqueueAsync(new NewJob(Queue, "second", Owner.User("2"), "{}", Time.GetUtcNow().AddMinutes(-1)), Cancellation);
        await _jobs.EnqueueAsync(new NewJob(Queue, "later", Owner.User("5"), "{}", Time.GetUtcNow().AddMinutes(1)), Cancellation);
        await _jobs.EnqueueAsync(new NewJob("other", "elsewhere", Owner.User("6"), "{}"), Cancellation);

        (await Claim(3)).Select(job => job.Id).ShouldBe(["first", "second", "third"]);
        (await Claim(3)).Select(job => job.Id).ShouldBe(["fourth"]);
        (await Claim(3)).ShouldBeEmpty();
        Time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromMilliseconds(1));
        (await Claim(1)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Claim_SaysWhoHasItAndUntilWhen()
    {
        await Add("j", Ann);

        var job = await ClaimOne("me");

        job.ShouldNotBeNull();
        (job.State, job.Worker, job.Attempts, job.LeasedUntil).ShouldBe((JobState.Running, "me", 1, Time.GetUtcNow() + Lease));
        (await _jobs.ListAsync(Queue, JobState.Running, 10, Cancellation)).ShouldBe([job]);
    }

    [Fact]
    public async Task Claim_OneJobOfAnOwnerInAQueueAtATime_InTheirOrder()
    {
        await Add("a1", Ann);
        await Add("a2", Ann);
        await Add("b1", Bob);
        await _jobs.EnqueueAsync(new NewJob("other", "a3", Ann, "{}"), Cancellation);

        var first = await Claim(10);
        first.Select(job => job.Id).ShouldBe(["a1", "b1"]);
        (await Claim(10)).ShouldBeEmpty();
        (await _jobs.ClaimAsync("other", "w", Lease, 10, Cancellation)).Select(job => job.Id).ShouldBe(["a3"], "another queue goes on");

        await _jobs.CompleteAsync(first[0], Cancellation);
        (await Claim(10)).Select(job => job.Id).ShouldBe(["a2"]);
    }

    [Fact]
    public async Task Claim_WhenTheLeaseRanOut_AnotherGetsIt_AndTheFirstHasLostIt()
    {
        await Add("j", Ann);
        var lost = await ClaimOne("dead");
        Time.Advance(Lease - TimeSpan.FromMilliseconds(1));
        (await ClaimOne("heir")).ShouldBeNull();
        Time.Advance(TimeSpan.FromMilliseconds(1));

        var again = await ClaimOne("heir");

        (again!.Worker, again.Attempts).ShouldBe(("heir", 2));
        (await _jobs.CompleteAsync(lost!, Cancellation)).ShouldBeFalse();
        (await _jobs.FailAsync(lost!, "late", null, Cancellation)).ShouldBeFalse();
        (await _jobs.CompleteAsync(again, Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task Claim_ByTheSameWorkerAfterItsLease_TheFirstTimeIsLost()
    {
        await Add("j", Ann);
        var first = await ClaimOne();
        Time.Advance(Lease);
        var second = await ClaimOne();

        (await _jobs.CompleteAsync(first!, Cancellation)).ShouldBeFalse();
        (await _jobs.CompleteAsync(second!, Cancellation)).ShouldBeTrue();
    }

    [Fact]
    public async Task Complete_AfterTheLeaseWhenNobodyTookIt_Counts()
    {
        await Add("j", Ann);
        var job = await ClaimOne();
        Time.Advance(Lease * 2);

        (await _jobs.CompleteAsync(job!, Cancellation)).ShouldBeTrue();

        var done = (await _jobs.ListAsync(Queue, JobState.Done, 10, Cancellation)).Single();
        (done.EndedAt, done.Worker, done.LeasedUntil, done.Error).ShouldBe((Time.GetUtcNow(), null, null, null));
        (await _jobs.CompleteAsync(job!, Cancellation)).ShouldBeFalse("once is enough");
    }

    [Fact]
    public async Task Fail_WithARetry_IsDueThen_AndWithoutNeverAgain()
    {
        await Add("j", Ann);
        var job = await ClaimOne();

        (await _jobs.FailAsync(job!, "model-unavailable", Time.GetUtcNow().AddMinutes(5), Cancellation)).ShouldBeTrue();

        var waiting = (await _jobs.ListAsync(Queue, JobState.Waiting, 10, Cancellation)).Single();
        (waiting.Error, waiting.DueAt, waiting.Worker, waiting.EndedAt).ShouldBe(("model-unavailable", Time.GetUtcNow().AddMinutes(5), null, null));
        (await ClaimOne()).ShouldBeNull();
        Time.Advance(TimeSpan.FromMinutes(5));
        var again = await ClaimOne();
        again!.Attempts.ShouldBe(2);

        (await _jobs.FailAsync(again, "gave-up", null, Cancellation)).ShouldBeTrue();
        Time.Advance(TimeSpan.FromDays(1));
        (await ClaimOne()).ShouldBeNull();
        var failed = (await _jobs.ListAsync(Queue, JobState.Failed, 10, Cancellation)).Single();
        (failed.Error, failed.EndedAt).ShouldBe(("gave-up", Time.GetUtcNow().AddDays(-1)));
    }

    [Fact]
    public async Task List_IsTheNewestFirst_FilteredAndLimited()
    {
        await Add("1", Ann);
        await Add("2", Ann);
        Time.Advance(TimeSpan.FromSeconds(1));
        await _jobs.EnqueueAsync(new NewJob("other", "3", Bob, "{}"), Cancellation);
        await ClaimOne();

        (await Ids(null, null)).ShouldBe(["3", "2", "1"]);
        (await Ids(Queue, null)).ShouldBe(["2", "1"]);
        (await Ids(null, JobState.Waiting)).ShouldBe(["3", "2"]);
        (await Ids(null, null, 2)).ShouldBe(["3", "2"]);
        (await Ids("none", null)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Purge_TakesWhatEndedBefore_AndAllOfAnOwner()
    {
        foreach (var id in new[] { "done", "failed", "running", "waiting" })
        {
            await Add(id, Owner.User(id));
        }

        await Add("bobs", Bob);
        await Add("bobs next", Bob);
        var claimed = (await Claim(3)).ToDictionary(job => job.Id);
        await _jobs.CompleteAsync(claimed["done"], Cancellation);
        await _jobs.FailAsync(claimed["failed"], "error", null, Cancellation);

        (await _jobs.PurgeAsync(Time.GetUtcNow(), null, Cancellation)).ShouldBe(0);
        (await _jobs.PurgeAsync(Time.GetUtcNow().AddMilliseconds(1), null, Cancellation)).ShouldBe(2);
        (await _jobs.PurgeAsync(DateTimeOffset.UnixEpoch, Bob, Cancellation)).ShouldBe(2);
        (await Ids(null, null)).ShouldBe(["waiting", "running"]);
    }

    [Fact]
    public async Task DeleteAll_OfAnOwner_TakesItsJobs_AndASessionDoesNot()
    {
        await Add("anns", Ann);
        await Add("anns next", Ann);
        await Add("bobs", Bob);
        var running = await ClaimOne();

        await _memories.DeleteAllAsync(Ann, "session", null, Cancellation);
        await _memories.DeleteAllAsync(Ann, null, "namespace", Cancellation);
        (await Ids(null, null)).Count.ShouldBe(3);
        await _memories.DeleteAllAsync(Ann, null, null, Cancellation);

        (await Ids(null, null)).ShouldBe(["bobs"]);
        (await _jobs.CompleteAsync(running!, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task UnitOfWork_KeepsMemoryAndJobTogether_OrLosesBoth()
    {
        await Should.ThrowAsync<FormatException>(() => _memories.TransactAsync<bool>(
            async token =>
            {
                await _memories.AppendAsync(Some("lost"), "a", token);
                await Add("lost", Ann);
                throw new FormatException();
            },
            Cancellation));
        (await Ids(null, null)).ShouldBeEmpty();
        (await _memories.VersionAsync(Ann, Cancellation)).ShouldBe(0);

        await _memories.TransactAsync(
            async token =>
            {
                await Add("kept", Ann);
                (await Ids(null, null)).ShouldBeEmpty("it is not committed");
                return await _memories.AppendAsync(Some("kept"), "a", token);
            },
            Cancellation);
        (await Ids(null, null)).ShouldBe(["kept"]);
        (await _memories.FindAsync(Ann, "kept", Cancellation)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Claim_FromManyAtOnce_EachJobOnce_AndOneOfAnOwnerAtATime()
    {
        for (var i = 0; i < 120; i++)
        {
            await Add($"{i}", Owner.User($"{i % 7}"));
        }

        var running = new ConcurrentDictionary<Owner, string>();
        var done = new ConcurrentQueue<Job>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 8),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation },
            async (worker, token) =>
            {
                while (done.Count < 120)
                {
                    foreach (var job in await _jobs.ClaimAsync(Queue, $"worker {worker}", Lease, 2, token))
                    {
                        running.TryAdd(job.Owner, job.Id).ShouldBeTrue();
                        await Task.Yield();
                        running.TryRemove(job.Owner, out _).ShouldBeTrue();
                        // Before it is complete: after that, another worker may be the first to note the next one.
                        done.Enqueue(job);
                        (await _jobs.CompleteAsync(job, token)).ShouldBeTrue();
                    }
                }
            });

        done.Select(job => job.Id).Distinct().Count().ShouldBe(120);
        foreach (var ofOwner in done.GroupBy(job => job.Owner))
        {
            ofOwner.Select(job => int.Parse(job.Id, System.Globalization.CultureInfo.InvariantCulture)).ShouldBeInOrder();
        }
    }

    [Fact]
    public async Task Lead_IsHeldByOne_UntilResignedOrRunOut_AndTheNotesGoOn()
    {
        (await _jobs.LeadAsync("nightly", "a", Lease, Cancellation)).ShouldBe("");
        (await _jobs.LeadAsync("nightly", "b", Lease, Cancellation)).ShouldBeNull();
        (await _jobs.LeadAsync("other", "b", Lease, Cancellation)).ShouldBe("");
        (await _jobs.NoteAsync("nightly", "a", "half done", Cancellation)).ShouldBeTrue();
        (await _jobs.NoteAsync("nightly", "b", "stolen", Cancellation)).ShouldBeFalse();
        Time.Advance(Lease / 2);
        (await _jobs.LeadAsync("nightly", "a", Lease, Cancellation)).ShouldBe("half done", "renewed");
        Time.Advance(Lease - TimeSpan.FromMilliseconds(1));
        (await _jobs.LeadAsync("nightly", "b", Lease, Cancellation)).ShouldBeNull();
        Time.Advance(TimeSpan.FromMilliseconds(1));

        (await _jobs.LeadAsync("nightly", "b", Lease, Cancellation)).ShouldBe("half done", "run out");
        (await _jobs.NoteAsync("nightly", "a", "too late", Cancellation)).ShouldBeFalse();
        await _jobs.ResignAsync("nightly", "a", Cancellation);
        (await _jobs.LeadAsync("nightly", "a", Lease, Cancellation)).ShouldBeNull("it was not a's to give up");
        await _jobs.NoteAsync("nightly", "b", "all done", Cancellation);
        await _jobs.ResignAsync("nightly", "b", Cancellation);
        (await _jobs.LeadAsync("nightly", "a", Lease, Cancellation)).ShouldBe("all done");
        (await _jobs.NoteAsync("unheard of", "a", "x", Cancellation)).ShouldBeFalse();
        (await _jobs.LeadsAsync(Cancellation)).ShouldBe(
        [
            new Lead("nightly", "a", Time.GetUtcNow() + Lease, "all done"),
            new Lead("other", "b", Time.GetUtcNow() - (Lease / 2), ""),
        ]);
    }

    [Fact]
    public async Task Return_IsDueAtOnce_AsIfNeverClaimed()
    {
        await Add("1", Ann);
        var claimed = (await ClaimOne("first")).ShouldNotBeNull();

        (await _jobs.ReturnAsync(claimed, Cancellation)).ShouldBeTrue();

        (await _jobs.ReturnAsync(claimed, Cancellation)).ShouldBeFalse("it is not its any more");
        var again = (await ClaimOne("second")).ShouldNotBeNull();
        (again.Attempts, again.Worker, again.Error).ShouldBe((1, "second", null));
        (await _jobs.CompleteAsync(claimed, Cancellation)).ShouldBeFalse();
    }

    [Fact]
    public async Task Retry_TakesUpAgain_OnlyWhatWasGivenUp()
    {
        await Add("1", Ann);
        (await _jobs.RetryAsync(Queue, "1", Cancellation)).ShouldBeNull("it waits");
        await _jobs.FailAsync((await ClaimOne())!, "broken", null, Cancellation);
        (await _jobs.RetryAsync("other", "1", Cancellation)).ShouldBeNull();
        Time.Advance(TimeSpan.FromHours(3));

        var due = (await _jobs.RetryAsync(Queue, "1", Cancellation)).ShouldNotBeNull();

        due.State.ShouldBe(JobState.Waiting);
        due.DueAt.ShouldBe(Time.GetUtcNow());
        var claimed = (await ClaimOne()).ShouldNotBeNull();
        (claimed.Attempts, claimed.Error, claimed.EndedAt).ShouldBe((1, null, null));
    }

    [Fact]
    public async Task Queues_TellHowManyWait_Run_AndWereGivenUp()
    {
        (await _jobs.QueuesAsync(Cancellation)).ShouldBeEmpty();
        var added = Time.GetUtcNow();
        foreach (var (id, owner) in ((string, Owner)[])[("1", Ann), ("2", Owner.User("bob")), ("3", Owner.User("cid"))])
        {
            _ = await Add(id, owner);
        }

        await _jobs.EnqueueAsync(new NewJob("later", "1", Ann, "{}", added.AddHours(1)), Cancellation);
        await _jobs.FailAsync((await ClaimOne())!, "broken", null, Cancellation);
        _ = await ClaimOne();

        (await _jobs.QueuesAsync(Cancellation)).ShouldBe([.. new[]
        {
            new QueueStanding("later", 1, 0, 0, added.AddHours(1)),
            new QueueStanding(Queue, 1, 1, 1, added),
        }.OrderBy(queue => queue.Queue, StringComparer.Ordinal)]);
    }

    /// <summary>A new, empty store of memories and the store of jobs beside it, on the clock <see cref="Time"/>.</summary>
    protected abstract ValueTask<(IMemoryStore Memories, IJobStore Jobs)> CreateAsync();

    private static Memory Some(string id) => new() { Id = id, Owner = Ann, Content = "text", Kind = MemoryKind.Fact };

    private Task<Job> Add(string id, Owner owner) => _jobs.EnqueueAsync(new NewJob(Queue, id, owner, "{}"), Cancellation);

    private Task<IReadOnlyList<Job>> Claim(int limit) => _jobs.ClaimAsync(Queue, "worker", Lease, limit, Cancellation);

    private async Task<Job?> ClaimOne(string worker = "worker") => (await _jobs.ClaimAsync(Queue, worker, Lease, 1, Cancellation)).SingleOrDefault();

    private async Task<IReadOnlyList<string>> Ids(string? queue, JobState? state, int limit = 100) =>
        [.. (await _jobs.ListAsync(queue, state, limit, Cancellation)).Select(job => job.Id)];
}
