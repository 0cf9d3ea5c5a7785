using Memori.Jobs;
using Memori.Scoring;
using Memori.Storage;
using Memori.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Lifecycle;

/// <summary>
/// Goes through all owners and does what is due: expiry, promotion, consolidation, cap, deletion. Of several processes one leads;
/// when it dies, another goes on with the owner that it had come to. Thread-safe.
/// </summary>
public sealed partial class LifecycleSweep
{
    private const string Lead = "lifecycle";
    private const int OwnersAtOnce = 100;

    private static readonly TimeSpan LeadLease = TimeSpan.FromMinutes(5);

    private readonly IMemoryStore _store;
    private readonly IJobStore _jobs;
    private readonly TimeProvider _time;
    private readonly LifecycleOptions _options;
    private readonly ImportanceScorer _importance;
    private readonly ILogger _logger;
    private readonly string _name;

    /// <summary>A sweep of its own name.</summary>
    public LifecycleSweep(IMemoryStore store, IJobStore jobs, TimeProvider time, MemoriOptions? options = null, ILogger<LifecycleSweep>? logger = null)
    {
        options ??= new MemoriOptions();
        _store = store;
        _jobs = jobs;
        _time = time;
        _options = options.Lifecycle;
        _importance = new ImportanceScorer(options.Importance);
        _logger = logger ?? NullLogger<LifecycleSweep>.Instance;
        _name = WorkerName.New(time);
    }

    /// <summary>
    /// Goes through all owners when a round is due (<see cref="LifecycleOptions.Interval"/> after the last one was finished) or one was left unfinished,
    /// unless another process leads.
    /// </summary>
    /// <param name="force">Whether to go through them though no round is due. Default: no.</param>
    /// <param name="cancellationToken">Cancels between two memories; the next round goes on from there.</param>
    /// <returns>What was done, or null when nothing was due or another leads.</returns>
    public async Task<LifecycleReport?> RunAsync(bool force = false, CancellationToken cancellationToken = default)
    {
        if (await _jobs.LeadAsync(Lead, _name, LeadLease, cancellationToken).ConfigureAwait(false) is not { } notes)
        {
            return null;
        }

        try
        {
            var progress = SweepProgress.Parse(notes);
            if (!force && progress.Next is null && _time.GetUtcNow() - progress.Finished < _options.Interval)
            {
                return null;
            }

            return await RunAsync(progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _jobs.ResignAsync(Lead, _name, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private async Task<LifecycleReport> RunAsync(SweepProgress progress, CancellationToken cancellationToken)
    {
        var report = new LifecycleReport();
        var renewed = _time.GetTimestamp();
        while (await _store.OwnersAsync(progress.Next, OwnersAtOnce, cancellationToken).ConfigureAwait(false) is { Count: > 0 } owners)
        {
            foreach (var owner in owners)
            {
                report += await TrySweepAsync(owner, cancellationToken).ConfigureAwait(false);
                progress = progress with { Next = owner };
                if (owner != owners[^1] && _time.GetElapsedTime(renewed) < LeadLease / 4)
                {
                    continue;
                }

                renewed = _time.GetTimestamp();
                if (!await KeepLeadAsync(progress, cancellationToken).ConfigureAwait(false))
                {
                    // Someone else took over, as if we had died: they go on.
                    return report;
                }
            }
        }

        var now = _time.GetUtcNow();
        await _jobs.PurgeAsync(now - _options.JobRetention, null, cancellationToken).ConfigureAwait(false);
        if (_store is IInjectedBlockStore blocks)
        {
            await blocks.PurgeBlocksAsync(now - _options.BlockRetention, cancellationToken).ConfigureAwait(false);
        }

        var scrubbed = progress.Scrubbed;
        if (_options.ScrubInterval > TimeSpan.Zero && now - scrubbed >= _options.ScrubInterval)
        {
            // What others were in the way of is tried again in the next round.
            scrubbed = await _store.ScrubAsync(cancellationToken).ConfigureAwait(false) ? now : scrubbed;
        }

        await _jobs.NoteAsync(Lead, _name, new SweepProgress(now, scrubbed, null).ToString(), cancellationToken).ConfigureAwait(false);
        if (report is not { Promoted: 0, Archived: 0, Consolidated: 0, Deleted: 0 })
        {
            LogFinished(report.Promoted, report.Archived, report.Consolidated, report.Deleted);
        }

        return report;
    }

    private async Task<bool> KeepLeadAsync(SweepProgress progress, CancellationToken cancellationToken) =>
        await _jobs.LeadAsync(Lead, _name, LeadLease, cancellationToken).ConfigureAwait(false) is not null
        && await _jobs.NoteAsync(Lead, _name, progress.ToString(), cancellationToken).ConfigureAwait(false);

    /// <summary>What can't be read or changed of one owner must not keep the others from their turn.</summary>
    private async Task<LifecycleReport> TrySweepAsync(Owner owner, CancellationToken cancellationToken)
    {
        try
        {
            return await SweepAsync(owner, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            LogSkipped(owner.Kind, exception);
            return new LifecycleReport();
        }
    }

    /// <summary>Does what is due for one owner, whoever leads.</summary>
    public async Task<LifecycleReport> SweepAsync(Owner owner, CancellationToken cancellationToken = default)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(_time.GetUtcNow().ToUnixTimeMilliseconds());
        var captured = await _store.ListAsync(owner, new MemoryQuery { Mode = MemoryMode.Auto }, cancellationToken).ConfigureAwait(false);
        var expiring = await _store.ListAsync(
            owner,
            new MemoryQuery { Mode = MemoryMode.Conscious, Status = MemoryStatus.Active, ExpiresBefore = now.AddMilliseconds(1) },
            cancellationToken).ConfigureAwait(false);

        // Only users have a cap: what a datasource or the deployment knows is curated.
        var cap = owner.Kind == OwnerKind.User ? _options.MaximumCaptured : 0;
        var steps = new LifecyclePlan([.. captured, .. expiring], _options, cap, _importance, now).Steps().ToList();
        var report = new LifecycleReport { Owners = 1 };
        foreach (var (memory, step) in steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await ApplyAsync(memory, step, now, cancellationToken).ConfigureAwait(false))
            {
                report += LifecycleReport.Of(step);
            }
        }

        var changed = steps.Select(planned => planned.Memory.Id).ToHashSet(StringComparer.Ordinal);
        var standing = captured.Where(memory => memory.Status == MemoryStatus.Active && !changed.Contains(memory.Id));
        var alike = Consolidation.Groups(standing, _options.ConsolidationLikeness, memory => _importance.Score(memory, now));
        foreach (var group in alike)
        {
            report += new LifecycleReport { Consolidated = await Consolidator.ConsolidateAsync(_store, group, now, cancellationToken).ConfigureAwait(false) };
        }

        await _store.PurgeDeletionsAsync(owner, _options.DeletionNotes, cancellationToken).ConfigureAwait(false);
        return report;
    }

    private async Task<bool> ApplyAsync(Memory planned, LifecycleStep step, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (step == LifecycleStep.Delete)
        {
            return await _store.DeleteAsync(planned.Owner, planned.Id, IsAsPlanned, cancellationToken).ConfigureAwait(false);
        }

        return await _store.UpdateAsync(
            planned.Owner,
            planned.Id,
            memory => !IsAsPlanned(memory) ? null : (
                step == LifecycleStep.Promote ? MemoryLayers.Lift(memory, now) : memory with { Status = MemoryStatus.Archived, UpdatedAt = now },
                ContentKey.Of(memory.Speaker, memory.Content)),
            cancellationToken).ConfigureAwait(false) is not null;

        // Changed or recalled since the plan was made: the next round sees it as it now is.
        bool IsAsPlanned(Memory memory) =>
            memory.Status == planned.Status && memory.UpdatedAt == planned.UpdatedAt && memory.AccessedAt == planned.AccessedAt;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Lifecycle: the memories of an owner of kind {Kind} could not be gone through; the next round tries again.")]
    private partial void LogSkipped(OwnerKind kind, Exception exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "Lifecycle: {Promoted} memories promoted, {Archived} archived, {Consolidated} consolidated, {Deleted} deleted.")]
    private partial void LogFinished(int promoted, int archived, int consolidated, int deleted);
}
