using Anthropic.Models.Messages;
using Memori.Prompting;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Chat;

/// <summary>Translates <see cref="CacheBreakpoint"/> marks into Claude's <c>cache_control</c>. At most four are honoured: the last ones. Thread-safe.</summary>
public sealed class CacheBreakpointChatClient(IChatClient innerClient) : DelegatingChatClient(innerClient)
{
    // The limit of the API.
    private const int MaxBreakpoints = 4;

    /// <inheritdoc />
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetResponseAsync(Translate(messages), options, cancellationToken);

    /// <inheritdoc />
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        base.GetStreamingResponseAsync(Translate(messages), options, cancellationToken);

    private static IReadOnlyList<ChatMessage> Translate(IEnumerable<ChatMessage> messages)
    {
        IReadOnlyList<ChatMessage> all = [.. messages];
        var marked = all.SelectMany(message => message.Contents).Where(content => CacheBreakpoint.Of(content) is not null).ToList();
        if (marked.Count == 0)
        {
            return all;
        }

        var honoured = marked.TakeLast(MaxBreakpoints).ToHashSet(ReferenceEqualityComparer.Instance);
        return [.. all.Select(message => message.Contents.Any(honoured.Contains) ? Translate(message, honoured) : message)];
    }

    private static ChatMessage Translate(ChatMessage message, HashSet<object?> honoured)
    {
        var copy = message.Clone();
        copy.Contents = [.. message.Contents.Select(content => content is TextContent text && honoured.Contains(content) ? Translate(text) : content)];
        return copy;
    }

    // The caller's content stays as it was: it may be sent elsewhere, or again.
    private static TextContent Translate(TextContent content) =>
        new TextContent(content.Text).WithCacheControl(CacheBreakpoint.Of(content) == CacheLifetime.OneHour ? Ttl.Ttl1h : Ttl.Ttl5m);
}
