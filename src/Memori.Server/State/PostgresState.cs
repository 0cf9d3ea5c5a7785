using Memori.Ledger;
using Memori.Postgres;
using Memori.Server.Audit;
using Memori.Server.Configuration;
using Memori.Sqlite;
using Memori.Sqlite.Backup;
using Memori.Sqlite.Doctor;
using Memori.Storage;
using Memori.Text;

namespace Memori.Server.State;

/// <summary>
/// The state in PostgreSQL. Its backup is a state file of the embedded store: no program of PostgreSQL's is needed for it, it can be looked into,
/// and it can be restored into either store.
/// </summary>
internal sealed class PostgresState(MemoriSettings settings, PostgresDatabase database, UsageLedger ledger, AuditTrail audit, TimeProvider time) : IStateCare
{
    private const string SelectSize = "SELECT pg_database_size(current_database())";

    // Of the file that the doctor looks into, not of the database.
    private static readonly HashSet<string> OfFiles = new(["log-large", "restore-leftovers"], StringComparer.Ordinal);

    public string Place { get; } = PlaceOf(settings.DatabaseUrl!);

    public bool MayExist => true;

    public async Task<long> SizeAsync(CancellationToken cancellationToken = default) =>
        (await database.ReadAsync((connection, token) => connection.QueryAsync(SelectSize, row => row.GetInt64(0), token), cancellationToken))[0];

    public Task<StateSummary> BackupAsync(string target, bool overwrite, CancellationToken cancellationToken = default)
    {
        var full = Path.GetFullPath(target);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        return !overwrite && File.Exists(full)
            ? throw new MemoriException(FaultKind.BadRequest, "backup-exists", new LocalizedText(
                $"{Path.GetFileName(full)} is there already: choose another name, or replace it with --force.", $"{Path.GetFileName(full)} 已存在:请换一个文件名,或用 --force 覆盖。"))
            : WithFileAsync(full + ".copying", async file =>
            {
                await CopyAsync(file, toFile: true, cancellationToken);
                return await SqliteBackup.WriteAsync(file, full, overwrite, cancellationToken);
            });
    }

    public async Task<StateSummary> RestoreAsync(string backup, CancellationToken cancellationToken = default)
    {
        await SqliteBackup.VerifyAsync(backup, ServiceStartup.StateLibraries, cancellationToken);
        Directory.CreateDirectory(settings.DataDirectory);
        return await WithFileAsync(Path.Combine(settings.DataDirectory, "restoring.db"), async file =>
        {
            var summary = await SqliteBackup.WriteAsync(backup, file, overwrite: true, cancellationToken);
            await StateMove.MigrateAsync(database, cancellationToken);
            await CopyAsync(file, toFile: false, cancellationToken);
            return summary with { Path = Place };
        });
    }

    public async Task<StateReport> ExamineAsync(CancellationToken cancellationToken = default)
    {
        var features = await database.FeaturesAsync(cancellationToken);
        List<StateFinding> findings = [];
        if (!features.RowSecurity)
        {
            findings.Add(new StateFinding("row-security-off", new(
                "The service's user of PostgreSQL is a superuser or bypasses row-level security: the second wall between owners does not hold. Give it a role without (docs/postgresql.md).",
                "服务使用的 PostgreSQL 用户是超级用户或可绕过行级安全,所有者之间的第二道防线不起作用。请改用普通角色(docs/postgresql.md)。"), 1, false, []));
        }

        var applied = await StateMigrations.AppliedAsync(database, cancellationToken);
        var known = StateMigrations.Of(database.Dialect);
        var pending = known.Except(applied).Select(NameOf).ToList();
        AddTo(findings, "migrations-pending", pending, isRepairable: true, new(
            "The tables are of an older version. They are brought up to date when the server starts.", "数据表为旧版本,服务器启动时会自动更新。"));
        AddTo(findings, "newer-schema", [.. applied.Except(known).Select(NameOf)], isRepairable: false, new(
            "A newer version of Memori has worked on this state. Use that version.", "该状态已被更新版本的 Memori 使用过,请使用该版本。"));
        var report = new StateReport { Path = Place, Exists = true, Bytes = await SizeAsync(cancellationToken), Findings = findings };
        return pending.Count > 0 ? report : await ExamineRowsAsync(report, cancellationToken);
    }

    public async Task<(StateReport Before, StateReport After)> RepairAsync(CancellationToken cancellationToken = default)
    {
        var before = await ExamineAsync(cancellationToken);
        if (!before.Findings.Any(finding => finding.Repairable))
        {
            return (before, before);
        }

        await StateMove.MigrateAsync(database, cancellationToken);
        await ledger.ReconcileAsync(cancellationToken: cancellationToken);
        return (before, await ExamineAsync(cancellationToken));
    }

    private static string NameOf((string Library, long Number) migration) => $"{migration.Library}/{migration.Number}";

    private static void AddTo(List<StateFinding> findings, string code, List<string> places, bool isRepairable, LocalizedText text)
    {
        if (places.Count > 0)
        {
            findings.Add(new StateFinding(code, text, places.Count, isRepairable, [.. places.Take(5)]));
        }
    }

    private static string PlaceOf(string url)
    {
        var address = new Uri(url);
        return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"postgres://{address.Host}:{(address.Port < 0 ? 5432 : address.Port)}{address.AbsolutePath}");
    }

    /// <summary>Looks at every row, in a copy as a backup would make it.</summary>
    private async Task<StateReport> ExamineRowsAsync(StateReport report, CancellationToken cancellationToken)
    {
        List<StateFinding> findings = [.. report.Findings];
        var ledgerDifferences = await ledger.ExamineAsync(cancellationToken);
        AddTo(findings, "ledger-difference", [.. ledgerDifferences.Select(difference => $"{difference.Day:yyyy-MM-dd}/{difference.Subject.Kind}/{difference.Subject.Id}")], isRepairable: true, new(
            "Running totals of the ledger are not the sums of its rows.", "账目合计与明细之和不符。"));
        var chain = await audit.VerifyAsync(cancellationToken);
        AddTo(findings, "audit-broken", [.. chain.Faults.Select(fault => $"{fault.Sequence}/{fault.Code}")], isRepairable: false, new(
            "The audit is not as it was written (memori audit verify).", "审计记录与写入时不符(memori audit verify)。"));
        Directory.CreateDirectory(settings.DataDirectory);
        return await WithFileAsync(Path.Combine(settings.DataDirectory, "examining.db"), async file =>
        {
            await CopyAsync(file, toFile: true, cancellationToken);
            var rows = await new SqliteDoctor(file, ServiceStartup.StateLibraries, time).ExamineAsync(cancellationToken);
            findings.AddRange(rows.Findings.Where(finding => !OfFiles.Contains(finding.Code)).Select(finding => finding with { Repairable = false }));
            return report with { FreeBytes = rows.FreeBytes, Owners = rows.Owners, Memories = rows.Memories, Jobs = rows.Jobs, Findings = findings };
        });
    }

    private async Task CopyAsync(string file, bool toFile, CancellationToken cancellationToken)
    {
        await using var state = await SqliteDatabase.OpenAsync(file, time, cancellationToken);
        await StateMove.MigrateAsync(state, cancellationToken);
        IStateTables here = new SqliteTables(state), there = new PostgresTables(database);
        await (toFile ? StateCopy.RunAsync(there, here, cancellationToken) : StateCopy.RunAsync(here, there, cancellationToken));
    }

    private static async Task<T> WithFileAsync<T>(string file, Func<string, Task<T>> work)
    {
        Delete(file);
        try
        {
            return await work(file);
        }
        finally
        {
            Delete(file);
        }
    }

    private static void Delete(string file)
    {
        foreach (var companion in new[] { "", "-wal", "-shm" })
        {
            File.Delete(file + companion);
        }
    }
}
