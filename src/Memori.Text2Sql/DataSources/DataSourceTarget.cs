using Memori.Text2Sql.DataSources.Files;
using Memori.Text2Sql.DataSources.Postgres;
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
}

/// <summary>A database as a person names it: a SQLite file, a CSV file, an Excel workbook, a <c>postgres://</c> URL, or <c>sample</c>.</summary>
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

    internal PostgresUrl? Url { get; private init; }

    internal SqlDialect Dialect => Kind == DataSourceKind.Postgres ? SqlDialect.Postgres : SqlDialect.Sqlite;

    /// <summary>Reads a target; looks at the file that it names, but connects nowhere.</summary>
    /// <param name="target">As typed by a person.</param>
    /// <exception cref="MemoriException">
    /// <c>datasource-unknown-form</c>, <c>datasource-not-found</c>, <c>datasource-is-directory</c>, <c>datasource-not-a-database</c>,
    /// <c>datasource-unreadable</c>, <c>file-unreadable</c> or <c>datasource-bad-url</c>.
    /// </exception>
    public static DataSourceTarget Parse(string target)
    {
        var text = target?.Trim() ?? "";
        if (text.Equals(SampleName, StringComparison.OrdinalIgnoreCase))
        {
            return Sample;
        }

        if (PostgresUrl.IsUrl(text))
        {
            var url = PostgresUrl.Parse(text);
            return new DataSourceTarget(DataSourceKind.Postgres, url.Key, url.Database, url.WithoutPassword) { Url = url };
        }

        return text.Length == 0 || text.Contains('\0', StringComparison.Ordinal) || text.Contains("://", StringComparison.Ordinal)
            ? throw DataSourceFaults.UnknownForm(Shown(text))
            : OfFile(text);
    }

    /// <summary>The target of what the catalog stored; unlike <see cref="Parse"/> it does not look at the file.</summary>
    internal static DataSourceTarget Stored(DataSourceKind kind, string key, string name, string location) =>
        new(kind, key, name, location) { Url = kind == DataSourceKind.Postgres ? PostgresUrl.Parse(location) : null };

    private static DataSourceTarget OfFile(string text)
    {
        if (Directory.Exists(text))
        {
            throw DataSourceFaults.IsDirectory(text);
        }

        if (!File.Exists(text))
        {
            throw DataSourceFaults.FileNotFound(Shown(text));
        }

        try
        {
            var path = Path.GetFullPath(text);
            path = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
            var name = Path.GetFileNameWithoutExtension(path);
            return new DataSourceTarget(KindOf(path), path, name, path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw DataSourceFaults.Unreadable(text, failure);
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
