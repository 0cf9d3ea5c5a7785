namespace Memori.Text2Sql.Execution;

/// <summary>
/// What ran on databases in a flow of control, and under which version of their access rules, for whoever must keep a record of it. Ambient: everything that
/// happens after <see cref="Begin"/>, however far below, is noted until it is disposed. Thread-safe.
/// </summary>
public sealed class StatementLog : IDisposable
{
    // Those of a long run: the last, which are those that answered.
    private const int MostKept = 200;

    private static readonly AsyncLocal<StatementLog?> Ambient = new();

    private readonly Lock _lock = new();
    private readonly Queue<string> _statements = new();
    private readonly StatementLog? _before;
    private long? _policyVersion;

    private StatementLog(StatementLog? before) => _before = before;

    /// <summary>The SQL that was sent to a database, as it ran, in order; of more than 200 the last ones.</summary>
    public IReadOnlyList<string> Statements
    {
        get
        {
            lock (_lock)
            {
                return [.. _statements];
            }
        }
    }

    /// <summary>The version of the access rules that were last looked at; null when none were. 0 where a datasource never had any.</summary>
    public long? PolicyVersion
    {
        get
        {
            lock (_lock)
            {
                return _policyVersion;
            }
        }
    }

    /// <summary>Begins to note what happens in this flow of control.</summary>
    public static StatementLog Begin() => Ambient.Value = new StatementLog(Ambient.Value);

    /// <summary>Ends it.</summary>
    public void Dispose() => Ambient.Value = _before;

    internal static void Ran(string sql)
    {
        if (Ambient.Value is { } log)
        {
            lock (log._lock)
            {
                log._statements.Enqueue(sql);
                if (log._statements.Count > MostKept)
                {
                    log._statements.Dequeue();
                }
            }
        }
    }

    internal static void Under(long policyVersion)
    {
        if (Ambient.Value is { } log)
        {
            lock (log._lock)
            {
                log._policyVersion = policyVersion;
            }
        }
    }
}
