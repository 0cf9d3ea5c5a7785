using System.Globalization;

namespace Memori.Text2Sql.Sql;

/// <summary>What stands in quotes, and comments.</summary>
internal ref partial struct TokenScanner
{
    /// <summary>A string or name that ends at <paramref name="quote"/>, which is doubled inside.</summary>
    private SqlToken Quoted(SqlTokenKind kind, int start, int open, char quote, SqlTokenFault fault = SqlTokenFault.None)
    {
        var at = open + 1;
        while (true)
        {
            var length = _sql[at..].IndexOf(quote);
            if (length < 0)
            {
                return Take(kind, start, _sql.Length, fault: SqlTokenFault.Unterminated);
            }

            at += length + 1;
            if (quote == ']' || at >= _sql.Length || _sql[at] != quote)
            {
                break;
            }

            at++;
        }

        var text = _sql[(open + 1)..(at - 1)];
        if (fault == SqlTokenFault.None && !IsClean(text, kind == SqlTokenKind.QuotedIdentifier))
        {
            fault = SqlTokenFault.BadCharacter;
        }

        return Take(kind, start, at, fault: fault);
    }

    private SqlToken Name(char quote)
    {
        var token = Quoted(SqlTokenKind.QuotedIdentifier, _at, _at, quote);
        return token is { Length: 2, Fault: SqlTokenFault.None } ? token with { Fault = SqlTokenFault.EmptyName } : token;
    }

    private SqlToken Blob(int start)
    {
        var token = Quoted(SqlTokenKind.Blob, start, start + 1, '\'');
        if (token.Fault != SqlTokenFault.None)
        {
            return token;
        }

        var digits = _sql[(start + 2)..(token.End - 1)];
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit))
            {
                return token with { Fault = SqlTokenFault.BadCharacter };
            }
        }

        return digits.Length % 2 == 0 ? token : token with { Fault = SqlTokenFault.BadNumber };
    }

    /// <summary><c>E'…'</c>: a backslash takes the next character with it.</summary>
    private SqlToken Escaped(int start)
    {
        var at = start + 2;
        while (at < _sql.Length)
        {
            switch (_sql[at])
            {
                case '\\':
                    at += 2;
                    break;
                case '\'' when at + 1 < _sql.Length && _sql[at + 1] == '\'':
                    at += 2;
                    break;
                case '\'':
                    var fault = IsClean(_sql[(start + 2)..at], name: false) ? SqlTokenFault.None : SqlTokenFault.BadCharacter;
                    return Take(SqlTokenKind.Text, start, at + 1, fault: fault);
                default:
                    at++;
                    break;
            }
        }

        return Take(SqlTokenKind.Text, start, _sql.Length, fault: SqlTokenFault.Unterminated);
    }

    /// <summary><c>$tag$…$tag$</c>, <c>$1</c>, or a parameter by name.</summary>
    private SqlToken Dollar()
    {
        if (dialect.Has(SqlFeatures.NamedParameters) || char.IsAsciiDigit(Peek(1)))
        {
            return Parameter();
        }

        var end = _at + 1;
        while (end < _sql.Length && _sql[end] != '$' && IsNamePart(end, out var length))
        {
            end += length;
        }

        if (end >= _sql.Length || _sql[end] != '$')
        {
            return Bad(1);
        }

        var tag = _sql[_at..(end + 1)];
        var body = _sql[(end + 1)..];
        var close = body.IndexOf(tag);
        if (close < 0)
        {
            return Take(SqlTokenKind.Text, _at, _sql.Length, fault: SqlTokenFault.Unterminated);
        }

        var fault = IsClean(body[..close], name: false) ? SqlTokenFault.None : SqlTokenFault.BadCharacter;
        return Take(SqlTokenKind.Text, _at, end + 1 + close + tag.Length, fault: fault);
    }

    private SqlToken LineComment()
    {
        var length = _sql[_at..].IndexOfAny('\n', '\r');
        var end = length < 0 ? _sql.Length : _at + length;
        return Comment(end, SqlTokenFault.None);
    }

    private SqlToken BlockComment()
    {
        var nests = dialect.Has(SqlFeatures.NestedComments);
        var depth = 0;
        for (var at = _at; at + 1 < _sql.Length;)
        {
            if (_sql[at] == '/' && _sql[at + 1] == '*' && (nests || depth == 0))
            {
                depth++;
                at += 2;
            }
            else if (_sql[at] == '*' && _sql[at + 1] == '/')
            {
                at += 2;
                if (--depth == 0)
                {
                    return Comment(at, SqlTokenFault.None);
                }
            }
            else
            {
                at++;
            }
        }

        return Comment(_sql.Length, SqlTokenFault.Unterminated);
    }

    private SqlToken Comment(int end, SqlTokenFault fault)
    {
        var text = _sql[_at..end];
        if (fault == SqlTokenFault.None)
        {
            fault = text.StartsWith("/*!") ? SqlTokenFault.ExecutableComment
                : IsClean(text, name: false) && !HasFormatCharacter(text) ? SqlTokenFault.None
                : SqlTokenFault.BadCharacter;
        }

        return Take(SqlTokenKind.Comment, _at, end, fault: fault);
    }

    /// <summary>Whether the engine will read the same characters: no NUL, whole surrogate pairs, and in a name nothing invisible.</summary>
    private static bool IsClean(ReadOnlySpan<char> text, bool name)
    {
        if (!text.ContainsAnyExceptInRange(' ', '~'))
        {
            return true;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '\0' || (name && char.IsControl(c)))
            {
                return false;
            }

            if (char.IsHighSurrogate(c))
            {
                if (i + 1 >= text.Length || !char.IsLowSurrogate(text[i + 1]))
                {
                    return false;
                }

                i++;
            }
            else if (char.IsLowSurrogate(c))
            {
                return false;
            }
        }

        return !name || !HasFormatCharacter(text);
    }

    private static bool HasFormatCharacter(ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExceptInRange('\0', '~'))
        {
            return false;
        }

        foreach (var rune in text.EnumerateRunes())
        {
            if (System.Text.Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                return true;
            }
        }

        return false;
    }
}
