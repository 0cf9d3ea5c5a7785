using System.Text.Json.Serialization;

namespace Memori.Embeddings.Http;

/// <summary>The body of a request to <c>/v1/embeddings</c>.</summary>
internal sealed record EmbeddingRequest(string Model, IReadOnlyList<string> Input, string EncodingFormat, int? Dimensions);

/// <summary>The body of its answer.</summary>
internal sealed record EmbeddingAnswer(IReadOnlyList<EmbeddingItem?>? Data, EmbeddingUsage? Usage);

/// <summary>One vector, and which text it is of; without an index they come in order.</summary>
internal sealed record EmbeddingItem(int? Index, float[]? Embedding);

/// <summary>What it cost.</summary>
internal sealed record EmbeddingUsage(long? PromptTokens, long? TotalTokens);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(EmbeddingRequest))]
[JsonSerializable(typeof(EmbeddingAnswer))]
internal sealed partial class EmbeddingJson : JsonSerializerContext;
