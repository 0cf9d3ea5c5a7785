using Memori.Recall;
using Memori.Text2Sql.Generation.Remembered;
using Memori.Text2Sql.Grounding.FollowUps;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Learning;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Text2Sql.Grounding;

/// <summary>Gathers what bears on a question: schema, values, verified questions, preferences, earlier turns. Every part can be switched off.</summary>
internal sealed class Grounder(AccessCatalog accesses, DatabaseIndexCache indexes, MemoryEngine memory, SchemaMemories schemaMemories)
{
    private const int MostExamples = 5;

    // A pair with another value shares all words but that one, a name that memory may not know: little likeness is asked,
    // because a pair answers only when its shape fits, and otherwise is just an example of the same database.
    private const double PairScore = 0.2;

    public async Task<GroundedQuestion> GroundAsync(AskRequest request, Question question, CancellationToken cancellationToken)
    {
        var access = await accesses.GetAsync(request.DataSource, request.Caller ?? Caller.Of(request.Scope), cancellationToken).ConfigureAwait(false);
        var links = new Linker(indexes.Get(access.Schema)).Link(question);
        var grounded = new GroundedQuestion
        {
            Question = question,
            DataSource = request.DataSource,
            Access = access,
            Tables = request.Context.IncludeSchema ? [.. links.Tables.Take(request.Context.MaxSchemaTables)] : [],
            Values = links.Values,
        };
        return request.UseMemory ? await WithMemoryAsync(grounded, links, request, cancellationToken).ConfigureAwait(false) : grounded;
    }

    public static string Describe(GroundedQuestion question) =>
        $"{question.Tables.Count} tables, {question.Values.Count} values, {question.Examples.Count} similar questions, {question.Preferences.Count} preferences, {question.Turns.Count} turns";

    private async Task<GroundedQuestion> WithMemoryAsync(GroundedQuestion grounded, LinkResult links, AskRequest request, CancellationToken cancellationToken)
    {
        var scope = request.Scope;
        var text = grounded.Question.Text;
        await schemaMemories.KeepAsync(request.DataSource, grounded.Schema, cancellationToken).ConfigureAwait(false);
        var pairs = request.Context.IncludeExamples
            ? await memory.RecallAsync(
                Scope.Create(scope.UserId, scope.SessionId, VerifiedPairs.Namespace(request.DataSource.Id)) with { Granted = scope.Granted },
                new RecallRequest { Query = text, Kinds = [MemoryKind.Query], Limit = MostExamples, MinimumScore = PairScore },
                cancellationToken).ConfigureAwait(false)
            : [];
        var set = await WorkingSet.LoadAsync(memory, request, cancellationToken).ConfigureAwait(false);
        grounded = grounded with
        {
            Examples = [.. pairs.Select(p => VerifiedPairs.FromMemory(p.Memory, p.Score)).OfType<VerifiedPair>()],
            Preferences = set.Preferences,
            Turns = set.Turns,
            LeansOn = FollowUpDetector.LeansOn(text, links, set.Turns),
        };
        return grounded with { Rejected = Rejected(set.Wrong, grounded) };
    }

    private static HashSet<string> Rejected(IReadOnlyList<VerifiedPair> wrong, GroundedQuestion question)
    {
        var rejected = wrong.Select(pair => PairBinder.Bind(pair, question)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        if (rejected.Count > 0)
        {
            // What was called wrong once and right since is right.
            rejected.ExceptWith(question.Examples.Where(pair => pair.Verdict == VerifiedPairs.Right).Select(pair => PairBinder.Bind(pair, question)).OfType<string>());
        }

        return rejected;
    }
}
