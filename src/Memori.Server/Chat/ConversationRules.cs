using Memori.Claude.Models;
using Microsoft.Extensions.AI;

namespace Memori.Server.Chat;

/// <summary>What a conversation must be like before it is sent: what the API would refuse is said here, in words.</summary>
internal static class ConversationRules
{
    /// <exception cref="MemoriException"><c>invalid-messages</c>.</exception>
    public static void Require(IReadOnlyList<ChatMessage> messages, ClaudeModel model)
    {
        if (messages.Count == 0)
        {
            throw ChatFaults.Messages("messages must not be empty.", "messages 不能为空。");
        }

        if (messages[0].Role != ChatRole.User)
        {
            throw ChatFaults.Messages("The first message must be the user's.", "第一条消息必须来自用户。");
        }

        if (messages[^1].Role == ChatRole.Assistant && !model.Prefill)
        {
            throw ChatFaults.Messages($"The last message must be the user's: {model.Id} can't go on with words put into its mouth.", $"最后一条消息必须来自用户:{model.Id} 不支持预填回答。");
        }

        if (messages[^1].Role == ChatRole.Assistant && messages[^1].Text is { Length: > 0 } begun && char.IsWhiteSpace(begun[^1]))
        {
            throw ChatFaults.Messages("The words put into the assistant's mouth must not end with white space.", "预填的回答不能以空白字符结尾。");
        }

        HashSet<string> open = [];
        foreach (var message in messages)
        {
            var results = message.Contents.OfType<FunctionResultContent>().Select(result => result.CallId).ToList();
            if (!open.SetEquals(results) || results.Count != open.Count)
            {
                throw ChatFaults.Messages(
                    "Every tool_use must be followed by its tool_result in the next message, and every tool_result must follow its tool_use.",
                    "每个 tool_use 之后的下一条消息必须包含对应的 tool_result,每个 tool_result 也必须对应前一条消息中的 tool_use。");
            }

            var isAssistant = message.Role == ChatRole.Assistant;
            if (message.Contents.Any(content => content is FunctionCallContent or TextReasoningContent && !isAssistant || content is FunctionResultContent && isAssistant))
            {
                throw ChatFaults.Messages(
                    "tool_use and thinking belong to the assistant's messages, tool_result to the user's.", "tool_use 和 thinking 只能出现在 assistant 消息中,tool_result 只能出现在 user 消息中。");
            }

            var calls = message.Contents.OfType<FunctionCallContent>().Select(call => call.CallId).ToList();
            open = [.. calls];
            if (open.Count != calls.Count)
            {
                throw ChatFaults.Messages("The ids of the calls in a message must differ.", "同一条消息中各工具调用的 id 不能相同。");
            }
        }

        if (open.Count > 0)
        {
            throw ChatFaults.Messages("The results of the last tool calls are missing.", "缺少最后一次工具调用的结果。");
        }
    }
}
