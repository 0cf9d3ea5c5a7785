using System.Text;
using Memori.Text;

namespace Memori.Text2Sql.Generation.Remembered;

/// <summary>A question with its periods, values and numbers taken out: two questions of equal shape ask the same thing of other things.</summary>
/// <param name="Shape">The words that remain, normalised, with a mark for every slot.</param>
/// <param name="Slots">The slots in order.</param>
internal sealed record QuestionTemplate(string Shape, IReadOnlyList<Slot> Slots)
{
    /// <summary>Takes a question apart.</summary>
    /// <param name="text">The question.</param>
    /// <param name="language">Its language.</param>
    /// <param name="askedAt">When it was asked: relative periods are resolved from here.</param>
    /// <param name="values">Phrases of the question that name values of the database.</param>
    public static QuestionTemplate Create(string text, Language language, DateTimeOffset askedAt, IEnumerable<string> values)
    {
        var spans = new List<(int Start, int Length, Slot Slot)>();
        var today = DateOnly.FromDateTime(askedAt.DateTime);
        foreach (var mention in TimeExpressions.Find(text, language, askedAt))
        {
            Add(spans, mention.Start, mention.Length, new Slot(SlotKind.Time, text.Substring(mention.Start, mention.Length), mention.From, mention.To) { ReachesNow = mention.To > today });
        }

        foreach (var value in values.Where(v => v.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(v => v.Length))
        {
            for (var at = text.IndexOf(value, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(value, at + value.Length, StringComparison.OrdinalIgnoreCase))
            {
                if (IsWhole(text, at, value.Length))
                {
                    Add(spans, at, value.Length, new Slot(SlotKind.Value, text.Substring(at, value.Length)));
                }
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
        return new QuestionTemplate(QuestionShape.Of(Marked(text, spans)), [.. spans.Select(s => s.Slot)]);
    }

    private static void Add(List<(int Start, int Length, Slot Slot)> spans, int start, int length, Slot slot)
    {
        if (!spans.Exists(s => start < s.Start + s.Length && s.Start < start + length))
        {
            spans.Add((start, length, slot));
        }
    }

    // The value A is not in "grade", but 上海 is in 上海的客户: Chinese has no spaces.
    private static bool IsWhole(string text, int start, int length) =>
        (start == 0 || !char.IsAsciiLetterOrDigit(text[start]) || !char.IsAsciiLetterOrDigit(text[start - 1]))
        && (start + length == text.Length || !char.IsAsciiLetterOrDigit(text[start + length - 1]) || !char.IsAsciiLetterOrDigit(text[start + length]));

    /// <summary>The length of the number that begins here, sign and separators of thousands included; 0 for none.</summary>
    private static int NumberLength(string text, int start)
    {
        var first = text[start] == '-' && start + 1 < text.Length && (start == 0 || char.IsWhiteSpace(text[start - 1])) ? start + 1 : start;
        if (!char.IsAsciiDigit(text[first]) || (first == start && start > 0 && char.IsAsciiLetterOrDigit(text[start - 1])))
        {
            return 0;
        }

        var end = first;
        while (end < text.Length && (char.IsAsciiDigit(text[end]) || IsPoint(text, end) || IsSeparator(text, end)))
        {
            end++;
        }

        return end < text.Length && char.IsAsciiLetter(text[end]) ? 0 : end - start;
    }

    private static bool IsPoint(string text, int at) => text[at] == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]);

    private static bool IsSeparator(string text, int at) => text[at] == ',' && at + 3 < text.Length
        && text.AsSpan(at + 1, 3).IndexOfAnyExceptInRange('0', '9') < 0 && (at + 4 == text.Length || !char.IsAsciiDigit(text[at + 4]));

    private static string Marked(string text, List<(int Start, int Length, Slot Slot)> spans)
    {
        var marked = new StringBuilder();
        var end = 0;
        foreach (var (start, length, slot) in spans)
        {
            marked.Append(text, end, start - end).Append(' ').Append(slot.Mark).Append(' ');
            end = start + length;
        }

        return marked.Append(text, end, text.Length - end).ToString();
    }
}
