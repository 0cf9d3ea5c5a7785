using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Memori.Text2Sql.Sql;

/// <summary>Reads one token after the other: names, numbers, operators.</summary>
internal ref partial struct TokenScanner(string sql, SqlDialect dialect)
{
    private const string OperatorCharacters = "+-*/<>=~!@#%^&|`?";

    private static readonly SearchValues<char> MayEndInSign = SearchValues.Create("~!@#%^&|`?");

    private readonly ReadOnlySpan<char> _sql = sql;
    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _words = SqlWords.All.GetAlternateLookup<ReadOnlySpan<char>>();
    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _operators = dialect.Operators.GetAlternateLookup<ReadOnlySpan<char>>();
    private int _at;

    public SqlToken Next()
    {
        while (_at < _sql.Length && _sql[_at] is ' ' or '\t' or '\n' or '\r' or '\f')
        {
            _at++;
        }

        if (_at >= _sql.Length)
        {
            return new SqlToken(SqlTokenKind.End, _sql.Length, 0);
        }

        var c = _sql[_at];
        return c switch
        {
            '-' when Peek(1) == '-' => LineComment(),
            '/' when Peek(1) == '*' => BlockComment(),
            '\'' => Quoted(SqlTokenKind.Text, _at, _at, '\''),
            '"' => Name('"'),
            '`' or '[' when dialect.Has(SqlFeatures.ForeignQuotes) => Name(c == '[' ? ']' : '`'),
            '.' when char.IsAsciiDigit(Peek(1)) => Number(),
            '(' or ')' or ',' or '.' or ';' or '[' or ']' => Punctuation(1),
            ':' => Colon(),
            '$' => Dollar(),
            '?' or '@' when dialect.Has(SqlFeatures.NamedParameters) => Parameter(),
            _ when char.IsAsciiDigit(c) => Number(),
            _ when IsNameStart(_at, out _) => WordOrPrefix(),
            _ when OperatorCharacters.Contains(c, StringComparison.Ordinal) => Operator(),
            _ => Bad(1),
        };
    }

    private readonly char Peek(int ahead) => _at + ahead < _sql.Length ? _sql[_at + ahead] : '\0';

    private SqlToken Take(SqlTokenKind kind, int start, int end, string? word = null, SqlTokenFault fault = SqlTokenFault.None)
    {
        _at = end;
        return new SqlToken(kind, start, end - start) { Word = word, Fault = fault };
    }

    private SqlToken Punctuation(int length)
    {
        var word = _sql.Slice(_at, length) switch
        {
            "(" => "(",
            ")" => ")",
            "," => ",",
            "." => ".",
            ";" => ";",
            "[" => "[",
            "]" => "]",
            ":" => ":",
            _ => "::",
        };
        return Take(SqlTokenKind.Punctuation, _at, _at + length, word);
    }

    /// <summary>Characters that belong into no token, a run of them at once so that broken text stays cheap.</summary>
    private SqlToken Bad(int length)
    {
        if (char.IsHighSurrogate(_sql[_at]) && char.IsLowSurrogate(Peek(1)))
        {
            length = 2;
        }

        return Take(SqlTokenKind.Unknown, _at, Math.Min(_at + length, _sql.Length), fault: SqlTokenFault.BadCharacter);
    }

    private SqlToken Colon()
    {
        if (dialect.Has(SqlFeatures.NamedParameters))
        {
            return Parameter();
        }

        return Punctuation(Peek(1) == ':' ? 2 : 1);
    }

    private SqlToken Parameter()
    {
        var end = _at + 1;
        while (IsNamePart(end, out var length))
        {
            end += length;
        }

        return Take(SqlTokenKind.Parameter, _at, end);
    }

    private SqlToken WordOrPrefix()
    {
        var start = _at;
        if (Peek(1) == '\'')
        {
            switch (_sql[_at] | 0x20)
            {
                case 'x':
                    return Blob(start);
                case 'e' when dialect.Has(SqlFeatures.StringPrefixes):
                    return Escaped(start);
                case 'b' or 'n' when dialect.Has(SqlFeatures.StringPrefixes):
                    return Quoted(SqlTokenKind.Text, start, start + 1, '\'', SqlTokenFault.NotSupported);
            }
        }

        if ((_sql[_at] | 0x20) == 'u' && Peek(1) == '&' && Peek(2) is '\'' or '"' && dialect.Has(SqlFeatures.StringPrefixes))
        {
            return Peek(2) == '"'
                ? Quoted(SqlTokenKind.QuotedIdentifier, start, start + 2, '"', SqlTokenFault.NotSupported)
                : Quoted(SqlTokenKind.Text, start, start + 2, '\'');
        }

        var end = start;
        while (IsNamePart(end, out var length))
        {
            end += length;
        }

        return Keyword(_sql[start..end]) is { } word
            ? Take(SqlTokenKind.Keyword, start, end, word)
            : Take(SqlTokenKind.Identifier, start, end);
    }

    private readonly string? Keyword(ReadOnlySpan<char> text)
    {
        const int longestWord = 24;
        if (text.Length > longestWord || !Ascii.IsValid(text))
        {
            return null;
        }

        Span<char> upper = stackalloc char[longestWord];
        Ascii.ToUpper(text, upper, out var length);
        return _words.TryGetValue(upper[..length], out var word) ? word : null;
    }

    private readonly bool IsNameStart(int at, out int length)
    {
        var c = _sql[at];
        length = 1;
        if (char.IsAscii(c))
        {
            return char.IsAsciiLetter(c) || c == '_';
        }

        if (Rune.DecodeFromUtf16(_sql[at..], out var rune, out length) != OperationStatus.Done)
        {
            return false;
        }

        return Rune.IsLetter(rune);
    }

    private readonly bool IsNamePart(int at, out int length)
    {
        length = 1;
        if (at >= _sql.Length)
        {
            return false;
        }

        var c = _sql[at];
        if (char.IsAsciiDigit(c) || c == '$' || IsNameStart(at, out length))
        {
            return true;
        }

        return !char.IsAscii(c)
            && Rune.DecodeFromUtf16(_sql[at..], out var rune, out length) == OperationStatus.Done
            && Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.DecimalDigitNumber;
    }

    private SqlToken Number()
    {
        var end = _at;
        if (_sql[_at] == '0' && Peek(1) is 'x' or 'X' && dialect.Has(SqlFeatures.HexNumbers))
        {
            end += 2;
            var digits = end;
            while (end < _sql.Length && char.IsAsciiHexDigit(_sql[end]))
            {
                end++;
            }

            return NumberEnd(end, end > digits);
        }

        end = Digits(end);
        if (end < _sql.Length && _sql[end] == '.')
        {
            end = Digits(end + 1);
        }

        if (end < _sql.Length && _sql[end] is 'e' or 'E')
        {
            var exponent = end + 1;
            if (exponent < _sql.Length && _sql[exponent] is '+' or '-')
            {
                exponent++;
            }

            var after = Digits(exponent);
            return NumberEnd(after, after > exponent);
        }

        return NumberEnd(end, well: true);
    }

    private readonly int Digits(int at)
    {
        while (at < _sql.Length && char.IsAsciiDigit(_sql[at]))
        {
            at++;
        }

        return at;
    }

    private SqlToken NumberEnd(int end, bool well)
    {
        // `1e` or `12abc` is two tokens to some engines and an error to others.
        while (IsNamePart(end, out var length) || (end < _sql.Length && _sql[end] == '.'))
        {
            well = false;
            end += Math.Max(1, length);
        }

        return Take(SqlTokenKind.Number, _at, end, fault: well ? SqlTokenFault.None : SqlTokenFault.BadNumber);
    }

    private SqlToken Operator()
    {
        var length = dialect.Has(SqlFeatures.OpenOperators) ? OpenOperator() : LongestOperator();
        return length > 0 && _operators.TryGetValue(_sql.Slice(_at, length), out var word)
            ? Take(SqlTokenKind.Operator, _at, _at + length, word)
            : Take(SqlTokenKind.Unknown, _at, _at + Math.Max(1, length), fault: SqlTokenFault.NotSupported);
    }

    private readonly int LongestOperator()
    {
        for (var length = Math.Min(3, _sql.Length - _at); length > 0; length--)
        {
            if (_operators.ContainsKey(_sql.Slice(_at, length)))
            {
                return length;
            }
        }

        return 0;
    }

    /// <summary>PostgreSQL: as long as it goes, up to a comment; it may end in + or - only when one of <c>~!@#%^&amp;|`?</c> is in it.</summary>
    private readonly int OpenOperator()
    {
        var run = _sql[_at..];
        var length = 0;
        while (length < run.Length && OperatorCharacters.Contains(run[length], StringComparison.Ordinal))
        {
            if (length > 0 && length + 1 < run.Length && ((run[length] == '-' && run[length + 1] == '-') || (run[length] == '/' && run[length + 1] == '*')))
            {
                break;
            }

            length++;
        }

        if (run[..length].IndexOfAny(MayEndInSign) < 0)
        {
            while (length > 1 && run[length - 1] is '+' or '-')
            {
                length--;
            }
        }

        return length;
    }
}
