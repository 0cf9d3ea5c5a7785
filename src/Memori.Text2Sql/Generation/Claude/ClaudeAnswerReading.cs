using Memori.Text;
using Memori.Text2Sql.Grounding;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>What an answer means for the ladder.</summary>
internal static class ClaudeAnswerReading
{
    private const int MaxOptions = 5;
    private const int MaxOptionCharacters = 300;

    /// <summary>The candidate of an answer, or null when it has none.</summary>
    public static SqlCandidate? Candidate(this ClaudeAnswer answer, IReadOnlyList<string> memoryIds, bool repaired)
    {
        var sql = answer.Sql?.Trim().TrimEnd(';').TrimEnd();
        return answer.Decision == "answer" && !string.IsNullOrEmpty(sql)
            ? new SqlCandidate(sql, Confidence(answer, repaired)) { Note = Note(answer), MemoryIds = memoryIds }
            : null;
    }

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

    // A prior only, until verification and calibration: a model's own numbers would not correlate with being right, what it had to guess does.
    private static double Confidence(ClaudeAnswer answer, bool repaired)
    {
        var confidence = 0.75;
        confidence -= answer.Filters?.Any(filter => filter?.Source == "guessed") == true ? 0.20 : 0;
        confidence -= answer.Ambiguities?.Any(ambiguity => ambiguity?.Material == true) == true ? 0.15 : 0;
        confidence -= answer.Assumptions is { Count: > 0 } ? 0.05 : 0;
        confidence -= repaired ? 0.10 : 0;
        return Math.Round(confidence, 2);
    }

    private static string? Note(ClaudeAnswer answer)
    {
        var parts = new[] { answer.Interpretation }.Concat(answer.Assumptions ?? []).Where(part => !string.IsNullOrWhiteSpace(part));
        var note = string.Join(' ', parts);
        return note.Length == 0 ? null : note;
    }

    private static string Cut(string text) => text.Length <= MaxOptionCharacters ? text : $"{text.AsSpan(0, MaxOptionCharacters)}…";
}
