namespace Memori.Recall;

/// <summary>Chooses what fits a number of tokens.</summary>
internal static class TokenBudget
{
    /// <summary>The first of <paramref name="items"/> that fit, in their order; what is too long for what is left is passed over.</summary>
    public static List<T> Fill<T>(IEnumerable<T> items, Func<T, int> tokens, int budget, int limit)
    {
        var chosen = new List<T>();
        foreach (var item in items)
        {
            if (chosen.Count == limit)
            {
                break;
            }

            if (tokens(item) <= budget)
            {
                budget -= tokens(item);
                chosen.Add(item);
            }
        }

        return chosen;
    }
}
