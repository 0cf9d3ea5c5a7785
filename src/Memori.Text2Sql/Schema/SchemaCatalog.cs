using System.Collections.Concurrent;
using System.Globalization;
using Memori.Storage;
using Memori.Text2Sql.DataSources;

namespace Memori.Text2Sql.Schema;

/// <summary>
/// The schemas of the datasources: read once, stored, and read again when a cheap mark shows that something changed.
/// While nothing changes, the same instance is returned. Thread-safe.
/// </summary>
public sealed class SchemaCatalog
{
    private const string Select = "SELECT hash, fingerprint, document, read_at FROM datasource_schema WHERE datasource_id = @id";

    private const string Upsert =
        """
        INSERT INTO datasource_schema (datasource_id, hash, fingerprint, document, read_at) VALUES (@id, @hash, @fingerprint, @document, @read_at)
        ON CONFLICT (datasource_id) DO UPDATE
        SET hash = excluded.hash, fingerprint = excluded.fingerprint, document = excluded.document, read_at = excluded.read_at
        """;

    // Bump when readers find more than they did, so that stored schemas are read again.
    private const string Version = "1";

    // The profile of a database that is written to all the time is not read at every question: at most a twentieth of the time goes into that.
    private const int QuietFactor = 20;

    private static readonly TimeSpan s_quickRead = TimeSpan.FromMilliseconds(250);

    // What has no mark for its data (PostgreSQL) is profiled again once a day.
    private static readonly TimeSpan s_maxAge = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<int, Entry> _entries = new();
    private readonly ConcurrentDictionary<int, SemaphoreSlim> _reading = new();
    private readonly IDatabase _database;
    private readonly ISchemaReader _reader;
    private readonly TimeProvider _time;
    private readonly ISchemaObserver[] _observers;

    /// <summary>Creates a catalog.</summary>
    /// <param name="database">Where schemas are kept.</param>
    /// <param name="reader">Reads live databases.</param>
    /// <param name="time">The clock.</param>
    /// <param name="observers">Told of drift. Default: nobody.</param>
    public SchemaCatalog(IDatabase database, ISchemaReader reader, TimeProvider time, IEnumerable<ISchemaObserver>? observers = null)
    {
        _observers = [.. observers ?? []];
        _database = database;
        _reader = reader;
        _time = time;
    }

    /// <summary>The schema of a registered datasource as it is now, and whether its structure differs from what was known.</summary>
    /// <returns>The schema; <c>Drifted</c> is true once, for the call that noticed.</returns>
    /// <exception cref="MemoriException">The database can't be reached or is not a database.</exception>
    public async Task<(DatabaseSchema Schema, bool Drifted)> GetAsync(DataSource source, CancellationToken cancellationToken = default)
    {
        var mark = await _reader.FingerprintAsync(source, cancellationToken).ConfigureAwait(false);
        if (_entries.TryGetValue(source.Id, out var entry) && IsCurrent(entry, mark))
        {
            return (entry.Schema, false);
        }

        var reading = _reading.GetOrAdd(source.Id, static _ => new SemaphoreSlim(1));
        await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await RefreshAsync(source, mark, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<(DatabaseSchema Schema, bool Drifted)> RefreshAsync(DataSource source, SchemaFingerprint mark, CancellationToken cancellationToken)
    {
        // Another caller may have read it while this one waited.
        var known = _entries.TryGetValue(source.Id, out var entry) ? entry : await LoadAsync(source.Id, cancellationToken).ConfigureAwait(false);
        if (known is not null && IsCurrent(known, mark))
        {
            _entries[source.Id] = known;
            return (known.Schema, false);
        }

        var start = _time.GetTimestamp();
        var schema = await _reader.ReadAsync(source, null, cancellationToken).ConfigureAwait(false);
        var fresh = new Entry(schema, Join(mark), mark.Structure, _time.GetUtcNow(), _time.GetElapsedTime(start));
        var drifted = known is not null && known.Schema.Hash != schema.Hash;
        foreach (var observer in drifted ? _observers : [])
        {
            await observer.DriftedAsync(source, known!.Schema, schema, cancellationToken).ConfigureAwait(false);
        }

        await StoreAsync(source.Id, fresh, cancellationToken).ConfigureAwait(false);
        _entries[source.Id] = fresh;
        return (schema, drifted);
    }

    private bool IsCurrent(Entry entry, SchemaFingerprint mark)
    {
        var age = _time.GetUtcNow() - entry.ReadAt;
        return entry.Mark == Join(mark)
            ? mark.Data.Length > 0 || age < s_maxAge
            : entry.Structure == mark.Structure && entry.Took > s_quickRead && age < entry.Took * QuietFactor;
    }

    private async Task<Entry?> LoadAsync(int id, CancellationToken cancellationToken)
    {
        var rows = await _database.ReadAsync(
            (connection, token) => connection.QueryAsync(
                Select, static row => (Mark: row.GetString(1), Document: row.GetFieldValue<byte[]>(2), ReadAt: row.GetString(3)), token, ("@id", id)),
            cancellationToken).ConfigureAwait(false);
        return rows is [var stored] && SchemaJson.Read(stored.Document) is { } schema
            ? new Entry(schema, stored.Mark, "", DateTimeOffset.Parse(stored.ReadAt, CultureInfo.InvariantCulture), TimeSpan.Zero)
            : null;
    }

    private Task<object?> StoreAsync(int id, Entry entry, CancellationToken cancellationToken) => _database.WriteAsync(
        (transaction, token) => transaction.ExecuteAsync(
            Upsert,
            token,
            ("@id", id),
            ("@hash", entry.Schema.Hash),
            ("@fingerprint", entry.Mark),
            ("@document", SchemaJson.Write(entry.Schema)),
            ("@read_at", entry.ReadAt.ToString("O", CultureInfo.InvariantCulture))),
        cancellationToken);

    private static string Join(SchemaFingerprint mark) => $"{Version}|{mark.Structure}|{mark.Data}";

    private sealed record Entry(DatabaseSchema Schema, string Mark, string Structure, DateTimeOffset ReadAt, TimeSpan Took);
}
