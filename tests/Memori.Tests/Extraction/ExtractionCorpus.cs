using Memori.Extraction;

namespace Memori.Tests.Extraction;

/// <summary>Messages and what is to be extracted from each: lines of <c>kind slot; kind | message</c>, or <c>- | message</c> for nothing.</summary>
internal sealed class ExtractionCorpus
{
    private static readonly DateTimeOffset SaidAt = new(2026, 3, 4, 10, 0, 0, TimeSpan.FromHours(1));

    private ExtractionCorpus(IReadOnlyList<Case> cases) => Cases = cases;

    public IReadOnlyList<Case> Cases { get; }

    public static ExtractionCorpus Load(params string[] names) => new([.. names.SelectMany(Read)]);

    /// <summary>How many were extracted, how many of them rightly, how many should have been; and what went wrong.</summary>
    public Figures Measure()
    {
        var (made, right, wanted, faults) = (0, 0, 0, new List<string>());
        foreach (var (expected, message) in Cases)
        {
            var found = RuleExtractor.Extract(message, SaidAt);
            var left = expected.ToList();
            var hits = 0;
            foreach (var memory in found)
            {
                var match = left.FindIndex(want => want.Kind == memory.Kind && (want.Slot is null || want.Slot == memory.Slot));
                if (match >= 0)
                {
                    left.RemoveAt(match);
                    hits++;
                }
            }

            made += found.Count;
            right += hits;
            wanted += expected.Count;
            if (hits < found.Count || left.Count > 0)
            {
                faults.Add($"{message} -> {string.Join("; ", found.Select(memory => $"{memory.Kind} {memory.Slot} [{memory.Reason}] {memory.Content}"))} (expected {string.Join("; ", expected.Select(want => $"{want.Kind} {want.Slot}"))})");
            }
        }

        return new Figures(made, right, wanted, faults);
    }

    private static IEnumerable<Case> Read(string name)
    {
        using var stream = typeof(ExtractionCorpus).Assembly.GetManifestResourceStream($"Memori.Tests.Extraction.Corpus.{name}.txt").ShouldNotBeNull();
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                var bar = line.IndexOf('|', StringComparison.Ordinal);
                var expected = line[..bar].Trim();
                yield return new Case(expected == "-" ? [] : [.. expected.Split(';', StringSplitOptions.TrimEntries).Select(Want)], line[(bar + 1)..].Trim().Replace("\\n", "\n", StringComparison.Ordinal));
            }
        }
    }

    private static (MemoryKind Kind, string? Slot) Want(string text)
    {
        var gap = text.IndexOf(' ', StringComparison.Ordinal);
        return (Enum.Parse<MemoryKind>(gap < 0 ? text : text[..gap], ignoreCase: true), gap < 0 ? null : text[(gap + 1)..]);
    }

    internal sealed record Case(IReadOnlyList<(MemoryKind Kind, string? Slot)> Expected, string Message);

    internal sealed record Figures(int Made, int Right, int Wanted, IReadOnlyList<string> Faults)
    {
        public double Precision => Made == 0 ? 1 : (double)Right / Made;

        public double Recall => Wanted == 0 ? 1 : (double)Right / Wanted;

        public override string ToString() => $"extracted {Made}, right {Right}, wanted {Wanted}: precision {Precision:0.000}, recall {Recall:0.000}";
    }
}
