using Memori.Text2Sql.DataSources.Admission;
using Memori.Text2Sql.DataSources.Files;

namespace Memori.Text2Sql.DataSources;

/// <summary>Where the databases that the service makes itself are kept, and which others it may reach.</summary>
public sealed record DataSourceOptions
{
    /// <summary>The directory for the sample, for imported files and for the key of passwords; made when missing. Default <c>data</c>.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>How much a CSV file or Excel workbook may be.</summary>
    public FileImportOptions Files { get; init; } = new();

    /// <summary>
    /// The directories below which database files may be; a relative target is looked for in each. Null (the default) for any file that the process
    /// may read: right for a person's own tool, never for a server. The service's own state is out of reach in either case.
    /// </summary>
    public IReadOnlyList<string>? FileRoots { get; init; }

    /// <summary>
    /// Files and directories that are never a datasource, by no path and by no link: the service's own state. What lies beside a file under its name
    /// (<c>-wal</c>, <c>-shm</c>) is withheld with it. The key file is withheld in any case. None by default.
    /// </summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];

    /// <summary>Which servers may be reached. Null (the default) for any: right for a person's own tool, never for a server.</summary>
    public AllowedHosts? Hosts { get; init; }

    /// <summary>
    /// What the passwords of datasources are sealed with: 32 bytes in Base64, or any text of at least 16 characters. Null (the default) for a key that is
    /// made once and kept in <c>secret.key</c> in the data directory.
    /// </summary>
    public string? SecretKey { get; init; }

    /// <summary>The key before <see cref="SecretKey"/>, until <see cref="DataSourceCatalog.RotateKeyAsync"/> was called. Null by default.</summary>
    public string? PreviousSecretKey { get; init; }

    /// <summary>Without the keys.</summary>
    public override string ToString() => $"{nameof(DataSourceOptions)} {DataDirectory}";
}
