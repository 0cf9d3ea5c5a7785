using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Memori.Claude.Resilience;
using Memori.Claude.Upstream;

namespace Memori.Claude.Tokens;

/// <summary><c>POST /v1/messages/count_tokens</c>: free, and exact but for what only the answering model knows.</summary>
public static class CountTokensRequest
{
    /// <summary>Where it goes, relative to the base address.</summary>
    public const string Path = "v1/messages/count_tokens";

    // A number and a pair of braces; what is longer is something else.
    private const int MaxAnswerBytes = 64 * 1024;
    private const int MaxDepth = 512;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // Counting refuses fields that only answering has a use for.
    private static readonly FrozenSet<string> Counted = FrozenSet.Create(
        StringComparer.Ordinal, "model", "messages", "system", "tools", "tool_choice", "thinking", "output_config", "cache_control");

    /// <summary>The body that counts the prompt of <paramref name="messagesBody"/>: its fields byte for byte, without those that counting does not know.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static byte[] BodyOf(ReadOnlySpan<byte> messagesBody)
    {
        var buffer = new ArrayBufferWriter<byte>(messagesBody.Length);
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
        var reader = new Utf8JsonReader(messagesBody, new JsonReaderOptions { MaxDepth = MaxDepth });
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException("The body of a request is no JSON object.");
        }

        writer.WriteStartObject();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = NameOf(reader);
            reader.Read();
            var from = (int)reader.TokenStartIndex;
            reader.Skip();
            if (name is not null && Counted.Contains(name))
            {
                writer.WritePropertyName(name);
                writer.WriteRawValue(messagesBody[from..(int)reader.BytesConsumed], skipInputValidation: true);
            }
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static string? NameOf(in Utf8JsonReader property)
    {
        try
        {
            return property.GetString();
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: no field of the API.
            return null;
        }
    }

    /// <summary>Asks the API once, for ten seconds at most. <paramref name="request"/> makes a request to <see cref="Path"/> with the body of <see cref="BodyOf"/>.</summary>
    /// <returns>The tokens; null when the API gave no number.</returns>
    /// <exception cref="ClaudeException">There was no response.</exception>
    /// <exception cref="IOException">The response was cut.</exception>
    /// <exception cref="JsonException">The response is no JSON.</exception>
    public static async Task<long?> CountTokensAsync(this ClaudeUpstream upstream, UpstreamRequest request, CancellationToken cancellationToken)
    {
        using var response = await upstream.SendAsync(request with { Retry = false, Timeout = Patience }, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            return null;
        }

        await response.Content.LoadIntoBufferAsync(MaxAnswerBytes, cancellationToken).ConfigureAwait(false);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        using var document = JsonDocument.Parse(answer);
        return document.RootElement is { ValueKind: JsonValueKind.Object } root && root.TryGetProperty("input_tokens", out var tokens)
            && tokens.ValueKind == JsonValueKind.Number && tokens.TryGetInt64(out var count) ? count : null;
    }
}
