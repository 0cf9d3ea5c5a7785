using Memori.Recall;
using Memori.Text2Sql.Generation.Remembered;
using Memori.Text2Sql.Grounding.FollowUps;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Grounding.Slicing;
using Memori.Text2Sql.Learning;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Text2Sql.Grounding;

/// <summary>Gathers what bears on a question: schema, values, verified questions, preferences, earlier turns. Every part can be switched off.</summary>
internal sealed class Grounder(AccessCatalog accesses, DatabaseIndexCache indexes, MemoryEngine memory, SchemaMemories schemaMemories)
{
    private const int MostExamples = 20;

    // A pair with another value shares all words but that one, a name that memory may not know: little likeness is asked,
    // because a pair answers only when its shape fits, and otherwise is just an example of the same database.
    private const double PairScore = 0.2;

    public async Task<GroundedQuestion> GroundAsync(AskRequest request, Question question, CancellationToken cancellationToken)
    {
        var access = await accesses.GetAsync(request.DataSource, request.Caller ?? Caller.Of(request.Scope), cancellationToken).ConfigureAwait(false);
        var index = indexes.Get(access.Schema);
        var links = new Linker(index).Link(question, request.Context);
        var grounded = new GroundedQuestion
        {
            Question = question,
            DataSource = request.DataSource,
            Access = access,
            Links = links,
            Values = [.. links.Values.OrderByDescending(v => v.Score).Take(Math.Max(0, request.Context.MaxValues))],
            Terms = [.. links.Terms.Take(Math.Max(0, request.Context.MaxTerms))],
        };
        grounded = request.UseMemory ? await WithMemoryAsync(grounded, request, cancellationToken).ConfigureAwait(false) : grounded;
        return request.Context.IncludeSchema
            ? grounded with { Tables = SchemaSlicer.Slice(index, links, request.Context, TableHints.Of(index, grounded)) }
            : grounded;
    }

    public static string Describe(GroundedQuestion question) =>
        $"{question.Tables.Count} tables, {question.Values.Count} values, {question.Terms.Count} terms, {question.Examples.Count} similar questions, {question.Preferences.Count} preferences, {question.Turns.Count} turns";

    private async Task<GroundedQuestion> WithMemoryAsync(GroundedQuestion grounded, AskRequest request, CancellationToken cancellationToken)
    {
        var scope = request.Scope;
        var text = grounded.Question.Text;
        await schemaMemories.KeepAsync(request.DataSource, grounded.Schema, cancellationToken).ConfigureAwait(false);
        var pairs = request.Context is { IncludeExamples: true, MaxExamples: > 0 }
            ? await memory.RecallAsync(
                Scope.Create(scope.UserId, scope.SessionId, VerifiedPairs.Namespace(request.DataSource.Id)) with { Granted = scope.Granted },
                new RecallRequest { Query = text, Kinds = [MemoryKind.Query], Limit = Math.Clamp(request.Context.MaxExamples, 1, MostExamples), MinimumScore = PairScore },
                cancellationToken).ConfigureAwait(false)
            : [];
        var set = await WorkingSet.LoadAsync(memory, request, cancellationToken).ConfigureAwait(false);
        grounded = grounded with
        {
            Examples = [.. pairs.Select(p => VerifiedPairs.FromMemory(p.Memory, p.Score)).OfType<VerifiedPair>().Where(p => MayShow(p.Sql, grounded))],
            Preferences = set.Preferences,
            Turns = [.. set.Turns.Where(t => MayShow(t.Sql, grounded))],
        };
        grounded = grounded with { Rejected = Rejected(set.Wrong, grounded), LeansOn = FollowUpDetector.LeansOn(text, grounded.Links!, grounded.Turns) };
        return grounded.LeansOn is { } turn
            ? grounded with { Completion = FollowUpCompletion.Of(text, grounded.Links!, turn, new Linker(indexes.Get(grounded.Schema))) }
            : grounded;
    }

    // The caller may have read more when it was remembered, or it was remembered for others.
    private static bool MayShow(string sql, GroundedQuestion question) => ReadableSql.Tables(sql, question.Schema) is not null;

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
