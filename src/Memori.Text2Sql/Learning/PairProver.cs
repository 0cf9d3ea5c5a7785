using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Text2Sql.Learning;

/// <summary>Runs the SQL of a pair for somebody, guarded and read-only, and notes what shows that it ran. Thread-safe.</summary>
internal sealed class PairProver(AccessCatalog access, SqlPipeline sql, TimeProvider time)
{
    /// <exception cref="MemoriException">The guard's or the database's refusal; the datasource can't be reached.</exception>
    public async Task<(Proof Proof, QueryResult Result)> ProveAsync(DataSource source, Caller caller, string query, CancellationToken cancellationToken)
    {
        var (_, result) = (await sql.RunAsync(source, caller, query, cancellationToken).ConfigureAwait(false)).Require();
        var schema = (await access.GetAsync(source, caller, cancellationToken).ConfigureAwait(false)).Schema;
        return (Proof.Of(query, schema, result, time.GetUtcNow()), result);
    }
}
