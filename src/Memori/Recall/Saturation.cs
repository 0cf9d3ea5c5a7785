namespace Memori.Recall;

/// <summary>BM25's frequency part times the gain of a term: the gain for a word said once in a memory of average length.</summary>
/// <param name="saturation">BM25's k1.</param>
/// <param name="lengthNormalisation">BM25's b, for this term.</param>
/// <param name="gain">The gain.</param>
/// <param name="averageLength">The average length of a memory.</param>
internal readonly struct Saturation(double saturation, double lengthNormalisation, double gain, double averageLength)
{
    /// <summary>What endless repetition would gain.</summary>
    public float Most { get; } = (float)(gain * (saturation + 1));

    /// <summary>What is set against the repetitions in a text of whatever length.</summary>
    public float Constant { get; } = (float)(saturation * (1 - lengthNormalisation));

    /// <summary>What is set against them for each unit of length.</summary>
    public float PerLength { get; } = (float)(saturation * lengthNormalisation / averageLength);

    public float Of(float count, float length) => count * Most / (count + Constant + (PerLength * length));
}
