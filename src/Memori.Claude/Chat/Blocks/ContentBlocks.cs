using System.Text.Json;
using System.Text.Json.Nodes;
using Anthropic.Models.Messages;
using Memori.Text;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat.Blocks;

/// <summary>
/// Content blocks of the Messages API as contents of a chat client, and back. A block that was read is sent as it was, field for field, as long as nobody takes its
/// content's place; clients in between see what it says.
/// </summary>
public static class ContentBlocks
{
    /// <summary>Reads the content of a message.</summary>
    /// <param name="content">A text, or an array of blocks: text, image, document, tool_use, tool_result, thinking, redacted_thinking.</param>
    /// <exception cref="MemoriException"><c>invalid-content</c>.</exception>
    public static IList<AIContent> Read(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => [ReadBlock(AsTextBlock(content))],
        JsonValueKind.Array when content.GetArrayLength() > 0 => [.. content.EnumerateArray().Select(ReadBlock)],
        _ => throw Invalid("content is neither a text nor a list of blocks", "content 既不是文本也不是内容块列表"),
    };

    /// <summary>Writes what a model answered: text, thinking and calls of tools; other contents are left out.</summary>
    public static JsonArray Write(IEnumerable<AIContent> contents) => [.. contents.Select(WriteBlock).OfType<JsonNode>()];

    private static AIContent ReadBlock(JsonElement block)
    {
        if (block.ValueKind != JsonValueKind.Object)
        {
            throw Invalid("a block is not an object", "内容块不是对象");
        }

        var type = Text(block, "type");
        AIContent content = type switch
        {
            "text" => new TextContent(NonEmpty(Required(block, "text"))),
            "thinking" => new TextReasoningContent(Required(block, "thinking")) { ProtectedData = Text(block, "signature") },
            "redacted_thinking" => new TextReasoningContent("") { ProtectedData = Required(block, "data") },
            "tool_use" => new FunctionCallContent(Required(block, "id"), Required(block, "name"), Arguments(block)),
            "tool_result" => new FunctionResultContent(Required(block, "tool_use_id"), Result(block)),
            "image" or "document" => ReadSource(block, type),
            _ => throw Invalid($"the block type {type ?? "null"} is not supported", $"不支持内容块类型 {type ?? "null"}"),
        };
        content.RawRepresentation = Raw(block);
        if (block.TryGetProperty("cache_control", out var mark) && mark.ValueKind == JsonValueKind.Object)
        {
            // Who marks places for the cache must be seen to do so.
            (content.AdditionalProperties ??= [])["cache_control"] = true;
        }

        return content;
    }

    private static ContentBlockParam Raw(JsonElement block)
    {
        try
        {
            return block.Deserialize<ContentBlockParam>()!;
        }
        catch (JsonException broken)
        {
            throw Invalid(broken.Message, broken.Message);
        }
    }

    private static AIContent ReadSource(JsonElement block, string type)
    {
        var source = block.TryGetProperty("source", out var found) && found.ValueKind == JsonValueKind.Object ? found : throw Missing("source");
        var usual = type == "image" ? "image/png" : "application/pdf";
        switch (Text(source, "type"))
        {
            case "base64":
                if (!source.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.String || !data.TryGetBytesFromBase64(out var bytes))
                {
                    throw Invalid("source.data is not base64", "source.data 不是 base64");
                }

                return new DataContent(bytes, MediaType(Text(source, "media_type") ?? usual, type));
            case "text":
                return new DataContent(System.Text.Encoding.UTF8.GetBytes(Required(source, "data")), "text/plain");
            case "url":
                return Uri.TryCreate(Required(source, "url"), UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
                    ? new UriContent(url, usual)
                    : throw Invalid("source.url is not a web address", "source.url 不是网址");
            case var other:
                throw Invalid($"the source type {other ?? "null"} is not supported", $"不支持来源类型 {other ?? "null"}");
        }
    }

    private static string MediaType(string mediaType, string type) => type == "document"
        ? mediaType is "application/pdf" or "text/plain" ? mediaType : throw Invalid("a document is a PDF or plain text", "文档须为 PDF 或纯文本")
        : mediaType is "image/png" or "image/jpeg" or "image/gif" or "image/webp" ? mediaType : throw Invalid("an image is a PNG, JPEG, GIF or WebP", "图片须为 PNG、JPEG、GIF 或 WebP");

    private static Dictionary<string, object?> Arguments(JsonElement block) =>
        block.TryGetProperty("input", out var input) && input.ValueKind == JsonValueKind.Object
            ? input.EnumerateObject().ToDictionary(field => field.Name, field => (object?)field.Value, StringComparer.Ordinal)
            : throw Missing("input");

    private static object? Result(JsonElement block) => !block.TryGetProperty("content", out var content) || content.ValueKind == JsonValueKind.Null ? null
        : content.ValueKind == JsonValueKind.String ? content.GetString()
        : Read(content);

    private static JsonElement AsTextBlock(JsonElement text) => JsonSerializer.SerializeToElement(new JsonObject { ["type"] = "text", ["text"] = text.GetString() });

    private static string NonEmpty(string text) => text.Length > 0 ? text : throw Invalid("a text is empty", "文本为空");

    private static JsonObject? WriteBlock(AIContent content) => content switch
    {
        TextContent { Text.Length: > 0 } text => new JsonObject { ["type"] = "text", ["text"] = text.Text },
        TextReasoningContent { RawRepresentation: RedactedThinkingBlock redacted } => new JsonObject { ["type"] = "redacted_thinking", ["data"] = redacted.Data },
        TextReasoningContent thinking => new JsonObject { ["type"] = "thinking", ["thinking"] = thinking.Text, ["signature"] = thinking.ProtectedData ?? "" },
        FunctionCallContent call => new JsonObject { ["type"] = "tool_use", ["id"] = call.CallId, ["name"] = call.Name, ["input"] = Input(call) },
        _ => null,
    };

    private static JsonNode Input(FunctionCallContent call) =>
        JsonSerializer.SerializeToNode(call.Arguments ?? new Dictionary<string, object?>(), AIJsonUtilities.DefaultOptions.GetTypeInfo(typeof(IDictionary<string, object?>)))!;

    private static string Required(JsonElement element, string field) => Text(element, field) ?? throw Missing(field);

    private static string? Text(JsonElement element, string field) =>
        element.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static MemoriException Missing(string field) => Invalid($"{field} is missing", $"缺少 {field}");

    private static MemoriException Invalid(string english, string chinese) => new(FaultKind.BadRequest, "invalid-content", new LocalizedText(
        $"The content of a message can't be read: {english}.", $"无法读取消息内容:{chinese}。"));
}
