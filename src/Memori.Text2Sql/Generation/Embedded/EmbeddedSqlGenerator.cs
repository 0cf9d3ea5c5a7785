using Memori.Text;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>
/// Text2SQL without a model: links the question to names and values of the database, reads it by rules into an intermediate form,
/// binds that to columns and joins, and ranks what comes out. Thread-safe; deterministic.
/// </summary>
public sealed class EmbeddedSqlGenerator(DatabaseIndexCache indexes) : ISqlGenerator
{
    private const int MostCandidates = 5;

    /// <summary>Creates a generator with a cache of its own.</summary>
    public EmbeddedSqlGenerator()
        : this(new DatabaseIndexCache())
    {
    }

    /// <inheritdoc/>
    public string Name => "embedded";

    /// <inheritdoc/>
    public Task<Generated> GenerateAsync(GroundedQuestion question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        cancellationToken.ThrowIfCancellationRequested();
        var index = indexes.Get(question.Schema);
        var links = new Linker(index).Link(question.Question);
        var candidates = Candidates(links, index, question.Question.Language == Language.Chinese);
        return Task.FromResult(new Generated { Candidates = candidates });
    }

    private static List<SqlCandidate> Candidates(LinkResult links, DatabaseIndex index, bool chinese)
    {
        var ranked = QuestionReader.Read(links, index, chinese)
            .SelectMany(plan => Binder.Bind(plan, index))
            .OrderByDescending(b => b.Score)
            .Take(4 * MostCandidates);
        var candidates = new List<SqlCandidate>();
        foreach (var binding in ranked)
        {
            if (new PlanCompiler(binding, index).Compile() is not { } query)
            {
                continue;
            }

            var sql = SqlRenderer.Render(query, index.Schema.Dialect);
            if (!candidates.Exists(c => c.Sql == sql))
            {
                candidates.Add(new SqlCandidate(sql, binding.Score));
            }

            if (candidates.Count == MostCandidates)
            {
                break;
            }
        }

        return candidates;
    }
}
