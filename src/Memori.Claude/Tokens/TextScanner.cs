using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Memori.Claude.Tokens;

/// <summary>Counts the features of texts, character by character, in one pass and without allocating. A text may come in pieces.</summary>
internal struct TextScanner
{
    private const int LongestWord = 16;
    private const int LongestMark = 4;
    private const int SpacesOfTab = 4;

    private TextCounts _counts;
    private Run _run;
    private CharacterClass _previous;
    private int _previousMark;
    private int _length;
    private int _consonants;

    private enum Run : byte
    {
        None,
        Word,
        Digits,
        Marks,
        Blank,
    }

    /// <summary>What was counted, up to the last text that ended.</summary>
    public readonly TextCounts Counts => _counts;

    /// <summary>Goes on with a text in UTF-8.</summary>
    /// <param name="text">The bytes; what is no UTF-8 counts as a symbol.</param>
    /// <param name="escaped">Whether it is the inside of a JSON string with escapes.</param>
    public void Add(ReadOnlySpan<byte> text, bool escaped = false)
    {
        var at = 0;
        while (at < text.Length)
        {
            int character = text[at];
            if (character == '\\' && escaped)
            {
                at += JsonEscape.Read(text[at..], out character);
            }
            else if (character < 0x80)
            {
                if (CharacterClasses.OfAscii(character) <= CharacterClass.Capital)
                {
                    at += AddLetters(text[at..]);
                    if (at + 1 < text.Length && text[at] == ' ' && text[at + 1] < 0x80 && CharacterClasses.OfAscii(text[at + 1]) <= CharacterClass.Capital)
                    {
                        // A space before a word belongs to it, and to no run of its own.
                        Begin(Run.None);
                        at++;
                    }

                    continue;
                }

                at++;
            }
            else
            {
                Rune.DecodeFromUtf8(text[at..], out var rune, out var length);
                character = rune.Value;
                at += length;
            }

            Add(CharacterClasses.Of(character), character);
        }
    }

    /// <summary>Goes on with a text in UTF-16.</summary>
    public void Add(ReadOnlySpan<char> text)
    {
        Span<byte> buffer = stackalloc byte[1024];
        while (text.Length > 0)
        {
            var status = Utf8.FromUtf16(text, buffer, out var read, out var written, isFinalBlock: true);
            Add(buffer[..written]);
            text = text[read..];
            if (status == OperationStatus.Done)
            {
                return;
            }
        }
    }

    /// <summary>Ends a text.</summary>
    public void End()
    {
        Close();
        _run = Run.None;
        _previous = CharacterClass.Mark;
    }

    private void Add(CharacterClass kind, int character)
    {
        switch (kind)
        {
            case CharacterClass.Vowel or CharacterClass.Consonant or CharacterClass.Capital:
                // Written as an escape.
                AddLetters([(byte)character]);
                break;
            case CharacterClass.Accented:
                AddAccented();
                break;
            case CharacterClass.Digit:
                if (_run != Run.Digits)
                {
                    AlphanumericChange(Run.Word);
                    Begin(Run.Digits);
                    _counts.Add(TextFeature.Number);
                }

                _counts.Add(TextFeature.Digit);
                break;
            case CharacterClass.Mark:
                if (_run != Run.Marks)
                {
                    Begin(Run.Marks);
                    _counts.Add(TextFeature.MarkRun);
                    _previousMark = -1;
                }

                AddMark(character);
                break;
            case CharacterClass.Space or CharacterClass.Break or CharacterClass.Tab:
                if (_run != Run.Blank)
                {
                    Begin(Run.Blank);
                }

                _length += kind == CharacterClass.Tab ? SpacesOfTab : 1;
                if (kind == CharacterClass.Break)
                {
                    _counts.Add(TextFeature.Break);
                }

                break;
            default:
                Begin(Run.None);
                _counts.Add(
                    IsDrawn(kind, character) ? TextFeature.RepeatedSymbol : TextFeature.Cyrillic + (kind - CharacterClass.Cyrillic));
                _previousMark = character;
                break;
        }

        _previous = kind;
    }

    // Lines are drawn with the same character again and again, which tokenizers know; rows of one emoji aren't.
    private readonly bool IsDrawn(CharacterClass kind, int character) =>
        kind is CharacterClass.Symbol or CharacterClass.WideMark && kind == _previous && character == _previousMark && character < 0x10000;

    private void AddMark(int character)
    {
        if (character == _previousMark)
        {
            _counts.Add(TextFeature.RepeatedMark);
            return;
        }

        _previousMark = character;
        _counts.Add(++_length > LongestMark ? TextFeature.ExcessMark : TextFeature.Mark);
    }

    /// <summary>Goes on with the letters of ASCII at the start of <paramref name="text"/>: most of most texts, and so in a loop of their own.</summary>
    private int AddLetters(ReadOnlySpan<byte> text)
    {
        BeginWord();
        var (previous, consonants, changes, unspeakable) = (_length > 0 ? _previous : CharacterClass.Capital, _consonants, 0, 0);
        var at = 0;
        for (; at < text.Length && text[at] < 0x80; at++)
        {
            var kind = CharacterClasses.OfAscii(text[at]);
            if (kind > CharacterClass.Capital)
            {
                break;
            }

            consonants = kind == CharacterClass.Vowel ? 0 : consonants + 1;
            unspeakable += consonants > 3 ? 1 : 0;
            changes += kind == CharacterClass.Capital && previous != CharacterClass.Capital ? 1 : 0;
            previous = kind;
        }

        (_length, _previous, _consonants) = (_length + at, previous, consonants);
        _counts.Add(TextFeature.CaseChange, changes);
        _counts.Add(TextFeature.Unspeakable, unspeakable);
        return at;
    }

    private void AddAccented()
    {
        BeginWord();
        _counts.Add(TextFeature.Accented);
        _length++;
        _consonants = 0;
    }

    private void BeginWord()
    {
        if (_run != Run.Word)
        {
            AlphanumericChange(Run.Digits);
            Begin(Run.Word);
        }
    }

    private void AlphanumericChange(Run from)
    {
        if (_run == from)
        {
            _counts.Add(TextFeature.AlphanumericChange);
        }
    }

    private void Begin(Run run)
    {
        Close();
        _run = run;
        _length = 0;
        _consonants = 0;
    }

    private void Close()
    {
        if (_run == Run.Word)
        {
            _counts.Add(_length switch { 1 => TextFeature.Letter, <= 4 => TextFeature.ShortWord, <= 7 => TextFeature.Word, <= 10 => TextFeature.LongWord, _ => TextFeature.VeryLongWord });
            _counts.Add(TextFeature.ExcessLetter, Math.Max(0, _length - LongestWord));
        }
        else if (_run == Run.Blank && (_length > 1 || _previous != CharacterClass.Space))
        {
            _counts.Add(TextFeature.Blank);
            _counts.Add(TextFeature.Indent, _length - 1);
        }
    }
}
