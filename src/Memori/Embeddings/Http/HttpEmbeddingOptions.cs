namespace Memori.Embeddings.Http;

/// <summary>Where an embedding service is and how it is called.</summary>
public sealed class HttpEmbeddingOptions
{
    /// <summary>
    /// The service's address, http or https: its root (<c>http://127.0.0.1:11434</c>, to which <c>/v1/embeddings</c> is added),
    /// its version (<c>https://api.example.com/v1</c>, to which <c>/embeddings</c> is added), or the full address that ends in <c>/embeddings</c>.
    /// </summary>
    public required Uri Address { get; init; }

    /// <summary>The model, as the service names it.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// How many numbers a vector has, 1–8192. A service that by itself gives more is asked to shorten its vectors; vectors of any other size are refused.
    /// </summary>
    public required int Dimensions { get; init; }

    /// <summary>Sent as a bearer token. Default: none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>How many texts go into one request at most. Default 64; 1 to 2048.</summary>
    public int BatchTexts { get; init; } = 64;

    /// <summary>How many estimated tokens go into one request at most, one text excepted. Default 16,000.</summary>
    public int BatchTokens { get; init; } = 16_000;

    /// <summary>After how many estimated tokens a text is cut off. Default 2,000.</summary>
    public int TextTokens { get; init; } = 2_000;

    /// <summary>How long one attempt may take. Default 30 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is tried when the service is busy, fails (408, 429, 5xx) or does not answer in time. Default 4, the first included.</summary>
    public int Attempts { get; init; } = 4;

    /// <summary>The wait before the second attempt; it doubles each time, and a random part of it is left out. Default 0.5 s.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait between attempts; a service that asks for a longer one (<c>Retry-After</c>) is not tried again. Default 60 s.</summary>
    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The id of the vector space: vectors of another model or size never meet.</summary>
    public string Space => $"{Model}/{Dimensions}";

    /// <summary>Where requests go.</summary>
    /// <exception cref="MemoriException"><c>embedding-settings</c>: the address is not http or https, or another setting is out of range.</exception>
    internal Uri Endpoint()
    {
        if (Address is not { IsAbsoluteUri: true, Scheme: "http" or "https" } || string.IsNullOrWhiteSpace(Model) || Dimensions is < 1 or > 8192
            || BatchTexts is < 1 or > 2048 || BatchTokens < 1 || TextTokens < 1 || Attempts < 1 || Timeout <= TimeSpan.Zero)
        {
            throw HttpEmbeddingFaults.Settings();
        }

        var path = Address.AbsolutePath.TrimEnd('/');
        var full = path.EndsWith("/embeddings", StringComparison.Ordinal) ? path : path.Length == 0 ? "/v1/embeddings" : path + "/embeddings";
        return new UriBuilder(Address) { Path = full }.Uri;
    }
}
