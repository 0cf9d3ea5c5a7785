namespace Memori.Recall;

/// <summary>
/// How sure it is that an owner's memories answer a query at all: a logistic function of how far the best stands out from the noise and of
/// who is named. Its weights come from questions put to their own conversations and to others' (eng/Memori.FitRecall), rounded by hand.
/// </summary>
internal static class Sureness
{
    /// <summary>The rank whose score is taken for noise: what matches by chance.</summary>
    public const int NoiseRank = 20;

    /// <summary>Where there are few memories, noise can't be seen but is to be expected.</summary>
    private const double LeastNoise = 0.05;

    private const double Best = 8.5;
    private const double Noise = -8;
    private const double Known = 2;
    private const double Unknown = -3;
    private const double Bias = -1;

    /// <summary>The probability, 0–1.</summary>
    /// <param name="found">The best, the best first; at least <see cref="NoiseRank"/> of them where there are so many.</param>
    /// <param name="named">Whom the query names.</param>
    public static double Of(IReadOnlyList<Candidate> found, Named named)
    {
        if (found.Count == 0)
        {
            return 0;
        }

        var noise = Math.Max(LeastNoise, found.Count < NoiseRank ? 0 : found[NoiseRank - 1].Score.Score);
        var name = named switch { Named.Known => Known, Named.Unknown => Unknown, _ => 0 };
        return 1 / (1 + Math.Exp(-((Best * found[0].Score.Score) + (Noise * noise) + name + Bias)));
    }
}

/// <summary>Whom a query names.</summary>
internal enum Named
{
    /// <summary>Nobody.</summary>
    Nobody,

    /// <summary>Somebody or something that the memories know.</summary>
    Known,

    /// <summary>Only what the memories do not know.</summary>
    Unknown,
}
