namespace Memori.Embeddings;

/// <summary>What of a memory is embedded.</summary>
internal static class EmbeddedText
{
    /// <summary>The content, after the name of who said it: a question about a person should be near what the person said.</summary>
    public static string Of(string? speaker, string content) => speaker is null ? content : $"{speaker}: {content}";
}
