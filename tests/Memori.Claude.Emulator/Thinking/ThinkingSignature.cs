using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Memori.Claude.Emulator.Caching;

namespace Memori.Claude.Emulator.Thinking;

/// <summary>What binds a thinking block to the prefix that it was thought behind: system, tools and earlier messages, without cache marks.</summary>
internal static class ThinkingSignature
{
    /// <summary>The signature of <paramref name="thinking"/> behind all of <paramref name="body"/>.</summary>
    public static string Of(JsonObject body, string thinking) => Of(Prefix(body).GetCurrentHash(), thinking);

    public static string Of(byte[] prefix, string thinking) => Convert.ToBase64String(HMACSHA256.HashData(prefix, Encoding.UTF8.GetBytes(thinking)));

    /// <summary>A hash of tools and system, to which messages are appended.</summary>
    public static IncrementalHash Opening(JsonObject body)
    {
        var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, PromptBlock.OfOpening(body));
        return hash;
    }

    public static void Append(IncrementalHash hash, JsonObject message) => Append(hash, PromptBlock.OfMessage(message));

    private static IncrementalHash Prefix(JsonObject body)
    {
        var hash = Opening(body);
        foreach (var message in (body["messages"] as JsonArray ?? []).OfType<JsonObject>())
        {
            Append(hash, message);
        }

        return hash;
    }

    private static void Append(IncrementalHash hash, IEnumerable<PromptBlock> blocks)
    {
        // Thinking itself is no part: a client may leave that of earlier turns out.
        foreach (var block in blocks.Where(block => !block.IsThinking))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"\u001e{block.Place}\u001f{block.Content}"));
        }
    }
}
