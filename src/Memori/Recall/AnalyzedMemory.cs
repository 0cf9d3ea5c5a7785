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

    public static AnalyzedMemory Of(Memory memory)
    {
        var counts = new Dictionary<string, int>();
        Count(counts, TextAnalyzer.Terms(memory.Content));
        if (memory.OccurredAt is { } time)
        {
            Count(counts, MentionedDates.TermsOf(time).Union(MentionedDates.TermsSaid(memory.Content, time)));
        }

        return new AnalyzedMemory(memory, [.. counts], TurnForm.Asks(memory.Content), TurnForm.SaysTime(memory.Content));
    }

    /// <summary>The analysed of those in force, in the same order; null for the others.</summary>
    public static AnalyzedMemory?[] OfAll(IReadOnlyList<Memory> memories)
    {
        var analyzed = new AnalyzedMemory?[memories.Count];
        if (memories.Count < ManyMemories)
        {
            for (var i = 0; i < analyzed.Length; i++)
            {
                Analyze(i);
            }
        }
        else
        {
            Parallel.For(0, analyzed.Length, Analyze);
        }

        return analyzed;

        void Analyze(int i) => analyzed[i] = memories[i].Status == MemoryStatus.Active ? Of(memories[i]) : null;
    }

    private static void Count(Dictionary<string, int> counts, IEnumerable<string> terms)
    {
        foreach (var term in terms)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out _)++;
        }
    }
}
