using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Learning.Pairs;

namespace Memori.Text2Sql.Suggesting;

/// <summary>A question that could be asked.</summary>
/// <param name="Question">The question.</param>
/// <param name="MemoryId">The memory that holds it with its verified SQL; null when it was made from the schema.</param>
public sealed record SuggestedQuestion(string Question, string? MemoryId);

/// <summary>What could be asked of a datasource: questions that were verified, and some made from what the caller sees of its schema. Thread-safe.</summary>
public sealed class QuestionSuggestions
{
    private readonly AccessCatalog _access;
    private readonly PairLibrary _pairs;

    internal QuestionSuggestions(AccessCatalog access, PairLibrary pairs)
    {
        _access = access;
        _pairs = pairs;
    }

    /// <summary>Suggests questions, as many from the schema as from what was verified when there are enough of both.</summary>
    /// <param name="scope">Whose verified questions.</param>
    /// <param name="caller">Who asks, for the datasource's rules.</param>
    /// <param name="source">The datasource.</param>
    /// <param name="language">The language of the questions.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <exception cref="MemoriException">The datasource can't be reached, or not by this caller.</exception>
    public async Task<IReadOnlyList<SuggestedQuestion>> SuggestAsync(
        Scope scope, Caller caller, DataSource source, Language language, int limit, CancellationToken cancellationToken = default)
    {
        var schema = (await _access.GetAsync(source, caller, cancellationToken).ConfigureAwait(false)).Schema;
        var verified = (await _pairs.ListAsync(scope, caller, source, cancellationToken).ConfigureAwait(false))
            .Where(pair => pair.Active && pair.Verdict != "wrong" && LanguageDetection.Detect(pair.Question) == language)
            .OrderByDescending(pair => pair.Verdict == "right")
            .ThenByDescending(pair => pair.Confidence)
            .DistinctBy(pair => pair.Question, StringComparer.OrdinalIgnoreCase)
            .Select(pair => new SuggestedQuestion(pair.Question, pair.MemoryId))
            .Take(limit)
            .ToList();
        var made = SchemaQuestions.Of(schema, language).Where(question => !verified.Exists(known => known.Question.Equals(question, StringComparison.OrdinalIgnoreCase))).Take(limit).ToList();
        var fromSchema = Math.Min(made.Count, Math.Max(limit / 2, limit - verified.Count));
        return [.. verified.Take(limit - fromSchema), .. made.Take(fromSchema).Select(question => new SuggestedQuestion(question, null))];
    }
}
