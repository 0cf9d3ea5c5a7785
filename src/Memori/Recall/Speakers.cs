using System.Text.RegularExpressions;
using Memori.Text.Analysis;

namespace Memori.Recall;

/// <summary>Who speaks in an owner's conversations, and whom a query names.</summary>
internal sealed partial class Speakers
{
    /// <summary>Roles rather than names: a query that has such a word means something else.</summary>
    private static readonly HashSet<string> Roles = ["user", "assistant", "system", "human", "ai", "bot", "model", "agent", "用户", "助手", "系统"];

    private readonly Dictionary<string, int> _counts = [];

    public void Add(string? speaker)
    {
        if (speaker is not null)
        {
            _counts[speaker] = _counts.GetValueOrDefault(speaker) + 1;
        }
    }

    public void Remove(string? speaker)
    {
        if (speaker is not null && --_counts[speaker] == 0)
        {
            _counts.Remove(speaker);
        }
    }

    /// <summary>The speakers that a text names, and the terms of their names, which say nothing more.</summary>
    public (HashSet<string> Speakers, HashSet<string> Terms) NamedIn(string text)
    {
        var speakers = new HashSet<string>();
        var terms = new HashSet<string>();
        var words = Word().Matches(text.ToLowerInvariant()).Select(match => match.Value).ToHashSet();
        foreach (var speaker in _counts.Keys)
        {
            var names = Word().Matches(speaker.ToLowerInvariant()).Select(match => match.Value).Where(name => !Roles.Contains(name));
            foreach (var name in names.Where(name => words.Contains(name) || (name[0] >= '\u2e80' && text.Contains(name, StringComparison.Ordinal))))
            {
                speakers.Add(speaker);
                terms.UnionWith(TextAnalyzer.Terms(name));
            }
        }

        return (speakers, terms);
    }

    [GeneratedRegex(@"[\p{L}\p{M}\p{N}]+")]
    private static partial Regex Word();
}
