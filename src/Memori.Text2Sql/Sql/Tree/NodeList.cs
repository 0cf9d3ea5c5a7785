using System.Collections;
using System.Runtime.CompilerServices;

namespace Memori.Text2Sql.Sql.Tree;

/// <summary>An immutable list that is equal to another when their items are. Write it as a collection expression.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
[CollectionBuilder(typeof(NodeList), nameof(NodeList.Create))]
public sealed class NodeList<T> : IReadOnlyList<T>, IEquatable<NodeList<T>>
{
    private readonly T[] _items;

    internal NodeList(T[] items) => _items = items;

    /// <summary>The list without items.</summary>
    public static NodeList<T> Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count => _items.Length;

    /// <inheritdoc/>
    public T this[int index] => _items[index];

    /// <inheritdoc/>
    public bool Equals(NodeList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items, EqualityComparer<T>.Default);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NodeList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}

/// <summary>Builds <see cref="NodeList{T}"/>.</summary>
public static class NodeList
{
    /// <summary>Copies <paramref name="items"/> into a list.</summary>
    public static NodeList<T> Create<T>(ReadOnlySpan<T> items) => items.IsEmpty ? NodeList<T>.Empty : new(items.ToArray());
}
