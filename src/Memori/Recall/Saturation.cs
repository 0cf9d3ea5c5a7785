namespace Memori.Recall;

/// <summary>BM25's frequency part times the gain of a term: the gain for a word said once in a memory of average length.</summary>
internal readonly struct Saturation(RecallOptions options, double gain, double averageLength)
{
    private readonly float _most = (float)(gain * (options.Saturation + 1));
    private readonly float _constant = (float)(options.Saturation * (1 - options.LengthNormalisation));
    private readonly float _perLength = (float)(options.Saturation * options.LengthNormalisation / averageLength);

    /// <summary>What endless repetition would gain.</summary>
    public float Most => _most;

    /// <summary>What is set against the repetitions in a text of such a length; the same for every term.</summary>
    public float DampingOf(float length) => _constant + (_perLength * length);

    public float Of(float count, float length) => count * _most / (count + DampingOf(length));
}
