using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Memori.Text.Analysis;

namespace Memori.Recall;

/// <summary>A memory and what its text says, before it enters an index: needs no lock.</summary>
/// <param name="Memory">The memory.</param>
/// <param name="Terms">Its terms and how often each.</param>
/// <param name="Asks">Whether it asks something.</param>
/// <param name="SaysTime">Whether it says a time.</param>
internal sealed record AnalyzedMemory(Memory Memory, KeyValuePair<string, int>[] Terms, bool Asks, bool SaysTime)
{
    /// <summary>From how many memories on the analysis is shared among processors.</summary>
    private const int ManyMemories = 64;

    /// <summary>Number of terms, repetitions counted.</summary>
    public float Length { get; } = Terms.Sum(term => term.Value);

    [ThreadStatic]
    private static Dictionary<string, int>? _counts;

    public static AnalyzedMemory Of(Memory memory)
    {
        var counts = _counts ??= [];
        var text = TraditionalChinese.Simplify(memory.Content);
        Count(counts, TextAnalyzer.Terms(text));
        if (memory.OccurredAt is { } time)
        {
            Count(counts, MentionedDates.TermsOf(time).Union(MentionedDates.TermsSaid(text, time)));
        }

        var analyzed = new AnalyzedMemory(memory, [.. counts], TurnForm.Asks(text), TurnForm.SaysTime(text));
        counts.Clear();
        return analyzed;
    }

    /// <summary>Analyses those that <paramref name="isWanted"/>, in the same order; null for the others.</summary>
    public static AnalyzedMemory?[] OfAll(IReadOnlyList<Memory> memories, int start, int count, Func<Memory, bool> isWanted)
    {
        var analyzed = new AnalyzedMemory?[count];
        if (count < ManyMemories)
        {
            Analyze(0, count);
        }
        else
        {
            Parallel.ForEach(Partitioner.Create(0, count, ManyMemories), range => Analyze(range.Item1, range.Item2));
        }

        return analyzed;

        void Analyze(int from, int to)
        {
            for (var i = from; i < to; i++)
            {
                analyzed[i] = isWanted(memories[start + i]) ? Of(memories[start + i]) : null;
            }
        }
    }

    private static void Count(Dictionary<string, int> counts, IEnumerable<string> terms)
    {
        foreach (var term in terms)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out _)++;
        }
    }
}
