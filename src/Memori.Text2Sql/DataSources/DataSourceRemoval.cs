using System.Globalization;
using Memori.Storage;
using Memori.Text2Sql.DataSources.Admission;
using Memori.Text2Sql.DataSources.Files;
using Memori.Text2Sql.Learning;

namespace Memori.Text2Sql.DataSources;

/// <summary>Removes a datasource with all that was made of it: schema, annotations, password, imported files, and what was remembered. Thread-safe.</summary>
public sealed class DataSourceRemoval
{
    private const int OwnersAtOnce = 500;
    private static readonly string[] OwnDirectories = ["uploads", "imports"];

    private readonly DataSourceCatalog _catalog;
    private readonly DataSourceOptions _options;
    private readonly IMemoryStore _memories;
    private readonly IReadOnlyList<IDataSourceData> _others;

    /// <summary>Creates it.</summary>
    /// <param name="catalog">Where datasources are kept.</param>
    /// <param name="options">Where the files are that the service made itself.</param>
    /// <param name="memories">Where what was remembered is kept.</param>
    /// <param name="others">What other parts keep. Default nothing.</param>
    public DataSourceRemoval(DataSourceCatalog catalog, DataSourceOptions options, IMemoryStore memories, IEnumerable<IDataSourceData>? others = null)
    {
        _catalog = catalog;
        _options = options;
        _memories = memories;
        _others = [.. others ?? []];
    }

    /// <summary>Removes a datasource. A person's own file is not touched, only what the service uploaded or imported.</summary>
    /// <exception cref="MemoriException"><c>datasource-not-found</c>; <c>datasource-sample</c> for the sample.</exception>
    public async Task<RegisteredDataSource> RemoveAsync(int id, CancellationToken cancellationToken = default)
    {
        var row = await _catalog.DescribeAsync(id, cancellationToken).ConfigureAwait(false);
        if (row.Kind == DataSourceKind.Sample)
        {
            throw DataSourceFaults.SampleStays();
        }

        // The row last: should this break off, it can be done again. No id is given twice, so what a question still remembers meanwhile is out of reach.
        await ForgetAsync(id, cancellationToken).ConfigureAwait(false);
        DeleteFiles(row);
        await _catalog.RemoveRowAsync(id, cancellationToken).ConfigureAwait(false);
        return row;
    }

    private async Task ForgetAsync(int id, CancellationToken cancellationToken)
    {
        await _memories.DeleteAllAsync(Owner.Datasource(id.ToString(CultureInfo.InvariantCulture)), null, null, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<Owner> owners = [];
        do
        {
            owners = await _memories.OwnersAsync(owners.Count == 0 ? null : owners[^1], OwnersAtOnce, cancellationToken).ConfigureAwait(false);
            foreach (var owner in owners)
            {
                await _memories.DeleteAllAsync(owner, null, VerifiedPairs.Namespace(id), cancellationToken).ConfigureAwait(false);
                await _memories.DeleteAllAsync(owner, null, SessionTurns.Namespace(id), cancellationToken).ConfigureAwait(false);
            }
        }
        while (owners.Count == OwnersAtOnce);

        foreach (var other in _others)
        {
            await other.ForgetAsync(id, cancellationToken).ConfigureAwait(false);
        }
    }

    private void DeleteFiles(RegisteredDataSource row)
    {
        if (row.Kind is DataSourceKind.Csv or DataSourceKind.Xlsx)
        {
            new FileImports(_options).Forget([row.Location]);
        }

        if (row.Kind is not (DataSourceKind.Csv or DataSourceKind.Xlsx or DataSourceKind.Sqlite))
        {
            return;
        }

        // By where it really is, so that no link leads the deletion elsewhere.
        var path = RealPath.Of(row.Location);
        if (Path.GetDirectoryName(path) is { } directory
            && Directory.Exists(directory)
            && OwnDirectories.Any(own => RealPath.IsWithin(directory, RealPath.Of(Path.Combine(_options.DataDirectory, own)), StringComparison.Ordinal)))
        {
            foreach (var file in new[] { path, path + "-wal", path + "-shm", path + "-journal" })
            {
                File.Delete(file);
            }

            // Each upload has a directory of its own.
            var isOwn = OwnDirectories.Any(own => RealPath.Of(Path.Combine(_options.DataDirectory, own)) == directory);
            if (!isOwn && !Directory.EnumerateFileSystemEntries(directory).Any())
            {
                Directory.Delete(directory);
            }
        }
    }
}
