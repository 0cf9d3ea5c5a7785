namespace Memori.Text2Sql.DataSources.Sample;

/// <summary>SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine and in every version of .NET, which System.Random does not promise. Not thread-safe.</summary>
internal sealed class SeededRandom(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 to <paramref name="bound"/> − 1.</summary>
    public int Below(int bound) => (int)(((UInt128)Next() * (uint)bound) >> 64);

    /// <summary>A number between both bounds, which are included.</summary>
    public int Between(int least, int greatest) => least + Below(greatest - least + 1);

    /// <summary>True <paramref name="percent"/> times of a hundred.</summary>
    public bool Percent(int percent) => Below(100) < percent;

    /// <summary>One of the elements.</summary>
    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>An index, each as likely as its share of the weights; <paramref name="cumulative"/> holds the running sums.</summary>
    public int PickIndex(ReadOnlySpan<int> cumulative)
    {
        var drawn = Below(cumulative[^1]);
        var found = cumulative.BinarySearch(drawn + 1);
        if (found < 0)
        {
            return ~found;
        }

        // An element of weight 0 repeats the sum before it: the first of equal sums is the one that has weight.
        while (found > 0 && cumulative[found - 1] == cumulative[found])
        {
            found--;
        }

        return found;
    }

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
