using System.Text;
using Memori.Text;

namespace Memori.Storage;

public sealed partial class InMemoryStore
{
    /// <inheritdoc/>
    public Task<StoreSurvey> SurveyAsync(DateOnly since, int largest, CancellationToken cancellationToken = default) =>
        ReadAsync(
            state =>
            {
                var all = state.Owners.SelectMany(pair => pair.Value.Written(0)).ToList();
                return new StoreSurvey
                {
                    ByStatus = all.GroupBy(memory => memory.Status).ToDictionary(group => group.Key, SizeOf),
                    Owners = all.Select(memory => memory.Owner).Distinct().Count(),
                    ByDay =
                    [
                        .. all.GroupBy(memory => DateOnly.FromDateTime(memory.CreatedAt.UtcDateTime)).Where(day => day.Key >= since).OrderBy(day => day.Key)
                            .Select(day => KeyValuePair.Create(day.Key, SizeOf(day))),
                    ],
                    Largest =
                    [
                        .. all.GroupBy(memory => memory.Owner).Select(owner => new OwnerSize(owner.Key, SizeOf(owner), owner.Max(memory => memory.CreatedAt)))
                            .OrderByDescending(owner => owner.Size.Tokens).ThenBy(owner => owner.Owner.Kind).ThenBy(owner => owner.Owner.Id, StringComparer.Ordinal).Take(largest),
                    ],
                    ExactDuplicates = all.Where(memory => memory.Status == MemoryStatus.Active)
                        .GroupBy(memory => (memory.Owner, ContentKey.Of(memory.Speaker, memory.Content))).Sum(same => same.LongCount() - 1),
                };
            },
            cancellationToken);

    private static MemorySize SizeOf(IEnumerable<Memory> memories) =>
        memories.Aggregate(default(MemorySize), static (sum, one) => new(sum.Memories + 1, sum.Tokens + one.TokenCount, sum.Bytes + Encoding.UTF8.GetByteCount(one.Content)));
}
