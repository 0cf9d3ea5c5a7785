using Memori.Text;
using Memori.Text2Sql.Generation.Embedded.FollowUps;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Sql;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>
/// Text2SQL without a model: links the question to names and values of the database, reads it by rules into an intermediate form,
/// binds that to columns and joins, and ranks what comes out. Thread-safe; deterministic.
/// </summary>
/// <param name="indexes">Where the index of each schema is kept.</param>
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
        if (question.LeansOn is { } turn)
        {
            return Task.FromResult(new Generated { Candidates = FollowUpSql.Answer(question, links, index, turn) is { } answer ? [answer] : [] });
        }

        var ranked = Rank(links, index, question.Question.Language == Language.Chinese);
        return Task.FromResult(new Generated { Candidates = Candidates(ranked, links) });
    }

    /// <summary>What the question may mean, the best first, each with its SQL.</summary>
    internal static IReadOnlyList<(Binding Binding, string Sql)> Rank(LinkResult links, DatabaseIndex index, bool chinese)
    {
        var bindings = QuestionReader.Read(links, index, chinese)
            .SelectMany(plan => Binder.Bind(plan, index))
            .OrderByDescending(b => b.Score)
            .Take(4 * MostCandidates);
        var ranked = new List<(Binding Binding, string Sql)>();
        foreach (var binding in bindings)
        {
            if (new PlanCompiler(binding, index).Compile() is { } query
                && SqlRenderer.Render(query, index.Schema.Dialect) is var sql
                && !ranked.Exists(r => r.Sql == sql))
            {
                ranked.Add((binding, sql));
            }

            if (ranked.Count == MostCandidates)
            {
                break;
            }
        }

        return ranked;
    }

    private static List<SqlCandidate> Candidates(IReadOnlyList<(Binding Binding, string Sql)> ranked, LinkResult links)
    {
        if (ranked.Count == 0)
        {
            return [];
        }

        var best = ranked[0].Binding;
        var confidence = Confidence.Of(best, ranked.Count > 1 ? ranked[1].Binding.Score : null, links);
        return
        [
            new SqlCandidate(ranked[0].Sql, confidence),
            .. ranked.Skip(1).Select(r => new SqlCandidate(r.Sql, Confidence.Of(confidence, best.Score - r.Binding.Score))),
        ];
    }
}
