namespace Memori.Storage;

/// <summary>
/// Marks writes that nobody waits for. A database may let them wait some milliseconds for another write to share its commit with; it keeps their order all the same, so that
/// every write that begins later sees them. Ambient: holds for what is begun within. Thread-safe.
/// </summary>
public static class UnhurriedWrites
{
    private static readonly AsyncLocal<bool> Current = new();

    /// <summary>Whether writes that begin here are in no hurry.</summary>
    public static bool IsOn => Current.Value;

    /// <summary>Begins a write that nobody waits for.</summary>
    /// <param name="write">Begins it; what it awaits belongs to it.</param>
    /// <returns>What <paramref name="write"/> returned.</returns>
    public static Task RunAsync(Func<Task> write)
    {
        var before = Current.Value;
        Current.Value = true;
        try
        {
            return write();
        }
        finally
        {
            Current.Value = before;
        }
    }
}
