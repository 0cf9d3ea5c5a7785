using System.Runtime.InteropServices;

namespace Memori.Recall;

/// <summary>Names (sessions, namespaces, speakers) by small numbers, kept as long as they are used; 0 is no name. Not thread-safe.</summary>
internal sealed class NameTable
{
    private readonly Dictionary<string, int> _numbers = [];
    private readonly Stack<int> _free = new();
    private readonly List<(string? Name, int Uses)> _names = [(null, 0)];

    /// <summary>How many numbers were ever given, that of no name included.</summary>
    public int Count => _names.Count;

    /// <summary>The bytes that it takes, about.</summary>
    public long Bytes => _names.Count * 90L;

    public string? this[int number] => _names[number].Name;

    /// <summary>The number of a name; -1 when nobody uses it.</summary>
    public int Find(string? name) => name is null ? 0 : _numbers.GetValueOrDefault(name, -1);

    /// <summary>The number of a name that is used once more.</summary>
    public int Take(string? name)
    {
        if (name is null)
        {
            return 0;
        }

        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, name, out var isKnown);
        if (!isKnown && !_free.TryPop(out number))
        {
            number = _names.Count;
            _names.Add((name, 0));
        }

        _names[number] = (name, isKnown ? _names[number].Uses + 1 : 1);
        return number;
    }

    /// <summary>How often a name is used.</summary>
    public int Uses(int number) => _names[number].Uses;

    /// <summary>A name that is used already is used more often.</summary>
    public void Take(int number, int uses)
    {
        if (number > 0)
        {
            CollectionsMarshal.AsSpan(_names)[number].Uses += uses;
        }
    }

    /// <summary>The name is used once less.</summary>
    public void Release(int number)
    {
        if (number == 0)
        {
            return;
        }

        ref var entry = ref CollectionsMarshal.AsSpan(_names)[number];
        if (--entry.Uses == 0)
        {
            _numbers.Remove(entry.Name!);
            entry.Name = null;
            _free.Push(number);
        }
    }
}
