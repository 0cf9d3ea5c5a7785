using Memori.Lifecycle;
using Memori.Storage;

namespace Memori;

public sealed partial class MemoryEngine
{
    // Comparing costs about 30 µs a memory.
    private const int MostCompared = 2000;

    /// <summary>All owners' memories in figures. Goes through everything that is kept: for a person who asks.</summary>
    /// <param name="days">How many days up to today (UTC) are counted by day, at least 1.</param>
    /// <param name="largest">How many of the largest owners are looked at closely, at least 0: their newest 2,000 active memories are compared with each other.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<MemorySurvey> SurveyAsync(int days, int largest, CancellationToken cancellationToken = default)
    {
        var now = _time.GetUtcNow();
        var all = await _store.SurveyAsync(DateOnly.FromDateTime(now.UtcDateTime).AddDays(1 - days), largest, cancellationToken).ConfigureAwait(false);
        var owners = new List<OwnerSurvey>(all.Largest.Count);
        foreach (var owner in all.Largest)
        {
            var newest = await _store.ListAsync(owner.Owner, new MemoryQuery { Status = MemoryStatus.Active, Limit = MostCompared }, cancellationToken).ConfigureAwait(false);
            var alike = Consolidation.Groups(newest, _lifecycle.ConsolidationLikeness, memory => _importance.Score(memory, now)).Sum(group => group.Count - 1);
            owners.Add(new OwnerSurvey(owner, newest.Count, alike));
        }

        return new MemorySurvey(all, owners);
    }
}
