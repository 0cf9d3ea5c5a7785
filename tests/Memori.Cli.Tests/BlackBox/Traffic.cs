using System.Collections.Concurrent;

namespace Memori.Cli.Tests.BlackBox;

/// <summary>What the whole suite asked so far, of all services. Thread-safe.</summary>
internal static class Traffic
{
    private static readonly ConcurrentDictionary<string, ConcurrentDictionary<int, int>> Seen = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, bool> Ran = new(StringComparer.Ordinal);

    /// <summary>The operations that the services name.</summary>
    public static ConcurrentDictionary<string, bool> Operations { get; } = new(StringComparer.Ordinal);

    public static void Note(string operation, int status) => Seen.GetOrAdd(operation, _ => new()).AddOrUpdate(status, 1, (_, count) => count + 1);

    /// <summary>Notes that a test runs; every test of the suite does, so that it is known whether the whole of it ran.</summary>
    public static void NoteTest()
    {
        if (TestContext.Current.TestMethod is { } method)
        {
            Ran[$"{method.TestClass.TestClassSimpleName}.{method.MethodName}"] = true;
        }
    }

    public static bool HasRun(string test) => Ran.ContainsKey(test);

    public static bool Saw(string operation, Func<int, bool> status) => Seen.TryGetValue(operation, out var statuses) && statuses.Keys.Any(status);
}
