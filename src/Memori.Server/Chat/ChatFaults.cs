using Memori.Claude.Models;
using Memori.Text;

namespace Memori.Server.Chat;

/// <summary>The failures of the chat route.</summary>
internal static class ChatFaults
{
    /// <summary>The code of <see cref="NotConfigured"/>.</summary>
    public const string NotConfiguredCode = "claude-not-configured";

    public static MemoriException NotConfigured() => new(FaultKind.Unavailable, NotConfiguredCode, new LocalizedText(
        "Claude is not configured: set ANTHROPIC_API_KEY (or MEMORI_ANTHROPIC_API_KEY) and start the service again.",
        "尚未配置 Claude:请设置 ANTHROPIC_API_KEY(或 MEMORI_ANTHROPIC_API_KEY)并重新启动服务。"));

    public static MemoriException MaxTokens(ClaudeModel model) => Invalid(
        "invalid-max-tokens", $"max_tokens must be from 1 to {model.MaxOutputTokens} for {model.Id}.", $"{model.Id} 的 max_tokens 必须在 1 到 {model.MaxOutputTokens} 之间。");

    public static MemoriException Temperature() => Invalid("invalid-temperature", "temperature must be from 0 to 1.", "temperature 必须在 0 到 1 之间。");

    public static MemoriException Messages(string english, string chinese) => Invalid("invalid-messages", english, chinese);

    public static MemoriException ForcedTool(ClaudeModel model) => Invalid(
        "tool-choice-not-supported", $"{model.Id} can't be forced to call a tool: use tool_choice auto.", $"{model.Id} 不支持强制调用工具,请使用 tool_choice auto。");

    public static MemoriException StopSequences() => Invalid("invalid-stop-sequences", "A stop sequence must not be blank.", "停止序列不能为空白。");

    public static MemoriException Tools() => Invalid(
        "invalid-tools",
        "Every tool needs a name of its own (letters, digits, _ and -, at most 128) and an input_schema that is an object.",
        "每个工具须有唯一的 name(字母、数字、_ 和 -,最多 128 个字符),且 input_schema 必须是对象。");

    public static MemoriException UnknownTool() => Invalid("invalid-tool-choice", "tool_choice names no tool of this request.", "tool_choice 指定的工具不在本次请求中。");

    public static MemoriException Word(string field, params ReadOnlySpan<string> choices)
    {
        var list = string.Join(", ", choices);
        return Invalid($"invalid-{field.Replace('_', '-')}", $"{field} must be one of {list}.", $"{field} 必须是以下之一:{list}。");
    }

    private static MemoriException Invalid(string code, string english, string chinese) => new(FaultKind.BadRequest, code, new LocalizedText(english, chinese));
}
