using Memori.Text.Analysis;

namespace Memori.Recall;

internal sealed partial class OwnerIndex
{
    /// <summary>The memories that answer <paramref name="query"/>, of those that <paramref name="isSeen"/> admits, the best first.</summary>
    public List<RecalledMemory> Search(string query, Func<Memory, bool> isSeen, int limit)
    {
        _lock.EnterReadLock();
        try
        {
            var terms = TextAnalyzer.Terms(query).Distinct().ToList();
            var scores = new Dictionary<IndexedMemory, double>();
            var average = Math.Max(1, (double)_totalLength / Math.Max(1, _byId.Count));
            var possible = 0.0;
            foreach (var term in terms)
            {
                var list = _postings.GetValueOrDefault(term) ?? [];
                var idf = Math.Log(1 + ((_byId.Count - list.Count + 0.5) / (list.Count + 0.5)));
                possible += idf;
                foreach (var (entry, count) in list)
                {
                    var norm = options.Saturation * (1 - options.LengthNormalisation + (options.LengthNormalisation * entry.Length / average));
                    scores[entry] = scores.GetValueOrDefault(entry) + (idf * count * (options.Saturation + 1) / (count + norm));
                }
            }

            return
            [
                .. scores.Where(pair => isSeen(pair.Key.Memory)).OrderByDescending(pair => pair.Value).ThenByDescending(pair => pair.Key.Memory.Sequence).Take(limit)
                    .Select(pair => new RecalledMemory(
                        pair.Key.Memory,
                        Math.Min(1, pair.Value / possible / (options.Saturation + 1)),
                        new RecallExplanation { Text = pair.Value / possible / (options.Saturation + 1) })),
            ];
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }
}
