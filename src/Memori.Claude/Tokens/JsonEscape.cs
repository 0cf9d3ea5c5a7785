using System.Buffers.Text;

namespace Memori.Claude.Tokens;

/// <summary>Escapes inside a JSON string.</summary>
internal static class JsonEscape
{
    /// <summary>Reads the escape at the start of <paramref name="text"/>.</summary>
    /// <returns>How many bytes it takes: at least one.</returns>
    public static int Read(ReadOnlySpan<byte> text, out int character)
    {
        character = text.Length > 1 ? text[1] : text[0];
        switch (character)
        {
            case 'n':
                character = '\n';
                break;
            case 'r':
                character = '\r';
                break;
            case 't':
                character = '\t';
                break;
            case 'b' or 'f':
                character = 0;
                break;
            case 'u' when Hex(text, out var unit):
                character = unit;
                if (char.IsHighSurrogate((char)unit) && Hex(text[6..], out var low) && char.IsLowSurrogate((char)low))
                {
                    character = char.ConvertToUtf32((char)unit, (char)low);
                    return 12;
                }

                return 6;
        }

        return Math.Min(2, text.Length);
    }

    /// <summary>Writes the start of <paramref name="text"/> without its escapes; characters beyond ASCII that were escaped become a question mark.</summary>
    /// <returns>How many bytes were written.</returns>
    public static int Unescape(ReadOnlySpan<byte> text, Span<byte> to)
    {
        var written = 0;
        for (var at = 0; at < text.Length && written < to.Length; written++)
        {
            int character = text[at];
            at += character == '\\' ? Read(text[at..], out character) : 1;
            to[written] = character <= byte.MaxValue ? (byte)character : (byte)'?';
        }

        return written;
    }

    private static bool Hex(ReadOnlySpan<byte> text, out int unit)
    {
        unit = 0;
        return text.Length >= 6 && text[0] == '\\' && text[1] == 'u' && Utf8Parser.TryParse(text[2..6], out unit, out var read, 'x') && read == 4;
    }
}
