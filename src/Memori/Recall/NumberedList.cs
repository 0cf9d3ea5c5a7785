namespace Memori.Recall;

/// <summary>Things by a small number of their own; numbers of what is gone are given again.</summary>
internal sealed class NumberedList<T>
    where T : class
{
    private readonly List<T?> _items = [];
    private readonly Stack<int> _free = new();

    /// <summary>How many numbers were ever given.</summary>
    public int Count => _items.Count;

    public T this[int number] => _items[number]!;

    public T Add(Func<int, T> make)
    {
        if (_free.TryPop(out var number))
        {
            return _items[number] = make(number);
        }

        var item = make(_items.Count);
        _items.Add(item);
        return item;
    }

    public void Remove(int number)
    {
        _items[number] = null;
        _free.Push(number);
    }
}
