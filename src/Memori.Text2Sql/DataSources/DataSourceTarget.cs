using Memori.Text2Sql.DataSources.Admission;
using Memori.Text2Sql.DataSources.Drivers;
using Memori.Text2Sql.DataSources.Files;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.DataSources;

/// <summary>What a target is.</summary>
public enum DataSourceKind
{
    /// <summary>The sample that the project generates.</summary>
    Sample,

    /// <summary>A SQLite file.</summary>
    Sqlite,

    /// <summary>A CSV file, asked through an embedded database that it is imported into.</summary>
    Csv,

    /// <summary>An Excel workbook (.xlsx, .xlsm), imported likewise: a table for each sheet.</summary>
    Xlsx,

    /// <summary>A PostgreSQL database.</summary>
    Postgres,

    /// <summary>A database that a <see cref="DatabaseDriver"/> reaches.</summary>
    External,
}

/// <summary>
/// A database as a person names it: a SQLite file, a CSV file, an Excel workbook, a <c>postgres://</c> URL (or one of a driver that was added),
/// or <c>sample</c>.
/// </summary>
public sealed record DataSourceTarget
{
    private static ReadOnlySpan<byte> SqliteHeader => "SQLite format 3\0"u8;

    private DataSourceTarget(DataSourceKind kind, string key, string name, string location)
    {
        Kind = kind;
        Key = key;
        Name = name;
        Location = location;
    }

    /// <summary>The word that names the sample.</summary>
    public const string SampleName = "sample";

    /// <summary>The sample.</summary>
    public static DataSourceTarget Sample { get; } = new(DataSourceKind.Sample, SampleName, SampleName, SampleName);

    /// <summary>What it is.</summary>
    public DataSourceKind Kind { get; }

    /// <summary>What it is known again by: the canonical path, <c>postgres://host:port/database</c> or <c>sample</c>. Without credentials.</summary>
    public string Key { get; }

    /// <summary>A short name for people.</summary>
    public string Name { get; }

    /// <summary>How it is found again: the path, or the URL without its password.</summary>
    public string Location { get; }

    internal DatabaseUrl? Url { get; private init; }

    internal DatabaseDriver? Driver { get; private init; }

    internal SqlDialect Dialect => Driver?.Dialect ?? (Kind == DataSourceKind.Postgres ? SqlDialect.Postgres : SqlDialect.Sqlite);

    /// <summary>Reads a target; looks at the file that it names, but connects nowhere.</summary>
    /// <param name="target">As typed by a person.</param>
    /// <exception cref="MemoriException">
    /// <c>datasource-unknown-form</c>, <c>datasource-not-found</c>, <c>datasource-is-directory</c>, <c>datasource-not-a-database</c>,
    /// <c>datasource-unreadable</c>, <c>file-unreadable</c> or <c>datasource-bad-url</c>.
    /// </exception>
    public static DataSourceTarget Parse(string target) => Parse(target, [], FileAdmission.Any);

    /// <summary>Reads a target, which may also be of one of <paramref name="drivers"/>; looks only at files that <paramref name="files"/> admits.</summary>
    internal static DataSourceTarget Parse(string target, IReadOnlyList<DatabaseDriver> drivers, FileAdmission files)
    {
        var text = target?.Trim() ?? "";
        if (text.Equals(SampleName, StringComparison.OrdinalIgnoreCase))
        {
            return Sample;
        }

        if (DatabaseUrl.IsPostgres(text))
        {
            return OfUrl(DataSourceKind.Postgres, DatabaseUrl.Parse(text), null);
        }

        if (DriverOf(text, drivers) is { } driver)
        {
            return OfUrl(DataSourceKind.External, DatabaseUrl.Parse(text, driver.Scheme, driver.DefaultPort), driver);
        }

        return text.Length == 0 || text.Contains('\0', StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal)
            ? throw DataSourceFaults.UnknownForm(Shown(text))
            : OfFile(text, files);
    }

    /// <summary>Whether a file is a SQLite database, whatever its name.</summary>
    internal static bool IsSqlite(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> head = stackalloc byte[SqliteHeader.Length];
        return stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length && head.SequenceEqual(SqliteHeader);
    }

    /// <summary>The target of what the catalog stored; unlike <see cref="Parse(string)"/> it does not look at the file.</summary>
    internal static DataSourceTarget Stored(DataSourceKind kind, string key, string name, string location, IReadOnlyList<DatabaseDriver> drivers)
    {
        var driver = kind == DataSourceKind.External ? DriverOf(location, drivers) ?? throw DataSourceFaults.NoDriver(key) : null;
        return new DataSourceTarget(kind, key, name, location)
        {
            Driver = driver,
            Url = driver is not null ? DatabaseUrl.Parse(location, driver.Scheme, driver.DefaultPort)
                : kind == DataSourceKind.Postgres ? DatabaseUrl.Parse(location)
                : null,
        };
    }

    private static DataSourceTarget OfUrl(DataSourceKind kind, DatabaseUrl url, DatabaseDriver? driver) =>
        new(kind, url.Key, url.Database, url.WithoutPassword) { Url = url, Driver = driver };

    private static DatabaseDriver? DriverOf(string url, IReadOnlyList<DatabaseDriver> drivers) =>
        drivers.FirstOrDefault(driver => url.StartsWith(driver.Scheme + "://", StringComparison.OrdinalIgnoreCase));

    private static DataSourceTarget OfFile(string text, FileAdmission files)
    {
        try
        {
            var path = files.Require(text);
            if (Directory.Exists(path))
            {
                throw DataSourceFaults.IsDirectory(Shown(text));
            }

            if (!File.Exists(path))
            {
                throw DataSourceFaults.FileNotFound(Shown(text));
            }

            var name = Path.GetFileNameWithoutExtension(path);
            return new DataSourceTarget(KindOf(path), path, name, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw DataSourceFaults.Unreadable(Shown(text), failure);
        }
    }

    private static DataSourceKind KindOf(string path)
    {
        var isTable = FileKind.IsTextTable(path) || FileKind.IsWorkbook(path);
        if (new FileInfo(path).Length == 0)
        {
            // Empty or no ordinary file: a pipe, for one, would keep whoever opens it waiting for ever.
            throw isTable ? FileFaults.Of(Path.GetFileName(path), FileFaults.Empty()) : DataSourceFaults.NotADatabase(path);
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        Span<byte> head = stackalloc byte[SqliteHeader.Length];
        head = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return head.SequenceEqual(SqliteHeader) ? DataSourceKind.Sqlite
            : isTable ? FileKind.IsZip(head) ? DataSourceKind.Xlsx : DataSourceKind.Csv
            : throw DataSourceFaults.NotADatabase(path);
    }

    // A URL may hold a password, and a pasted text may be long.
    private static string Shown(string text)
    {
        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        return scheme >= 0 ? text[..Math.Min(scheme, 40)] + "://…" : text.Length > 300 ? text[..300] + "…" : text;
    }
}
