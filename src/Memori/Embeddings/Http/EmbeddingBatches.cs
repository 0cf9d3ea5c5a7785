using Memori.Text;

namespace Memori.Embeddings.Http;

/// <summary>Divides texts into requests.</summary>
internal static class EmbeddingBatches
{
    /// <summary>Runs of texts in order, each within the limits of the options; a text too long is cut off.</summary>
    public static IEnumerable<List<string>> Of(IEnumerable<string> texts, HttpEmbeddingOptions options)
    {
        var batch = new List<string>();
        var tokens = 0;
        foreach (var text in texts)
        {
            var cut = Cut(text, options.TextTokens);
            var count = TokenEstimate.Count(cut);
            if (batch.Count == options.BatchTexts || (batch.Count > 0 && tokens + count > options.BatchTokens))
            {
                yield return batch;
                batch = [];
                tokens = 0;
            }

            batch.Add(cut);
            tokens += count;
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }

    private static string Cut(string text, int tokens)
    {
        // An empty text is an error to most services, and a vector of nothing to us.
        if (string.IsNullOrWhiteSpace(text))
        {
            return " ";
        }

        while (TokenEstimate.Count(text) is var count && count > tokens)
        {
            var length = Math.Max(1, Math.Min(text.Length - 1, (int)((long)text.Length * tokens / count)));
            length -= length > 1 && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
            if (length == text.Length)
            {
                break;
            }

            text = text[..length];
        }

        return text;
    }
}
