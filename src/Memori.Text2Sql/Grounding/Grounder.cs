using Memori.Recall;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Learning;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Grounding;

/// <summary>Gathers what bears on a question: schema, values, verified questions, preferences, earlier turns. Every part can be switched off.</summary>
internal sealed class Grounder(SchemaCatalog schemas, DatabaseIndexCache indexes, MemoryEngine memory, MemoriOptions memoryOptions)
{
    private const int MostExamples = 5;
    private const int MostPreferences = 5;
    private static readonly MemoryKind[] PreferenceKinds = [MemoryKind.Preference, MemoryKind.Rule, MemoryKind.Fact];

    public async Task<GroundedQuestion> GroundAsync(AskRequest request, Question question, CancellationToken cancellationToken)
    {
        var (schema, _) = await schemas.GetAsync(request.DataSource, cancellationToken).ConfigureAwait(false);
        var links = new Linker(indexes.Get(schema)).Link(question);
        var grounded = new GroundedQuestion
        {
            Question = question,
            DataSource = request.DataSource,
            Schema = schema,
            Tables = request.Context.IncludeSchema ? [.. links.Tables.Take(request.Context.MaxSchemaTables)] : [],
            Values = links.Values,
        };
        return request.UseMemory ? await WithMemoryAsync(grounded, request, cancellationToken).ConfigureAwait(false) : grounded;
    }

    public static string Describe(GroundedQuestion question) =>
        $"{question.Tables.Count} tables, {question.Values.Count} values, {question.Examples.Count} similar questions, {question.Preferences.Count} preferences, {question.Turns.Count} turns";

    private async Task<GroundedQuestion> WithMemoryAsync(GroundedQuestion grounded, AskRequest request, CancellationToken cancellationToken)
    {
        var scope = request.Scope;
        var text = grounded.Question.Text;
        var pairs = request.Context.IncludeExamples
            ? await memory.RecallAsync(
                Scope.Create(scope.UserId, scope.SessionId, VerifiedPairs.Namespace(request.DataSource.Id)) with { Granted = scope.Granted },
                new RecallRequest { Query = text, Kinds = [MemoryKind.Query], Limit = MostExamples, MinimumScore = memoryOptions.Recall.InjectionScore },
                cancellationToken).ConfigureAwait(false)
            : [];
        var preferences = await memory.RecallAsync(
            scope, new RecallRequest { Query = text, Kinds = PreferenceKinds, Limit = MostPreferences, MinimumScore = memoryOptions.Recall.InjectionScore }, cancellationToken).ConfigureAwait(false);
        return grounded with
        {
            Examples = [.. pairs.Select(p => VerifiedPairs.FromMemory(p.Memory, p.Score)).OfType<VerifiedPair>()],
            Preferences = [.. preferences.Select(p => p.Memory)],
            Turns = request.Context.IncludeHistory ? await TurnsAsync(request, cancellationToken).ConfigureAwait(false) : [],
        };
    }

    private async Task<IReadOnlyList<Turn>> TurnsAsync(AskRequest request, CancellationToken cancellationToken)
    {
        if (request.Scope.SessionId is null)
        {
            return [];
        }

        var scope = Scope.Create(request.Scope.UserId, request.Scope.SessionId, SessionTurns.Namespace(request.DataSource.Id));
        var turns = await memory.ListAsync(
            scope, new MemoryFilter { Kinds = [MemoryKind.Conversation], Limit = request.Context.MaxHistoryTurns }, cancellationToken).ConfigureAwait(false);
        return [.. turns.Reverse().Select(SessionTurns.FromMemory).OfType<Turn>()];
    }
}
