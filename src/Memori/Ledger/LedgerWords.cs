using System.Globalization;
using System.Text;

namespace Memori.Ledger;

/// <summary>How the ledger writes what it keeps as text.</summary>
internal static class LedgerWords
{
    private const int Longest = 200;

    public static string Of(LedgerSubjectKind kind) => kind == LedgerSubjectKind.User ? "user" : "key";

    public static string Of(SettlementKind kind) => kind switch
    {
        SettlementKind.Settled => "settled",
        SettlementKind.Estimated => "estimated",
        _ => "released",
    };

    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A text that a caller may have chosen (a model that does not exist): bounded, and without what a database can't keep.</summary>
    public static string? Bounded(string? text)
    {
        if (text is null || (text.Length <= Longest && !text.Any(c => char.IsControl(c) || char.IsSurrogate(c))))
        {
            return text;
        }

        var kept = new StringBuilder(Longest);
        foreach (var rune in text.EnumerateRunes())
        {
            if (kept.Length + rune.Utf16SequenceLength > Longest)
            {
                break;
            }

            kept.Append(Rune.IsControl(rune) ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return kept.ToString();
    }
}
