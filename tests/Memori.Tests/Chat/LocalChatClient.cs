using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace Memori.Tests.Chat;

/// <summary>A model that answers by a function, and remembers what it was sent.</summary>
internal sealed class LocalChatClient(Func<IReadOnlyList<ChatMessage>, ChatMessage> answer) : IChatClient
{
    public List<IReadOnlyList<ChatMessage>> Requests { get; } = [];

    public ChatOptions? Options { get; private set; }

    /// <summary>Of a streamed answer, how many pieces come before it fails; null when it does not.</summary>
    public int? FailsAfter { get; set; }

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        lock (Requests)
        {
            Requests.Add([.. messages]);
        }

        Options = options;
        return Task.FromResult(new ChatResponse(answer([.. messages])) { ModelId = "local" });
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var response = await GetResponseAsync(messages, options, cancellationToken);
        var count = 0;
        foreach (var content in response.Messages[0].Contents)
        {
            foreach (var piece in content is TextContent text ? text.Text.Chunk(3).Select(AIContent (part) => new TextContent(new string(part))) : [content])
            {
                if (count++ == FailsAfter)
                {
                    throw new HttpRequestException("cut");
                }

                yield return new ChatResponseUpdate(ChatRole.Assistant, [piece]) { ModelId = "local" };
            }
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
