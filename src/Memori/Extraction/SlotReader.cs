using System.Text.RegularExpressions;

namespace Memori.Extraction;

/// <summary>Reads the slot of a memory that was stated as one sentence of one's own, in the first or the third person: "The user lives in Lyon".</summary>
internal static partial class SlotReader
{
    private const int LongestStatement = 300;

    /// <summary>The slot and its value, or null when the memory is about nothing that has one value only.</summary>
    public static (string Slot, string Value)? Read(Memory memory)
    {
        if (memory.Content.Length > LongestStatement)
        {
            return null;
        }

        var text = UserPossessive().Replace(memory.Content, "my ");
        text = UserVerb().Replace(text, match => match.Groups["verb"].Value.ToLowerInvariant() switch
        {
            "is" => "I am ",
            "has" => "I have ",
            "does" => "I do ",
            var verb => $"I {(verb.EndsWith("es", StringComparison.Ordinal) && verb is "watches" or "teaches" or "goes" ? verb[..^2] : verb[..^1])} ",
        });
        text = ChineseUser().Replace(text, "我");
        var found = RuleExtractor.Extract(text, memory.OccurredAt ?? memory.CreatedAt);
        return found is [{ Slot: { } slot, Value: { } value }] ? (slot, value) : null;
    }

    [GeneratedRegex(@"^(?:the )?user['’]s ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserPossessive();

    [GeneratedRegex(@"^(?:the )?user (?:(?:currently|now) )?(?<verb>[a-z]+s) ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UserVerb();

    [GeneratedRegex(@"^(?:该)?用户(?=[叫住在是的喜爱讨不最对会来今负])")]
    private static partial Regex ChineseUser();
}
