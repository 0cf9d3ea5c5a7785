using System.Collections.Concurrent;

namespace Memori.Telemetry;

/// <summary>
/// Names that become labels of measurements though callers choose them: the first <paramref name="most"/> are kept, later ones are <c>other</c>, as a series for each
/// of any number would fill the memory of whoever collects them. Thread-safe.
/// </summary>
/// <param name="most">How many. Default 200.</param>
public sealed class BoundedNames(int most = 200)
{
    private const string Others = "other";
    private const int Longest = 100;

    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);

    /// <summary>The name, or <c>other</c>.</summary>
    public string this[string name] =>
        _names.ContainsKey(name) || (name.Length <= Longest && _names.Count < most && _names.TryAdd(name, true)) ? name : Others;
}
