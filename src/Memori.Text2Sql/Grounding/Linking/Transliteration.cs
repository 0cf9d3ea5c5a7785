using System.Text;

namespace Memori.Text2Sql.Grounding.Linking;

/// <summary>
/// Names that Chinese writes by their sound: 布拉德利 for Bradley. A word is compared with the sounds of the characters by a weighted edit distance
/// in which vowels, and consonants that Chinese does not tell apart, count little. Immutable.
/// </summary>
internal sealed class Transliteration
{
    private const double Vowel = 0.25;
    private const double Liquid = 0.35;
    private const double Breath = 0.4;
    private const double Consonant = 1;
    private const double Alike = 0.3;

    // Where no character has the sound by itself, 特 and 克 stand for it.
    private static readonly string[] Kin = ["bp", "dt", "gkq", "cks", "fvw", "lr", "mn", "csz", "jgz", "cj", "jy", "hk", "hs", "th", "ts", "xs", "xk"];

    private static readonly Dictionary<char, string[]> Sounds = DataFile.Rows("transliteration.tsv")
        .Where(r => r[0].Length == 1)
        .GroupBy(r => r[0][0])
        .ToDictionary(g => g.Key, g => g.SelectMany(r => r[1].Split(' ')).Select(Plain).Distinct(StringComparer.Ordinal).ToArray());

    private static readonly double[,] Swap = Swaps();

    /// <summary>Whether a character is one of those that write sounds.</summary>
    public static bool Writes(char c) => Sounds.ContainsKey(c);

    /// <summary>The sound of a Latin word: its letters without accents, doubled ones once; null for anything else.</summary>
    public static string? SoundOf(string word)
    {
        var lower = TextFold.Lower(word);
        var letters = string.Concat(lower.Where(char.IsAsciiLetterLower));
        return letters.Length >= 2 && letters.Length >= lower.Count(char.IsLetterOrDigit) ? Plain(letters) : null;
    }

    /// <summary>How alike a name as Chinese writes it and a sound are, 0–1.</summary>
    public static double Likeness(string chinese, string sound)
    {
        var row = new double[sound.Length + 1];
        for (var j = 1; j <= sound.Length; j++)
        {
            row[j] = row[j - 1] + Missing(sound, j - 1);
        }

        var whole = row[^1];
        foreach (var c in chinese)
        {
            if (!Sounds.TryGetValue(c, out var options))
            {
                continue;
            }

            double[]? best = null;
            foreach (var option in options)
            {
                var next = Read(row, option, sound);
                if (best is null)
                {
                    best = next;
                    continue;
                }

                for (var j = 0; j < best.Length; j++)
                {
                    best[j] = Math.Min(best[j], next[j]);
                }
            }

            row = best!;
        }

        return whole == 0 ? 0 : Math.Max(0, 1 - (row[^1] / whole));
    }

    private static double[] Read(double[] row, string option, string sound)
    {
        foreach (var letter in option)
        {
            var next = new double[row.Length];
            next[0] = row[0] + Weight(letter);
            for (var j = 1; j < row.Length; j++)
            {
                var swap = row[j - 1] + Swap[letter - 'a', sound[j - 1] - 'a'];
                next[j] = Math.Min(swap, Math.Min(row[j] + Weight(letter), next[j - 1] + Missing(sound, j - 1)));
            }

            row = next;
        }

        return row;
    }

    // A letter that Chinese may leave out: r and l at the end of a syllable, h, a final e.
    private static double Missing(string sound, int at) =>
        sound[at] == 'e' && at == sound.Length - 1 ? 0.05 : Weight(sound[at]);

    private static double Weight(char letter) => letter switch
    {
        'a' or 'e' or 'i' or 'o' or 'u' or 'y' => Vowel,
        'r' or 'l' => Liquid,
        'h' or 'w' => Breath,
        _ => Consonant,
    };

    private static double[,] Swaps()
    {
        var swaps = new double[26, 26];
        for (var one = 'a'; one <= 'z'; one++)
        {
            for (var other = 'a'; other <= 'z'; other++)
            {
                var (first, second) = (Weight(one), Weight(other));
                swaps[one - 'a', other - 'a'] = one == other ? 0
                    : first <= Vowel && second <= Vowel ? Vowel / 2
                    : Array.Exists(Kin, k => k.Contains(one, StringComparison.Ordinal) && k.Contains(other, StringComparison.Ordinal)) ? Alike * Math.Max(first, second)
                    : first + second;
            }
        }

        return swaps;
    }

    private static string Plain(string letters)
    {
        var plain = new StringBuilder(letters.Length);
        foreach (var c in letters.Replace("ph", "f", StringComparison.Ordinal).Replace("ck", "k", StringComparison.Ordinal).Replace("gh", "h", StringComparison.Ordinal)
            .Replace("tch", "ch", StringComparison.Ordinal).Replace("qu", "kw", StringComparison.Ordinal))
        {
            if (plain.Length == 0 || plain[^1] != c)
            {
                plain.Append(c);
            }
        }

        return plain.ToString();
    }
}
