namespace Memori.Lifecycle;

/// <summary>Finds captured memories that say the same again and again.</summary>
internal static class Consolidation
{
    /// <summary>Groups of two and more that are alike, each with the one that stands for all first.</summary>
    /// <param name="memories">Active memories of one owner.</param>
    /// <param name="likeness">From which likeness on, above 0 and at most 1.</param>
    /// <param name="importance">How important a memory is now: the most important, then the newest, stands for the group.</param>
    public static IEnumerable<IReadOnlyList<Memory>> Groups(IEnumerable<Memory> memories, double likeness, Func<Memory, double> importance)
    {
        foreach (var comparable in memories.Select(Saying.Of).Where(saying => saying.Terms.Count > 0).GroupBy(saying => saying.Exact, StringComparer.Ordinal))
        {
            var sayings = comparable
                .OrderByDescending(saying => importance(saying.Memory)).ThenByDescending(saying => saying.Memory.CreatedAt).ThenByDescending(saying => saying.Memory.Sequence)
                .ToList();
            if (sayings.Count > 1)
            {
                foreach (var group in Groups(sayings, likeness))
                {
                    yield return group;
                }
            }
        }
    }

    /// <summary>
    /// Each saying joins the first one before it that it is like and that stands for a group. Candidates by prefix filtering (Chaudhuri, Ganti and Kaushik 2006):
    /// two sets that are alike share one of their rarest terms.
    /// </summary>
    private static IEnumerable<IReadOnlyList<Memory>> Groups(List<Saying> sayings, double likeness)
    {
        var frequency = sayings.SelectMany(saying => saying.Terms).CountBy(term => term, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var groups = new List<List<Saying>>();
        var byTerm = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var saying in sayings)
        {
            var rarest = saying.Terms
                .OrderBy(term => frequency[term]).ThenBy(term => term, StringComparer.Ordinal)
                .Take(saying.Terms.Count - (int)Math.Ceiling(likeness * saying.Terms.Count) + 1)
                .ToList();
            var candidates = rarest.SelectMany(term => byTerm.GetValueOrDefault(term, [])).Distinct().Order();
            var home = candidates.Select(number => groups[number]).FirstOrDefault(group => group[0].Likeness(saying) >= likeness);
            if (home is not null)
            {
                home.Add(saying);
                continue;
            }

            foreach (var term in rarest)
            {
                if (!byTerm.TryGetValue(term, out var numbers))
                {
                    byTerm[term] = numbers = [];
                }

                numbers.Add(groups.Count);
            }

            groups.Add([saying]);
        }

        return groups.Where(group => group.Count > 1).Select(group => group.ConvertAll(saying => saying.Memory));
    }
}
