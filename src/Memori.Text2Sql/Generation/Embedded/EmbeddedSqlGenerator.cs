using Memori.Text;
using Memori.Text2Sql.Generation.Embedded.Experience;
using Memori.Text2Sql.Generation.Embedded.FollowUps;
using Memori.Text2Sql.Generation.Embedded.Ranking;
using Memori.Text2Sql.Generation.Embedded.Roles;
using Memori.Text2Sql.Generation.Embedded.SchemaQuestions;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Verification.Calibration;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>
/// Text2SQL without a model: links the question to names and values of the database, reads it by rules into an intermediate form,
/// binds that to columns and joins, and ranks what comes out. Thread-safe; deterministic.
/// </summary>
/// <param name="indexes">Where the index of each schema is kept.</param>
public sealed class EmbeddedSqlGenerator(DatabaseIndexCache indexes) : ISqlGenerator
{
    private const int MostCandidates = 5;

    // Readings that the ranker finds e^5 times less likely than the best are no alternatives to it.
    private const double Likely = 5;

    /// <summary>Creates a generator with a cache of its own.</summary>
    public EmbeddedSqlGenerator()
        : this(new DatabaseIndexCache())
    {
    }

    /// <inheritdoc/>
    public string Name => "embedded";

    // Others than the library's only where a fit is judged on databases that its models have not seen.
    internal RoleModel Roles { get; init; } = RoleModel.Default;

    internal Ranker Ranker { get; init; } = Ranker.Default;

    /// <inheritdoc/>
    public Task<Generated> GenerateAsync(GroundedQuestion question, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        cancellationToken.ThrowIfCancellationRequested();
        var index = indexes.Get(question.Schema);
        if (SchemaAnswer.Find(question.Question.Text, index) is { } told)
        {
            return Task.FromResult(new Generated { Candidates = [told] });
        }

        var links = question.LinksIn(index);
        if (question.LeansOn is { } turn)
        {
            if (FollowUpSql.Answer(question, links, index, turn) is { } answer)
            {
                return Task.FromResult(new Generated { Candidates = [answer] });
            }

            // "what about employees?" changes more than a part of the query: the whole question is read anew.
            if (question.Completion is not { InPlace: true } whole)
            {
                return Task.FromResult(Generated.Nothing);
            }

            links = new Linker(index).Link(question.Question with { Text = whole.Text });
        }

        var chinese = question.Question.Language == Language.Chinese;
        var ranked = PastQueries.Of(question).Reorder(ReadingRanking.Rank(links, index, chinese, Roles, Ranker));
        ranked = [.. ranked.TakeWhile(r => r.Score > ranked[0].Score - Likely).Take(MostCandidates)];
        var candidates = Candidates(ranked, links, index, chinese);
        if (PastQueries.Same(question, links, new Linker(index)) is { } same)
        {
            candidates.Insert(0, same);
        }

        return Task.FromResult(new Generated { Candidates = candidates });
    }

    private List<SqlCandidate> Candidates(IReadOnlyList<RankedReading> ranked, LinkResult links, DatabaseIndex index, bool chinese)
    {
        if (ranked.Count == 0)
        {
            return [];
        }

        var question = QuestionSignals.Of(links, index, chinese);
        var candidates = new List<SqlCandidate>();
        for (var i = 0; i < ranked.Count; i++)
        {
            var rival = ranked.Where((_, other) => other != i).Select(r => (double?)r.Score).Max();
            var signals = ReadingSignals.Of(ranked[i], rival, 1 / ranked.Sum(r => Math.Exp(r.Score - ranked[i].Score)), question, Ranker);
            var confidence = ConfidenceModel.Of("embedded", 0, signals);

            // An easier reading is not a likelier one: the rank decides.
            candidates.Add(new SqlCandidate(ranked[i].Sql, i == 0 ? confidence : Math.Min(confidence, candidates[^1].Confidence)) { Signals = signals });
        }

        return candidates;
    }
}
