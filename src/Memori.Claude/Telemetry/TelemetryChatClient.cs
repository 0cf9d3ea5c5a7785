using System.Runtime.CompilerServices;
using Memori.Ledger;
using Memori.Telemetry;
using Microsoft.Extensions.AI;

namespace Memori.Claude.Telemetry;

/// <summary>Tells of every call, streamed or not, as <see cref="ModelCall"/>; its messages only when content is wanted. Thread-safe.</summary>
internal sealed class TelemetryChatClient(IChatClient innerClient, ClaudeOptions claude) : DelegatingChatClient(innerClient)
{
    public override Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Start(options, isStream: false) is { } call ? ToldAsync(call, messages, options, cancellationToken) : base.GetResponseAsync(messages, options, cancellationToken);

    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        ToldStreamAsync(messages, options, cancellationToken);

    private async Task<ChatResponse> ToldAsync(ModelCall call, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        using (call)
        {
            try
            {
                var response = await base.GetResponseAsync(Shown(call, messages), options, cancellationToken).ConfigureAwait(false);
                Answer(call, response);
                return response;
            }
            catch (Exception failure) when (call.Fails(failure))
            {
                throw;
            }
        }
    }

    private async IAsyncEnumerable<ChatResponseUpdate> ToldStreamAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var call = Start(options, isStream: true);
        var updates = base.GetStreamingResponseAsync(Shown(call, messages), options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using (updates.ConfigureAwait(false))
        {
            var arrived = call is null ? null : new StreamedAnswer(call);
            try
            {
                while (await NextAsync(updates, call).ConfigureAwait(false))
                {
                    arrived?.Add(updates.Current);
                    yield return updates.Current;
                }
            }
            finally
            {
                // Also when the reader stops in the middle.
                arrived?.End();
            }
        }
    }

    private static async ValueTask<bool> NextAsync(IAsyncEnumerator<ChatResponseUpdate> updates, ModelCall? call)
    {
        try
        {
            return await updates.MoveNextAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (call?.Fails(failure) == true)
        {
            throw;
        }
    }

    private ModelCall? Start(ChatOptions? options, bool isStream) => ModelCall.Start(new ModelRequest
    {
        Model = options?.ModelId ?? claude.Model,
        Server = claude.BaseUrl,
        Payer = Payer.Current,
        IsStream = isStream,
        MaxTokens = options?.MaxOutputTokens ?? claude.MaxOutputTokens,
        Temperature = options?.Temperature,
    });

    private static IEnumerable<ChatMessage> Shown(ModelCall? call, IEnumerable<ChatMessage> messages)
    {
        if (call?.ContentSpan is not { } span)
        {
            return messages;
        }

        IReadOnlyList<ChatMessage> all = [.. messages];
        span.SetContent("gen_ai.input.messages", string.Join('\n', all.Select(message => $"{message.Role}: {message.Text}")));
        return all;
    }

    private static void Answer(ModelCall call, ChatResponse response)
    {
        call.Answered(response.ResponseId, response.ModelId, response.FinishReason?.Value, UsageCounts.FromUsage(response.Usage));
        call.ContentSpan.SetContent("gen_ai.output.messages", call.ContentSpan is null ? null : response.Text);
    }
}
