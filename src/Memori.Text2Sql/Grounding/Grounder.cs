using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Learning;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Text2Sql.Grounding;

/// <summary>Gathers what bears on a question: schema, values, verified questions, preferences, earlier turns. Every part can be switched off.</summary>
internal sealed class Grounder(AccessCatalog accesses, DatabaseIndexCache indexes, MemoryEngine memory, SchemaMemories schemaMemories, PairRecall pairs)
{
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
        return request.UseMemory ? await WithMemoryAsync(grounded, request, cancellationToken).ConfigureAwait(false) : grounded;
    }

    public static string Describe(GroundedQuestion question) =>
        $"{question.Tables.Count} tables, {question.Values.Count} values, {question.Examples.Count} similar questions, {question.Preferences.Count} preferences, {question.Turns.Count} turns";

    private async Task<GroundedQuestion> WithMemoryAsync(GroundedQuestion grounded, AskRequest request, CancellationToken cancellationToken)
    {
        await schemaMemories.KeepAsync(request.DataSource, grounded.Schema, cancellationToken).ConfigureAwait(false);
        var recalled = await pairs.RecallAsync(request, grounded, cancellationToken).ConfigureAwait(false);
        var set = await WorkingSet.LoadAsync(memory, request, cancellationToken).ConfigureAwait(false);
        return grounded with
        {
            Examples = request.Context.IncludeExamples ? recalled.Examples : [],
            Rejected = recalled.Rejected,
            Preferences = set.Preferences,

            // A turn whose SQL was called wrong must not be an example of how to do it.
            Turns = [.. set.Turns.Where(turn => !recalled.Wrong.Any(wrong => PairRecall.IsSame(wrong, turn.Question, turn.Sql, grounded)))],
        };
    }
}
