using System.Globalization;
using System.Text;
using Memori.Text;

namespace Memori.Text2Sql.Generation.Remembered;

/// <summary>What stands in a slot of a question.</summary>
internal enum SlotKind
{
    Time,
    Value,
    Number,
}

/// <summary>A slot: a period, a value of the database or a number.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">The words of the question.</param>
/// <param name="From">For a period, its first day.</param>
/// <param name="To">For a period, the day after its last.</param>
internal sealed record Slot(SlotKind Kind, string Text, DateOnly? From = null, DateOnly? To = null);

/// <summary>A question with its periods, values and numbers taken out: two questions of equal shape ask the same thing of other things.</summary>
/// <param name="Shape">The words that remain, normalised, with a mark for every slot.</param>
/// <param name="Slots">The slots in order.</param>
internal sealed record QuestionTemplate(string Shape, IReadOnlyList<Slot> Slots)
{
    // Words that ask politely but say nothing; the same in both languages as people type them.
    private static readonly HashSet<string> FillerWords = new(
        ["a", "an", "the", "please", "show", "me", "give", "list", "tell", "find", "display", "get", "return", "what", "which",
            "is", "are", "was", "were", "do", "does", "can", "could", "you", "i", "want", "to", "know", "see", "us"],
        StringComparer.Ordinal);

    private static readonly string[] FillerPhrases =
        ["我想知道", "告诉我", "查一下", "帮我", "给我", "请问", "一下", "查询", "列出", "显示", "看看", "什么", "哪些", "请", "的", "是", "吗", "呢", "了"];

    private static readonly string[] Marks = ["⟨time⟩", "⟨value⟩", "⟨number⟩"];

    /// <summary>Takes a question apart.</summary>
    /// <param name="text">The question.</param>
    /// <param name="language">Its language.</param>
    /// <param name="askedAt">When it was asked: relative periods are resolved from here.</param>
    /// <param name="values">Phrases of the question that name values of the database.</param>
    public static QuestionTemplate Create(string text, Language language, DateTimeOffset askedAt, IEnumerable<string> values)
    {
        var spans = new List<(int Start, int Length, Slot Slot)>();
        foreach (var mention in TimeExpressions.Find(text, language, askedAt))
        {
            Add(spans, mention.Start, mention.Length, new Slot(SlotKind.Time, text.Substring(mention.Start, mention.Length), mention.From, mention.To));
        }

        foreach (var value in values.Where(v => v.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(v => v.Length))
        {
            for (var at = text.IndexOf(value, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(value, at + value.Length, StringComparison.OrdinalIgnoreCase))
            {
                Add(spans, at, value.Length, new Slot(SlotKind.Value, text.Substring(at, value.Length)));
            }
        }

        for (var i = 0; i < text.Length; i++)
        {
            var length = NumberLength(text, i);
            if (length > 0)
            {
                Add(spans, i, length, new Slot(SlotKind.Number, text.Substring(i, length)));
                i += length;
            }
        }

        spans.Sort((a, b) => a.Start.CompareTo(b.Start));
        return new QuestionTemplate(Normalise(Marked(text, spans)), [.. spans.Select(s => s.Slot)]);
    }

    private static void Add(List<(int Start, int Length, Slot Slot)> spans, int start, int length, Slot slot)
    {
        if (!spans.Exists(s => start < s.Start + s.Length && s.Start < start + length))
        {
            spans.Add((start, length, slot));
        }
    }

    private static int NumberLength(string text, int start)
    {
        if (!char.IsAsciiDigit(text[start]) || (start > 0 && char.IsAsciiLetterOrDigit(text[start - 1])))
        {
            return 0;
        }

        var end = start;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || (text[end] == '.' && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))))
        {
            end++;
        }

        return end < text.Length && char.IsAsciiLetter(text[end]) ? 0 : end - start;
    }

    private static string Marked(string text, List<(int Start, int Length, Slot Slot)> spans)
    {
        var marked = new StringBuilder();
        var end = 0;
        foreach (var (start, length, slot) in spans)
        {
            marked.Append(text, end, start - end).Append(' ').Append(Marks[(int)slot.Kind]).Append(' ');
            end = start + length;
        }

        return marked.Append(text, end, text.Length - end).ToString();
    }

    private static string Normalise(string marked)
    {
        var folded = marked.Normalize(NormalizationForm.FormKC).ToLower(CultureInfo.InvariantCulture);
        foreach (var phrase in FillerPhrases)
        {
            folded = folded.Replace(phrase, " ", StringComparison.Ordinal);
        }

        var clean = new StringBuilder(folded.Length);
        foreach (var c in folded)
        {
            clean.Append(char.IsLetterOrDigit(c) || c is '⟨' or '⟩' or '_' or '%' or '<' or '>' or '=' ? c : ' ');
        }

        return string.Join(' ', clean.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(w => !FillerWords.Contains(w)));
    }
}
