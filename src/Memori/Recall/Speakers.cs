using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Memori.Text.Analysis;

namespace Memori.Recall;

/// <summary>Who speaks in an owner's conversations, and whom a query names.</summary>
internal sealed partial class Speakers
{
    /// <summary>Roles rather than names: a query that has such a word means something else.</summary>
    private static readonly HashSet<string> Roles = ["user", "assistant", "system", "human", "ai", "bot", "model", "agent", "用户", "助手", "系统"];

    private static readonly HashSet<string> Assistants = new(["assistant", "ai", "bot", "model", "agent", "助手", "助理", "智能助手"], StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<string, Speaker> _speakers = [];

    /// <summary>Whether a speaker is the model rather than a person.</summary>
    public static bool IsAssistant(string speaker) => Assistants.Contains(speaker);

    public void Add(string? speaker, int turns = 1)
    {
        if (speaker is not null && turns > 0)
        {
            ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_speakers, speaker, out _);
            known ??= new Speaker([.. Words(speaker).Where(name => !Roles.Contains(name)).Select(name => (name, TextAnalyzer.Terms(name)))]);
            known.Turns += turns;
        }
    }

    public void Remove(string? speaker)
    {
        if (speaker is not null && --_speakers[speaker].Turns == 0)
        {
            _speakers.Remove(speaker);
        }
    }

    /// <summary>The speakers that a text names, and the terms of their names, which say nothing more.</summary>
    public (HashSet<string> Speakers, HashSet<string> Terms) NamedIn(string text)
    {
        var speakers = new HashSet<string>();
        var terms = new HashSet<string>();
        if (_speakers.Values.All(speaker => speaker.Names.Count == 0))
        {
            return (speakers, terms);
        }

        var words = Words(text).ToHashSet();
        foreach (var (speaker, known) in _speakers)
        {
            foreach (var (name, own) in known.Names.Where(name => words.Contains(name.Word) || (name.Word[0] >= '\u2e80' && text.Contains(name.Word, StringComparison.Ordinal))))
            {
                speakers.Add(speaker);
                terms.UnionWith(own);
            }
        }

        return (speakers, terms);
    }

    private static IEnumerable<string> Words(string text) => Word().Matches(TraditionalChinese.Simplify(text).ToLowerInvariant()).Select(match => match.Value);

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();

    /// <summary>A speaker.</summary>
    /// <param name="names">The words of the name, with their terms.</param>
    private sealed class Speaker(IReadOnlyList<(string Word, List<string> Terms)> names)
    {
        public IReadOnlyList<(string Word, List<string> Terms)> Names { get; } = names;

        public int Turns { get; set; }
    }
}
