using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Schema.Annotations;
using Memori.Text2Sql.Schema.Drift;

namespace Memori.Text2Sql.Schema;

/// <content>Reading anew on request, and what people say of a schema.</content>
public sealed partial class SchemaCatalog
{
    /// <summary>Reads a datasource's structure and values anew, whether or not something seems to have changed.</summary>
    /// <exception cref="MemoriException">The database can't be reached or is not a database.</exception>
    public async Task<SchemaSync> SyncAsync(DataSource source, CancellationToken cancellationToken = default)
    {
        var mark = await _reader.FingerprintAsync(source, cancellationToken).ConfigureAwait(false);
        return await InTurnAsync(
            source.Id,
            async () =>
            {
                var said = await _annotations.ReadAsync(source.Id, cancellationToken).ConfigureAwait(false);

                // What the store has, not what this process has: another may have synchronised already.
                var known = await _schemas.ReadAsync(source.Id, cancellationToken).ConfigureAwait(false);
                var fresh = await ReadAsync(source, mark, said, known?.Schema, cancellationToken).ConfigureAwait(false);
                return new SchemaSync(
                    fresh.Annotated,
                    known is null,
                    known is null ? [] : SchemaComparer.Compare(known.Schema, fresh.Schema),
                    AnnotationCheck.Review(said.Annotations, fresh.Schema));
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What people say of a datasource, as it is kept.</summary>
    public async Task<SchemaAnnotations> AnnotationsAsync(int datasourceId, CancellationToken cancellationToken = default) =>
        (await _annotations.ReadAsync(datasourceId, cancellationToken).ConfigureAwait(false)).Annotations;

    /// <summary>
    /// Keeps what people say of a datasource in place of what they said before. Of columns whose values may not be read any more, what was read is
    /// gone at once.
    /// </summary>
    /// <returns>The annotations as they are kept: names as the database spells them.</returns>
    /// <exception cref="MemoriException"><c>invalid-annotations</c>, naming everything that is wrong or does not fit; the database can't be reached.</exception>
    public async Task<SchemaAnnotations> AnnotateAsync(DataSource source, SchemaAnnotations annotations, CancellationToken cancellationToken = default)
    {
        AnnotationLimits.Require(annotations);
        var (annotated, _) = await GetAsync(source, cancellationToken).ConfigureAwait(false);
        return await InTurnAsync(
            source.Id,
            async () =>
            {
                var written = AnnotationCheck.Normalize(annotations, annotated);
                AnnotationLimits.Require(AnnotationCheck.Review(written, annotated));
                await _database.WriteAsync(
                    async (transaction, token) =>
                    {
                        await _annotations.WriteAsync(transaction, source.Id, written, token).ConfigureAwait(false);
                        return await SchemaStore.ReadAsync(transaction, source.Id, token).ConfigureAwait(false) is { } stored
                            ? await SchemaStore.WriteAsync(transaction, source.Id, stored with { Schema = written.WithoutUnread(stored.Schema) }, token).ConfigureAwait(false)
                            : 0;
                    },
                    cancellationToken).ConfigureAwait(false);
                _entries.TryRemove(source.Id, out _);
                return written;
            },
            cancellationToken).ConfigureAwait(false);
    }
}
