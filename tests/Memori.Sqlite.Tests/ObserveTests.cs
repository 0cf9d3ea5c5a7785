using Memori.Extraction;
using Memori.Ingestion;
using Memori.Jobs;
using Memori.Storage;

namespace Memori.Sqlite.Tests;

/// <summary>Writing on a durable store: one unit of work, and many writers at once.</summary>
public sealed class ObserveTests : IAsyncLifetime
{
    private readonly StateHome _home = new();
    private StateDatabase _database = null!;
    private StateMemoryStore _store = null!;
    private StateJobStore _jobs = null!;
    private MemoryEngine _engine = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await _home.OpenAsync(TimeProvider.System);
        _store = new StateMemoryStore(_database);
        _jobs = new StateJobStore(_database, TimeProvider.System);
        _engine = new MemoryEngine(_store, TimeProvider.System, jobs: _jobs);
    }

    public async ValueTask DisposeAsync()
    {
        _engine.Dispose();
        await _database.DisposeAsync();
        await _home.DisposeAsync();
    }

    [Fact]
    public async Task AnExchange_WhoseJobCantBeQueued_LeavesNothing()
    {
        using var engine = new MemoryEngine(_store, TimeProvider.System, jobs: new FullQueue(_jobs));
        await Should.ThrowAsync<InvalidOperationException>(() => engine.ObserveAsync(Scope.Create("ann", "s"), new Exchange { UserMessage = "I live in Ghent." }, Cancellation));

        (await _engine.ListAsync(Scope.Create("ann"), cancellationToken: Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task ManyExchangesAtOnce_AreExtractedOnce_WithOneValueForEachSlot()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), Cancellation, async (number, token) =>
            await _engine.ObserveAsync(Scope.Create("ann", $"s{number % 3}"), new Exchange { Id = $"x{number}", UserMessage = $"I live in Town{number}. I like hobby{number % 5}." }, token));
        var runners = Enumerable.Range(0, 3).Select(_ => new JobRunner(_jobs, [new ExtractionJob(_engine, _store, new RuleExtractor())], TimeProvider.System)).ToList();
        await Task.WhenAll(runners.Select(runner => runner.RunDueAsync(Cancellation)));
        while (await runners[0].RunDueAsync(Cancellation) > 0)
        {
        }

        (await _jobs.ListAsync("extract", JobState.Done, 100, Cancellation)).Count.ShouldBe(40);
        (await List(MemoryKind.Fact)).Count.ShouldBe(1);
        (await List(MemoryKind.Preference)).Count.ShouldBe(5);
    }

    [Fact]
    public async Task ManyAtOnceInOneSlot_LeaveOneInForce()
    {
        await Parallel.ForEachAsync(Enumerable.Range(0, 40), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation }, async (number, token) =>
            await _engine.RememberAsync(Scope.Create("ann"), new NewMemory { Content = $"I live in Town{number}.", Kind = MemoryKind.Fact }, token));

        (await List(MemoryKind.Fact)).Count.ShouldBe(1);
    }

    private Task<IReadOnlyList<Memory>> List(MemoryKind kind) => _engine.ListAsync(Scope.Create("ann"), new MemoryFilter { Kinds = [kind], Limit = 1000 }, Cancellation);

    private sealed class FullQueue(IJobStore jobs) : IJobStore
    {
        public Task<Job> EnqueueAsync(NewJob job, CancellationToken cancellationToken = default) => throw new InvalidOperationException("full");

        public Task<IReadOnlyList<Job>> ClaimAsync(string queue, string worker, TimeSpan lease, int limit, CancellationToken cancellationToken = default) => jobs.ClaimAsync(queue, worker, lease, limit, cancellationToken);

        public Task<bool> CompleteAsync(Job job, CancellationToken cancellationToken = default) => jobs.CompleteAsync(job, cancellationToken);

        public Task<bool> FailAsync(Job job, string error, DateTimeOffset? retryAt, CancellationToken cancellationToken = default) => jobs.FailAsync(job, error, retryAt, cancellationToken);

        public Task<bool> ReturnAsync(Job job, CancellationToken cancellationToken = default) => jobs.ReturnAsync(job, cancellationToken);

        public Task<Job?> RetryAsync(string queue, string id, CancellationToken cancellationToken = default) => jobs.RetryAsync(queue, id, cancellationToken);

        public Task<IReadOnlyList<QueueStanding>> QueuesAsync(CancellationToken cancellationToken = default) => jobs.QueuesAsync(cancellationToken);

        public Task<IReadOnlyList<Job>> ListAsync(string? queue, JobState? state, int limit, CancellationToken cancellationToken = default) => jobs.ListAsync(queue, state, limit, cancellationToken);

        public Task<int> PurgeAsync(DateTimeOffset before, Owner? owner = null, CancellationToken cancellationToken = default) => jobs.PurgeAsync(before, owner, cancellationToken);

        public Task<string?> LeadAsync(string name, string holder, TimeSpan lease, CancellationToken cancellationToken = default) => jobs.LeadAsync(name, holder, lease, cancellationToken);

        public Task<bool> NoteAsync(string name, string holder, string notes, CancellationToken cancellationToken = default) => jobs.NoteAsync(name, holder, notes, cancellationToken);

        public Task ResignAsync(string name, string holder, CancellationToken cancellationToken = default) => jobs.ResignAsync(name, holder, cancellationToken);

        public Task<IReadOnlyList<Lead>> LeadsAsync(CancellationToken cancellationToken = default) => jobs.LeadsAsync(cancellationToken);
    }
}
