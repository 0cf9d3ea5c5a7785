using Memori.Chat;
using Memori.Claude.Chat.Blocks;
using Memori.Measuring;
using Memori.Server.Ask;
using Memori.Server.Errors;
using Memori.Text;
using Microsoft.Extensions.AI;

namespace Memori.Server.Chat;

/// <summary>
/// An answer as server-sent events: <c>start</c>, then <c>delta</c>, <c>thinking</c> and <c>tool_use</c> as they come, then <c>done</c> with the whole document,
/// or <c>error</c> with the problem. A failure before anything was sent is an ordinary one.
/// </summary>
internal sealed partial class ChatStream(EventStream events, HttpRequest request, ChatCall call, TimeProvider time, ILogger<ChatStream> logger)
{
    private readonly Language _language = RequestLanguage.Of(request);
    private readonly List<ChatResponseUpdate> _updates = [];

    public async Task WriteAsync(IAsyncEnumerable<ChatResponseUpdate> updates)
    {
        try
        {
            await using var source = updates.GetAsyncEnumerator();
            while (await NextAsync(source))
            {
                await WriteAsync(source.Current);
            }

            await events.WriteAsync("done", ChatAnswer.Of(call, _updates, _language), ServiceJson.Readable.ChatDocument);
        }
        catch (Exception cause) when (events.HasStarted)
        {
            LogFailure(cause, request.HttpContext.TraceIdentifier);
            var problem = ProblemExceptionHandler.Describe(cause, request);
            if (problem.Status >= StatusCodes.Status500InternalServerError)
            {
                RequestMeasure.Current?.Fail(ProblemExceptionHandler.CodeOf(problem));
            }

            await events.WriteAsync("error", problem, ServiceJson.Readable.ProblemDetails);
        }
    }

    private async Task<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> source)
    {
        var next = source.MoveNextAsync().AsTask();
        await events.KeepAliveUntilAsync(next, time);
        return await next;
    }

    private async Task WriteAsync(ChatResponseUpdate update)
    {
        _updates.Add(update);
        if (_updates.Count == 1)
        {
            var start = new ChatStartDocument(update.ModelId, UsedMemoryDocument.From(update.MemoriesUsed()));
            await events.WriteAsync("start", start, ServiceJson.Readable.ChatStartDocument);
        }

        foreach (var content in update.Contents)
        {
            switch (content)
            {
                case TextContent { Text.Length: > 0 } text:
                    await events.WriteAsync("delta", new ChatDeltaDocument(text.Text), ServiceJson.Readable.ChatDeltaDocument);
                    break;
                case TextReasoningContent { Text.Length: > 0 } thinking:
                    await events.WriteAsync("thinking", new ChatDeltaDocument(thinking.Text), ServiceJson.Readable.ChatDeltaDocument);
                    break;
                case FunctionCallContent tool:
                    var input = ContentBlocks.Write([tool])[0]!["input"]!;
                    await events.WriteAsync("tool_use", new ChatToolUseDocument(tool.CallId, tool.Name, input.DeepClone()), ServiceJson.Readable.ChatToolUseDocument);
                    break;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The stream of request {RequestId} failed")]
    private partial void LogFailure(Exception cause, string requestId);
}
