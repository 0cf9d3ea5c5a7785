using System.Text.Json;
using Memori.Ledger;

namespace Memori.Server.Proxy.Metering;

/// <summary>What the API reported of a call's usage, so far. Reports are cumulative: a later one takes the place of an earlier one, field by field.</summary>
internal sealed class ReportedUsage
{
    /// <summary>Whether anything was reported.</summary>
    public bool IsReported { get; private set; }

    /// <summary>Whether something was reported that can't be a count: then what is missing is not nothing.</summary>
    public bool IsDoubtful { get; private set; }

    /// <summary>The four buckets.</summary>
    public TokenUsage Tokens { get; private set; }

    /// <summary>The part of the cache writes that was written for an hour.</summary>
    public long CacheCreationOneHourTokens { get; private set; }

    /// <summary>Where the model ran, which has a price; or null.</summary>
    public string? InferenceGeo { get; private set; }

    /// <summary>Reads the value of <c>usage</c>, at which the reader stands.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return;
        }

        IsReported = true;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("cache_creation"u8))
            {
                reader.Read();
                ReadLifetimes(ref reader);
            }
            else if (reader.ValueTextEquals("inference_geo"u8))
            {
                reader.Read();
                InferenceGeo = reader.TokenType == JsonTokenType.String ? reader.GetString() : InferenceGeo;
            }
            else
            {
                ReadCount(ref reader);
            }
        }
    }

    private void ReadCount(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("input_tokens"u8))
        {
            Tokens = Tokens with { InputTokens = Count(ref reader, Tokens.InputTokens) };
        }
        else if (reader.ValueTextEquals("output_tokens"u8))
        {
            Tokens = Tokens with { OutputTokens = Count(ref reader, Tokens.OutputTokens) };
        }
        else if (reader.ValueTextEquals("cache_creation_input_tokens"u8))
        {
            Tokens = Tokens with { CacheCreationInputTokens = Count(ref reader, Tokens.CacheCreationInputTokens) };
        }
        else if (reader.ValueTextEquals("cache_read_input_tokens"u8))
        {
            Tokens = Tokens with { CacheReadInputTokens = Count(ref reader, Tokens.CacheReadInputTokens) };
        }
        else
        {
            reader.Read();
            reader.Skip();
        }
    }

    private void ReadLifetimes(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("ephemeral_1h_input_tokens"u8))
            {
                CacheCreationOneHourTokens = Count(ref reader, CacheCreationOneHourTokens);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }
    }

    // Null means that it is not said here. What no call can use is no count.
    private long Count(ref Utf8JsonReader reader, long before)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var read) && read is >= 0 and < 1_000_000_000)
        {
            return read;
        }

        IsDoubtful |= reader.TokenType != JsonTokenType.Null;
        reader.Skip();
        return before;
    }
}
