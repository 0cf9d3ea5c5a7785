using System.Globalization;
using System.Text;
using Memori.Ingestion;
using Memori.Prompting;

namespace Memori.Extraction;

/// <summary>Checks what a model extracted, field by field: it must stand in the person's own words and name nothing that it was not shown.</summary>
internal static class ChatExtractionRules
{
    private const int LongestContent = 500;
    private const int ShortestQuote = 3;

    /// <summary>The memory, or null when a field of it is not as asked for.</summary>
    public static ExtractedMemory? Read(ChatExtraction.Item? item, ExtractionContext context, IReadOnlyDictionary<string, string> idOfRef)
    {
        if (item is not { Content: { } content, Quote: { } quote, Confidence: { } confidence, Importance: { } importance }
            || !IsStatement(content)
            || !IsSaid(quote, context.UserMessage)
            || confidence is not (>= 0 and <= 1)
            || importance is not (>= 0 and <= 1)
            || KindOf(item.Kind) is not { } kind
            || !TryDay(item.ValidFrom, context.SaidAt, out var from)
            || !TryDay(item.ValidTo, context.SaidAt, out var to)
            || to <= (from ?? context.SaidAt)
            || (!string.IsNullOrEmpty(item.Supersedes) && !idOfRef.ContainsKey(item.Supersedes)))
        {
            return null;
        }

        return new ExtractedMemory
        {
            Content = content.Trim(),
            Kind = kind,
            Confidence = confidence,
            Importance = importance,
            ValidFrom = from,
            ValidTo = to,
            Supersedes = string.IsNullOrEmpty(item.Supersedes) ? null : idOfRef[item.Supersedes],
            Reason = "model",
        };
    }

    private static bool IsStatement(string content) => !string.IsNullOrWhiteSpace(content) && content.Length <= LongestContent
        && !content.Any(char.IsControl) && InjectedBlock.Neutralize(content) == content && !CapturedValidator.IsFailure(content) && !Doubt.HasSecret(content);

    /// <summary>Whether the person said these words, but for white space and case.</summary>
    private static bool IsSaid(string quote, string message) =>
        Flat(quote) is { Length: >= ShortestQuote } words && Flat(message).Contains(words, StringComparison.Ordinal);

    private static string Flat(string text)
    {
        var flat = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormKC))
        {
            if (!char.IsWhiteSpace(c))
            {
                flat.Append(char.ToLowerInvariant(c));
            }
        }

        return flat.ToString();
    }

    private static MemoryKind? KindOf(string? name) => name switch
    {
        "fact" => MemoryKind.Fact,
        "preference" => MemoryKind.Preference,
        "rule" => MemoryKind.Rule,
        "skill" => MemoryKind.Skill,
        _ => null,
    };

    private static bool TryDay(string? text, DateTimeOffset saidAt, out DateTimeOffset? time)
    {
        time = null;
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999)
        {
            time = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), saidAt.Offset);
            return true;
        }

        return false;
    }
}
