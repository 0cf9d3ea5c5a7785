namespace Memori.Text;

/// <summary>Finds the name that was probably meant.</summary>
public static class NearestName
{
    private const int LongestName = 64;

    /// <summary>The candidate with the fewest letters changed, at most a third of them; the first of equals; or null.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        var least = (Math.Min(name.Length, LongestName) / 3) + 1;
        string? nearest = null;
        foreach (var candidate in candidates)
        {
            if (candidate.Length <= LongestName && name.Length <= LongestName && Math.Abs(candidate.Length - name.Length) < least
                && Distance(name, candidate, least) is var distance && distance < least)
            {
                (least, nearest) = (distance, candidate);
            }
        }

        return nearest;
    }

    /// <summary>Optimal string alignment distance without regard to case; <paramref name="enough"/> or more is not told apart.</summary>
    private static int Distance(string one, string other, int enough)
    {
        Span<int> twoAbove = stackalloc int[LongestName + 1];
        Span<int> above = stackalloc int[LongestName + 1];
        Span<int> row = stackalloc int[LongestName + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            row[0] = i;
            var best = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var same = Same(one[i - 1], other[j - 1]);
                row[j] = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && Same(one[i - 1], other[j - 2]) && Same(one[i - 2], other[j - 1]))
                {
                    row[j] = Math.Min(row[j], twoAbove[j - 2] + 1);
                }

                best = Math.Min(best, row[j]);
            }

            if (best >= enough)
            {
                return enough;
            }

            above.CopyTo(twoAbove);
            row.CopyTo(above);
        }

        return above[other.Length];
    }

    private static bool Same(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);
}
