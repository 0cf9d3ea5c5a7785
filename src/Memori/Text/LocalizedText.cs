namespace Memori.Text;

/// <summary>A sentence for a person, in both languages, so that none can be missing.</summary>
/// <param name="English">The English sentence.</param>
/// <param name="Chinese">The Simplified Chinese sentence.</param>
public sealed record LocalizedText(string English, string Chinese)
{
    /// <summary>The sentence in <paramref name="language"/>.</summary>
    public string In(Language language) => language == Language.Chinese ? Chinese : English;

    /// <summary>The English sentence.</summary>
    public override string ToString() => English;
}
