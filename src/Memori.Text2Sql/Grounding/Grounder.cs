using Memori.Text;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.Grounding.FollowUps;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Grounding.Slicing;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Learning;

namespace Memori.Text2Sql.Grounding;

/// <summary>Gathers what bears on a question: schema, values, verified questions, preferences, earlier turns. Every part can be switched off.</summary>
internal sealed class Grounder(AccessCatalog accesses, DatabaseIndexCache indexes, MemoryEngine memory, SchemaMemories schemaMemories, PairRecall pairs)
{
    /// <summary>The same when nobody follows.</summary>
    public Task<GroundedQuestion> GroundAsync(AskRequest request, Question question, CancellationToken cancellationToken) => GroundAsync(request, question, AskSteps.None, cancellationToken);

    public async Task<GroundedQuestion> GroundAsync(AskRequest request, Question question, AskSteps steps, CancellationToken cancellationToken)
    {
        var grounded = await steps.RunAsync(AskStage.Understand, () => LinkAsync(request, question, steps, cancellationToken), DescribeLinks).ConfigureAwait(false);
        if (request.UseMemory)
        {
            var linked = grounded;
            grounded = await steps.RunAsync(AskStage.Recall, () => WithMemoryAsync(linked, request, cancellationToken), DescribeMemory).ConfigureAwait(false);
        }

        var index = indexes.Get(grounded.Schema);
        return request.Context.IncludeSchema
            ? grounded with { Tables = SchemaSlicer.Slice(index, grounded.Links!, request.Context, TableHints.Of(index, grounded)) }
            : grounded;
    }

    public static LocalizedText Describe(GroundedQuestion question) => new(
        $"{question.Tables.Count} tables, {question.Values.Count} values, {question.Terms.Count} terms, {question.Examples.Count} similar questions, {question.Preferences.Count} preferences, {question.Turns.Count} turns",
        $"{question.Tables.Count} 张表,{question.Values.Count} 个值,{question.Terms.Count} 个术语,{question.Examples.Count} 个相似问题,{question.Preferences.Count} 条偏好,{question.Turns.Count} 轮对话");

    private static StepEnd DescribeLinks(GroundedQuestion question) => new(new LocalizedText(
        $"{question.Schema.Tables.Count} tables to choose from, {question.Values.Count} values and {question.Terms.Count} terms recognized",
        $"可用 {question.Schema.Tables.Count} 张表,识别出 {question.Values.Count} 个值、{question.Terms.Count} 个术语"));

    private static StepEnd DescribeMemory(GroundedQuestion question) => new(new LocalizedText(
        $"{question.Examples.Count} similar questions, {question.Preferences.Count} preferences and rules, {question.Turns.Count} earlier turns",
        $"{question.Examples.Count} 个相似问题,{question.Preferences.Count} 条偏好与规则,{question.Turns.Count} 轮对话"));

    private async Task<GroundedQuestion> LinkAsync(AskRequest request, Question question, AskSteps steps, CancellationToken cancellationToken)
    {
        var access = await accesses.GetAsync(request.DataSource, request.Caller, cancellationToken).ConfigureAwait(false);
        var index = indexes.Get(access.Schema);
        var links = new Linker(index).Link(question, request.Context);
        return new GroundedQuestion
        {
            Question = question,
            DataSource = request.DataSource,
            Access = access,
            Context = request.Context,
            Links = links,
            Steps = steps,
            Values = [.. links.Values.OrderByDescending(v => v.Score).Take(Math.Max(0, request.Context.MaxValues))],
            Terms = [.. links.Terms.Take(Math.Max(0, request.Context.MaxTerms))],
        };
    }

    private async Task<GroundedQuestion> WithMemoryAsync(GroundedQuestion grounded, AskRequest request, CancellationToken cancellationToken)
    {
        // What is kept of the datasource is the same whoever asks; nobody is shown it who was not granted the datasource's memories.
        await schemaMemories.KeepAsync(request.DataSource, grounded.Access.FullSchema, cancellationToken).ConfigureAwait(false);
        var recalled = await pairs.RecallAsync(request, grounded, cancellationToken).ConfigureAwait(false);
        var set = await WorkingSet.LoadAsync(memory, request, cancellationToken).ConfigureAwait(false);
        grounded = grounded with
        {
            Examples = recalled.Examples,
            FixedExamples = recalled.Published,
            Rejected = recalled.Rejected,
            Preferences = [.. set.Preferences.Where(preference => !request.Without.Contains(preference.Id))],

            // A turn whose SQL was called wrong must not be an example of how to do it.
            Turns = [.. set.Turns.Where(turn => PairRecall.MayShow(turn.Sql, grounded)
                && !recalled.Wrong.Any(wrong => PairRecall.IsSame(wrong, turn.Question, turn.Sql, grounded)))],
        };
        grounded = grounded with { LeansOn = FollowUpDetector.LeansOn(grounded.Question.Text, grounded.Links!, grounded.Turns) };
        return grounded.LeansOn is { } turn
            ? grounded with { Completion = FollowUpCompletion.Of(grounded.Question.Text, grounded.Links!, turn, new Linker(indexes.Get(grounded.Schema))) }
            : grounded;
    }
}
