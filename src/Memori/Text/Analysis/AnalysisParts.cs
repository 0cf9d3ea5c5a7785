namespace Memori.Text.Analysis;

/// <summary>Parts of the text analysis that can be left out to see what they add.</summary>
[Flags]
internal enum AnalysisParts
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Stems and irregular forms.</summary>
    Stems = 1,

    /// <summary>That function words are not indexed.</summary>
    FunctionWords = 2,
}
