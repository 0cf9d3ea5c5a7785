namespace Memori.Text2Sql.Schema;

/// <summary>Finds named things of an immutable list; built when first asked. Safe for concurrent use.</summary>
/// <remarks>Equal to any other: the list that it stands for is compared itself, so that it does not disturb the equality of a record.</remarks>
internal sealed class NameLookup<T>(IReadOnlyList<T> items, Func<T, string> nameOf)
    where T : class
{
    private volatile Built? _built;

    /// <summary>All that are called <paramref name="name"/>, in the order of the list.</summary>
    public IReadOnlyList<T> Find(string name, IEqualityComparer<string> comparer)
    {
        var built = _built;
        if (built is null || !ReferenceEquals(built.Comparer, comparer))
        {
            _built = built = new Built(comparer, items.GroupBy(nameOf, comparer).ToDictionary(group => group.Key, group => group.ToArray(), comparer));
        }

        return built.Items.TryGetValue(name, out var found) ? found : [];
    }

    public override bool Equals(object? obj) => obj is NameLookup<T>;

    public override int GetHashCode() => 0;

    private sealed record Built(IEqualityComparer<string> Comparer, Dictionary<string, T[]> Items);
}
