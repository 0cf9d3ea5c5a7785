using Memori.Prompting;
using Microsoft.Extensions.AI;

namespace ChatWithMemory;

/// <summary>A model that needs no key: it says what it finds in the memories that come with the question.</summary>
internal sealed class RepeatingChatClient : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        var memories = messages.Last().Text.Split('\n').SkipWhile(line => line != InjectedBlock.Opening).Where(line => line.StartsWith("- ", StringComparison.Ordinal)).ToList();
        var answer = memories.Count == 0 ? "I know nothing of that yet." : $"I was given: {string.Join("; ", memories)}";
        return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, answer)));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
        {
            yield return update;
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
