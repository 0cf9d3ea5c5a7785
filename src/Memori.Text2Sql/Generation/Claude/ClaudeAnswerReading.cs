using Memori.Text;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Verification.Calibration;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>What an answer means for the ladder.</summary>
internal static class ClaudeAnswerReading
{
    private const int MaxOptions = 5;
    private const int MaxOptionCharacters = 300;

    /// <summary>The candidate of an answer, or null when it has none.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="memoryIds">The memories that the model was shown.</param>
    /// <param name="failures">How many attempts failed before.</param>
    public static SqlCandidate? Candidate(this ClaudeAnswer answer, IReadOnlyList<string> memoryIds, int failures)
    {
        if (answer.Decision != "answer" || answer.Query() is not { Length: > 0 } sql)
        {
            return null;
        }

        var signals = Signals(answer, failures);
        return new SqlCandidate(sql, ConfidenceModel.Of("claude", 0, signals))
        {
            Note = Note(answer),
            MemoryIds = memoryIds,
            OutputColumns = [.. (answer.OutputColumns ?? []).Select(column => column?.Name ?? "")],
            Signals = signals,
        };
    }

    /// <summary>The SQL of an answer without what surrounds it; empty when it has none.</summary>
    public static string Query(this ClaudeAnswer answer) => answer.Sql?.Trim().TrimEnd(';').TrimEnd() ?? "";

    /// <summary>The question back to the person, or null when the answer asks none.</summary>
    public static Clarification? Clarification(this ClaudeAnswer answer, Question question)
    {
        if (answer.Decision != "clarify")
        {
            return null;
        }

        var doubt = (answer.Ambiguities ?? []).OfType<ClaudeAnswer.Ambiguity>().OrderByDescending(ambiguity => ambiguity.Material).FirstOrDefault();
        var text = string.IsNullOrWhiteSpace(doubt?.Phrase)
            ? new LocalizedText("Could you say more exactly what you mean?", "能否说得更具体一些?")
            : new LocalizedText($"What do you mean by “{Cut(doubt.Phrase)}”?", $"“{Cut(doubt.Phrase)}”指的是什么?");
        return new Clarification(
            text.In(question.Language),
            [.. (doubt?.Options ?? []).Where(option => !string.IsNullOrWhiteSpace(option)).Select(option => Cut(option!.Trim())).Distinct(StringComparer.Ordinal).Take(MaxOptions)]);
    }

    // A model's own numbers would not correlate with being right; what it had to guess does.
    private static Dictionary<string, double> Signals(ClaudeAnswer answer, int failures) => new(StringComparer.Ordinal)
    {
        [Signal.SaysGuessed] = answer.Filters?.Any(filter => filter?.Source == "guessed") == true ? 1 : 0,
        [Signal.SaysAmbiguous] = answer.Ambiguities?.Any(ambiguity => ambiguity?.Material == true) == true ? 1 : 0,
        [Signal.SaysAssumed] = answer.Assumptions is { Count: > 0 } ? 1 : 0,
        [Signal.Failures] = failures,
    };

    private static string? Note(ClaudeAnswer answer)
    {
        var parts = new[] { answer.Interpretation }.Concat(answer.Assumptions ?? []).Where(part => !string.IsNullOrWhiteSpace(part));
        var note = string.Join(' ', parts);
        return note.Length == 0 ? null : note;
    }

    private static string Cut(string text) => text.Length <= MaxOptionCharacters ? text : $"{text.AsSpan(0, MaxOptionCharacters)}…";
}
