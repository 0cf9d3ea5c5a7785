using Memori.Text2Sql.Grounding.Linking;

namespace Memori.Text2Sql.Generation.Embedded;

/// <summary>The Chinese words that stand between a number and what is counted: 5个, 3家, 2届.</summary>
internal static class Classifiers
{
    private static readonly HashSet<string> Words = [.. DataFile.Rows("classifiers.tsv").Select(r => r[0])];

    /// <summary>Whether one follows right behind mention <paramref name="i"/>.</summary>
    public static bool Follow(Reading reading, int i) => reading[i].End < reading.Tokens.Count && Words.Contains(reading.Tokens[reading[i].End].Text);
}
