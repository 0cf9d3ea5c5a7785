using System.Collections.Concurrent;
using Memori.Storage;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Schema.Annotations;

namespace Memori.Text2Sql.Schema;

/// <summary>
/// The schemas of the datasources with what people say of them: read once, stored, and read again when a cheap mark shows that something changed.
/// While nothing changes, the same instance is returned. Thread-safe.
/// </summary>
public sealed partial class SchemaCatalog
{
    // Bump when readers find more than they did, so that stored schemas are read again.
    private const string Version = "2";

    // The profile of a database that is written to all the time is not read at every question: at most a twentieth of the time goes into that.
    private const int QuietFactor = 20;

    private static readonly TimeSpan s_quickRead = TimeSpan.FromMilliseconds(250);

    // What has no mark for its data (PostgreSQL) is profiled again once a day.
    private static readonly TimeSpan s_maxAge = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<int, Entry> _entries = new();
    private readonly ConcurrentDictionary<int, SemaphoreSlim> _reading = new();
    private readonly IDatabase _database;
    private readonly ISchemaReader _reader;
    private readonly SchemaStore _schemas;
    private readonly AnnotationStore _annotations;
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
        _schemas = new SchemaStore(database);
        _annotations = new AnnotationStore(database, time);
        _time = time;
    }

    /// <summary>The schema of a registered datasource as it is now, and whether its structure differs from what was known.</summary>
    /// <returns>The schema; <c>Drifted</c> is true once, for the call that noticed.</returns>
    /// <exception cref="MemoriException">The database can't be reached or is not a database.</exception>
    public async Task<(DatabaseSchema Schema, bool Drifted)> GetAsync(DataSource source, CancellationToken cancellationToken = default)
    {
        var mark = await _reader.FingerprintAsync(source, cancellationToken).ConfigureAwait(false);
        var said = await _annotations.ReadAsync(source.Id, cancellationToken).ConfigureAwait(false);
        if (_entries.TryGetValue(source.Id, out var entry) && entry.Said.Version == said.Version && IsCurrent(entry, mark, said.Policy))
        {
            return (entry.Annotated, false);
        }

        return await InTurnAsync(source.Id, () => RefreshAsync(source, mark, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private async Task<T> InTurnAsync<T>(int id, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var reading = _reading.GetOrAdd(id, static _ => new SemaphoreSlim(1));
        await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<(DatabaseSchema Schema, bool Drifted)> RefreshAsync(DataSource source, SchemaFingerprint mark, CancellationToken cancellationToken)
    {
        // Looked at in turn: what may not be read since a moment ago must not be read and kept again.
        var said = await _annotations.ReadAsync(source.Id, cancellationToken).ConfigureAwait(false);

        // Another caller may have read it while this one waited.
        var known = _entries.TryGetValue(source.Id, out var entry) ? entry : await LoadAsync(source.Id, said, cancellationToken).ConfigureAwait(false);
        if (known is not null && IsCurrent(known, mark, said.Policy))
        {
            var current = known.Said.Version == said.Version ? known : known.With(said);
            _entries[source.Id] = current;
            return (current.Annotated, false);
        }

        var fresh = await ReadAsync(source, mark, said, known?.Schema, cancellationToken).ConfigureAwait(false);
        return (fresh.Annotated, known is not null && known.Schema.Hash != fresh.Schema.Hash);
    }

    private async Task<Entry> ReadAsync(DataSource source, SchemaFingerprint mark, StoredAnnotations said, DatabaseSchema? known, CancellationToken cancellationToken)
    {
        var start = _time.GetTimestamp();
        var schema = await _reader.ReadAsync(source, SchemaReadOptions.For(said.Annotations), cancellationToken).ConfigureAwait(false);
        var stored = new StoredSchema(schema, Join(mark, said.Policy), _time.GetUtcNow());
        var fresh = Entry.Of(stored, mark.Structure, _time.GetElapsedTime(start), said);
        foreach (var observer in known is not null && known.Hash != schema.Hash ? _observers : [])
        {
            await observer.DriftedAsync(source, known!, schema, cancellationToken).ConfigureAwait(false);
        }

        await _schemas.WriteAsync(source.Id, stored, cancellationToken).ConfigureAwait(false);
        return _entries[source.Id] = fresh;
    }

    private bool IsCurrent(Entry entry, SchemaFingerprint mark, string policy)
    {
        var age = _time.GetUtcNow() - entry.ReadAt;
        return entry.Mark == Join(mark, policy)
            ? mark.Data.Length > 0 || age < s_maxAge
            : entry.Structure == mark.Structure && entry.Mark.EndsWith(policy, StringComparison.Ordinal)
              && entry.Took > s_quickRead && age < entry.Took * QuietFactor;
    }

    private async Task<Entry?> LoadAsync(int id, StoredAnnotations said, CancellationToken cancellationToken) =>
        await _schemas.ReadAsync(id, cancellationToken).ConfigureAwait(false) is { } stored ? Entry.Of(stored, "", TimeSpan.Zero, said) : null;

    private static string Join(SchemaFingerprint mark, string policy) => $"{Version}|{mark.Structure}|{mark.Data}|{policy}";

    private sealed record Entry(
        DatabaseSchema Schema, DatabaseSchema Annotated, StoredAnnotations Said, string Mark, string Structure, DateTimeOffset ReadAt, TimeSpan Took)
    {
        public static Entry Of(StoredSchema stored, string structure, TimeSpan took, StoredAnnotations said) =>
            new(stored.Schema, said.Annotations.Apply(stored.Schema), said, stored.Mark, structure, stored.ReadAt, took);

        public Entry With(StoredAnnotations said) => this with { Annotated = said.Annotations.Apply(Schema), Said = said };
    }
}
