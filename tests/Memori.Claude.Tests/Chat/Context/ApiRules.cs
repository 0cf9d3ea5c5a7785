using System.Text;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Tests.Chat.Context;

/// <summary>What the API demands of messages, written down apart from the product.</summary>
internal static class ApiRules
{
    public static string? Broken(IReadOnlyList<ChatMessage> messages)
    {
        var turns = messages.Where(message => message.Role != ChatRole.System).ToList();
        if (turns.Count == 0 || turns[0].Role != ChatRole.User)
        {
            return "the first message is not the user's";
        }

        HashSet<string> open = [];
        foreach (var turn in turns)
        {
            var results = turn.Contents.OfType<FunctionResultContent>().Select(result => result.CallId).ToList();
            if (!open.SetEquals(results) || results.Count != open.Count)
            {
                return $"open calls {string.Join(',', open)}, results {string.Join(',', results)}";
            }

            open = [.. turn.Contents.OfType<FunctionCallContent>().Select(call => call.CallId)];
            if (open.Count > 0 && turn.Role != ChatRole.Assistant)
            {
                return "a call that is not the assistant's";
            }

            if (turn.Contents.Count == 0)
            {
                return "an empty message";
            }
        }

        return open.Count == 0 ? null : "calls without results";
    }

    /// <summary>Everything of the messages, as text.</summary>
    public static string Text(IEnumerable<ChatMessage> messages)
    {
        var text = new StringBuilder();
        foreach (var message in messages)
        {
            text.Append('\n').Append(message.Role.Value);
            foreach (var content in message.Contents)
            {
                text.Append('|').Append(content switch
                {
                    TextContent said => said.Text,
                    TextReasoningContent thought => $"thinking {thought.Text} {thought.ProtectedData}",
                    FunctionCallContent call => $"call {call.CallId}",
                    FunctionResultContent result => $"result {result.CallId} {result.Result}",
                    _ => content.GetType().Name,
                });
            }
        }

        return text.ToString();
    }
}
