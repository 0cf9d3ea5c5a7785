using System.Data.Common;
using System.Reflection;
using Memori.Sqlite.Backup;
using Memori.Storage;
using Microsoft.Data.Sqlite;

namespace Memori.Sqlite.Doctor;

/// <summary>Examines the state file, and mends what can be mended when told to. Thread-safe; may run beside a server.</summary>
/// <param name="path">The state file.</param>
/// <param name="libraries">The libraries whose tables it holds.</param>
/// <param name="time">The clock.</param>
public sealed partial class SqliteDoctor(string path, IReadOnlyCollection<Assembly> libraries, TimeProvider time)
{
    private const long LargeLog = 64L << 20;
    private const long LeastFree = 64L << 20;

    private const string SelectJobs = "SELECT queue, id, state, leased_until, payload FROM job";
    private const string CountRows = "SELECT (SELECT count(*) FROM memory_owner), (SELECT count(*) FROM memory), (SELECT count(*) FROM job)";

    private const string SelectStaleBlocks = """
        SELECT DISTINCT b.owner_kind || '/' || b.owner_id || '/' || b.key FROM injected_quote AS q JOIN injected_block AS b ON b.id = q.block_id
        WHERE NOT EXISTS (SELECT 1 FROM memory AS m WHERE m.owner_kind = q.owner_kind AND m.owner_id = q.owner_id AND m.id = q.memory_id)
        """;

    private readonly string _path = Path.GetFullPath(path);

    /// <summary>Looks and changes nothing.</summary>
    public Task<StateReport> ExamineAsync(CancellationToken cancellationToken = default) => Task.Run(() => Examine(cancellationToken), cancellationToken);

    private StateReport Examine(CancellationToken cancellationToken)
    {
        var file = new FileInfo(_path);
        var report = new StateReport { Path = _path, Exists = file.Exists };
        if (!file.Exists)
        {
            return report;
        }

        var findings = new Findings();
        var log = new FileInfo(_path + "-wal");
        report = report with { Bytes = file.Length, LogBytes = log.Exists ? log.Length : 0, FreeBytes = new DriveInfo(file.DirectoryName!).AvailableFreeSpace };
        CheckFiles(report, findings);
        try
        {
            using var connection = SqliteConnections.OpenPlain(_path, SqliteOpenMode.ReadOnly);

            // One moment of the state, however long the examination takes beside a server that writes.
            using var snapshot = connection.BeginTransaction(deferred: true);
            CheckFile(connection, findings);
            if (!findings.Has("damaged") && CheckSchema(connection, findings))
            {
                report = Count(connection, report);
                CheckMemories(connection, findings, cancellationToken);
                CheckJobs(connection, findings);
                foreach (var block in StateCheck.Rows(connection, SelectStaleBlocks))
                {
                    findings.Add("stale-block", block);
                }
            }
        }
        catch (SqliteException exception)
        {
            findings.Add("unreadable", exception.SqliteErrorCode.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return report with { Findings = findings.ToList() };
    }

    private void CheckFiles(StateReport report, Findings findings)
    {
        if (report.LogBytes > LargeLog)
        {
            findings.Add("log-large");
        }

        if (report.FreeBytes < Math.Max(LeastFree, report.Bytes + report.LogBytes))
        {
            findings.Add("disk-low");
        }

        foreach (var open in OpenToOthers())
        {
            findings.Add("readable-by-others", Path.GetFileName(open));
        }

        foreach (var leftover in Leftovers())
        {
            findings.Add("restore-leftovers", Path.GetFileName(leftover));
        }
    }

    private IEnumerable<string> OpenToOthers() => ((string[])[_path, _path + "-wal", _path + "-shm"]).Where(PrivateFiles.IsOpenToOthers);

    private IEnumerable<string> Leftovers() => Directory
        .EnumerateFiles(Path.GetDirectoryName(_path)!, Path.GetFileName(_path) + ".*")
        .Where(file => file.StartsWith(_path + SqliteRestore.Staged, StringComparison.Ordinal) || file.StartsWith(_path + SqliteRestore.Replaced, StringComparison.Ordinal));

    private static void CheckFile(SqliteConnection connection, Findings findings)
    {
        foreach (var problem in StateCheck.Rows(connection, "PRAGMA integrity_check").Where(problem => problem != "ok"))
        {
            var ofIndex = problem.Contains("index", StringComparison.Ordinal) && !problem.Contains("Tree", StringComparison.Ordinal) && !problem.Contains("NULL", StringComparison.Ordinal);
            findings.Add(ofIndex ? "index-damaged" : "damaged", problem);
        }

        foreach (var table in StateCheck.Rows(connection, "PRAGMA foreign_key_check"))
        {
            findings.Add("broken-reference", table);
        }
    }

    /// <summary>Whether the tables are those that this program knows.</summary>
    private bool CheckSchema(SqliteConnection connection, Findings findings)
    {
        if (StateCheck.Rows(connection, SqliteTables.FindMark) is not ["0"])
        {
            findings.Add("unfinished-move");
        }

        var applied = StateCheck.AppliedMigrations(connection);
        var known = StateCheck.KnownMigrations(libraries);
        foreach (var migration in applied.Except(known))
        {
            findings.Add("newer-schema", migration);
        }

        var pending = known.Except(applied).ToList();
        foreach (var migration in pending)
        {
            findings.Add("migrations-pending", migration);
        }

        return !pending.Exists(migration => migration.StartsWith(typeof(SqliteDoctor).Assembly.GetName().Name + "/", StringComparison.Ordinal));
    }

    private static StateReport Count(SqliteConnection connection, StateReport report)
    {
        using var command = connection.CreateCommand();
        command.CommandText = CountRows;
        using var row = command.ExecuteReader();
        row.Read();
        return report with { Owners = row.GetInt64(0), Memories = row.GetInt64(1), Jobs = row.GetInt64(2) };
    }

    private static void CheckMemories(SqliteConnection connection, Findings findings, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        command.CommandText = MemoryRowCheck.Select;
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            MemoryRowCheck.Check(rows, findings);
        }
    }

    private void CheckJobs(SqliteConnection connection, Findings findings)
    {
        var longAgo = time.GetUtcNow().AddDays(-1).ToUnixTimeMilliseconds();
        using var command = connection.CreateCommand();
        command.CommandText = SelectJobs;
        using DbDataReader row = command.ExecuteReader();
        while (row.Read())
        {
            var place = $"{row.GetString(0)}/{row.GetString(1)}";
            if (!Enum.TryParse<JobState>(row.GetString(2), ignoreCase: true, out var state))
            {
                findings.Add("invalid-job", place);
            }
            else if (state == JobState.Running && (row.IsDBNull(3) || row.GetInt64(3) < longAgo))
            {
                findings.Add("stuck-job", place);
            }
        }
    }
}
