namespace Memori.Text2Sql.Grounding.Linking;

internal sealed partial class ValueIndex
{
    private const double SoundThreshold = 0.72;
    private const double SoundMargin = 0.06;
    private const double WordFactor = 0.85;
    private const int MostSounds = 60_000;
    private const int LongestName = 40;

    private readonly Lazy<List<(string Sound, List<ValueMatch> Values, double Factor)>> _sounds;

    /// <summary>
    /// The values that a foreign name in Chinese characters writes by their sound, whole or in one word; none where several different ones sound like it.
    /// </summary>
    public IReadOnlyList<ValueMatch> Sounding(string chinese)
    {
        var best = 0.0;
        var found = new List<(ValueMatch Match, double Score)>();
        foreach (var (sound, values, factor) in _sounds.Value)
        {
            // A character stands for one to four letters.
            if (sound.Length < chinese.Length || sound.Length > (4 * chinese.Length) + 1)
            {
                continue;
            }

            var likeness = Transliteration.Likeness(chinese, sound);
            if (likeness >= SoundThreshold && likeness * factor >= best - SoundMargin)
            {
                best = Math.Max(best, likeness * factor);
                found.AddRange(values.Select(v => (v, likeness * factor)));
            }
        }

        var near = found.FindAll(f => f.Score >= best - SoundMargin).OrderByDescending(f => f.Score).Select(f => f.Match with { Score = f.Score, Kind = ValueMatchKind.Fuzzy }).ToList();
        return near.Select(m => m.Value).Distinct(StringComparer.OrdinalIgnoreCase).Count() == 1 ? near : near.FindAll(m => m.Score > best - 1e-9) is var top && top.Select(m => m.Value).Distinct(StringComparer.OrdinalIgnoreCase).Count() == 1 ? top : [];
    }

    private List<(string Sound, List<ValueMatch> Values, double Factor)> Sounds()
    {
        var whole = new Dictionary<string, List<ValueMatch>>(StringComparer.Ordinal);
        foreach (var match in _byKey.Values.SelectMany(v => v).Where(m => m.Value.Length <= LongestName && m.Kind == ValueMatchKind.Exact))
        {
            Put(whole, match.Value, match);
        }

        var words = new Dictionary<string, List<ValueMatch>>(StringComparer.Ordinal);
        foreach (var (word, values) in _byWord.Where(w => w.Key.Length > 3))
        {
            foreach (var value in values.Where(v => v.Value.Length > word.Length + 1).Take(MostSimilar))
            {
                Put(words, word, value);
            }
        }

        return [.. whole.Select(s => (s.Key, s.Value, 1.0)).Concat(words.Select(s => (s.Key, s.Value, WordFactor))).Take(MostSounds)];

        static void Put(Dictionary<string, List<ValueMatch>> sounds, string text, ValueMatch match)
        {
            if (Transliteration.SoundOf(text) is { } sound)
            {
                if (!sounds.TryGetValue(sound, out var list))
                {
                    sounds[sound] = list = [];
                }

                list.Add(match);
            }
        }
    }
}
