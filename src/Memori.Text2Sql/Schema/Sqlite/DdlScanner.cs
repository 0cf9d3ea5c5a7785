namespace Memori.Text2Sql.Schema.Sqlite;

/// <summary>What the scanner tells apart.</summary>
internal enum DdlTokenKind
{
    /// <summary>A bare word.</summary>
    Word,

    /// <summary>Quoted text of any kind, without its quotes.</summary>
    Quoted,

    /// <summary>A comment, without its marks.</summary>
    Comment,

    /// <summary>The end of a line outside quotes and comments.</summary>
    NewLine,

    /// <summary>An opening parenthesis.</summary>
    Open,

    /// <summary>A closing parenthesis.</summary>
    Close,

    /// <summary>A comma.</summary>
    Comma,

    /// <summary>Any other character.</summary>
    Other,
}

/// <summary>A piece of a CREATE statement.</summary>
internal readonly record struct DdlToken(DdlTokenKind Kind, string Text);

/// <summary>Cuts a CREATE statement just finely enough to find comments and column names; takes any text.</summary>
internal static class DdlScanner
{
    public static IEnumerable<DdlToken> Scan(string sql)
    {
        var i = 0;
        while (i < sql.Length)
        {
            var start = i;
            var current = sql[i];
            var next = i + 1 < sql.Length ? sql[i + 1] : '\0';
            switch (current)
            {
                case '-' when next == '-':
                    i = End(sql, '\n', i);
                    yield return new DdlToken(DdlTokenKind.Comment, sql[(start + 2)..i].TrimStart('-'));
                    break;
                case '/' when next == '*':
                    var close = sql.IndexOf("*/", i + 2, StringComparison.Ordinal);
                    i = close < 0 ? sql.Length : close + 2;
                    yield return new DdlToken(DdlTokenKind.Comment, sql[(start + 2)..(close < 0 ? i : close)].Trim('*'));
                    break;
                case '"' or '\'' or '`' or '[':
                    i = QuoteEnd(sql, i, current == '[' ? ']' : current);
                    yield return new DdlToken(DdlTokenKind.Quoted, Unquote(sql[start..i]));
                    break;
                case '\n':
                    i++;
                    yield return new DdlToken(DdlTokenKind.NewLine, "");
                    break;
                case '(' or ')' or ',':
                    i++;
                    yield return new DdlToken(current == '(' ? DdlTokenKind.Open : current == ')' ? DdlTokenKind.Close : DdlTokenKind.Comma, "");
                    break;
                default:
                    i++;
                    if (char.IsWhiteSpace(current))
                    {
                        break;
                    }

                    while (IsWord(current) && i < sql.Length && IsWord(sql[i]))
                    {
                        i++;
                    }

                    yield return new DdlToken(IsWord(current) ? DdlTokenKind.Word : DdlTokenKind.Other, sql[start..i]);
                    break;
            }
        }
    }

    private static bool IsWord(char unit) => char.IsLetterOrDigit(unit) || unit is '_' or '$' || unit >= '\u0080';

    private static int End(string sql, char end, int from)
    {
        var found = sql.IndexOf(end, from);
        return found < 0 ? sql.Length : found;
    }

    private static int QuoteEnd(string sql, int start, char quote)
    {
        for (var i = start + 1; i < sql.Length; i++)
        {
            if (sql[i] != quote)
            {
                continue;
            }

            // A doubled quote is a quote inside; brackets know none.
            if (quote == ']' || i + 1 == sql.Length || sql[i + 1] != quote)
            {
                return i + 1;
            }

            i++;
        }

        return sql.Length;
    }

    private static string Unquote(string text)
    {
        var quote = text[0] == '[' ? ']' : text[0];
        var inner = text.Length > 1 && text[^1] == quote ? text[1..^1] : text[1..];
        return quote == ']' ? inner : inner.Replace(new string(quote, 2), quote.ToString(), StringComparison.Ordinal);
    }
}
