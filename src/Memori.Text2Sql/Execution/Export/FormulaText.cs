using System.Buffers;

namespace Memori.Text2Sql.Execution.Export;

/// <summary>
/// Spreadsheet programs run a cell of a CSV file that begins like a formula (OWASP, "CSV Injection"). Such a text gets an apostrophe before it, which
/// they take for "this is text". What has apostrophes before such a beginning already gets one more, so that an import can undo it exactly.
/// Numbers are no texts: -5 stays -5.
/// </summary>
public static class FormulaText
{
    private const char Mark = '\'';

    // = + - @ and their full-width forms, tab, carriage return and line feed.
    private static readonly SearchValues<char> s_beginnings = SearchValues.Create("=+-@\t\r\n=+-@");

    /// <summary>Whether <paramref name="text"/> needs the apostrophe.</summary>
    public static bool IsDangerous(ReadOnlySpan<char> text)
    {
        var rest = text.TrimStart(Mark);
        return !rest.IsEmpty && s_beginnings.Contains(rest[0]);
    }

    /// <summary>The text as <see cref="Neutralise"/> found it.</summary>
    public static ReadOnlySpan<char> Restore(ReadOnlySpan<char> text) => text is [Mark, ..] && IsDangerous(text) ? text[1..] : text;

    /// <summary>The text, harmless.</summary>
    public static string Neutralise(string text) => IsDangerous(text) ? Mark + text : text;
}
