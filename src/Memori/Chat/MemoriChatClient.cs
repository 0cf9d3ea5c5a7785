using System.Runtime.CompilerServices;
using Memori.Injection;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Chat;

/// <summary>
/// Gives a chat client a memory: what is known of the user goes, as one marked block, into the newest turn, each earlier turn gets again the block that it had,
/// and what was said and answered is observed before the call ends. When memory fails or is slow the call goes on without. Thread-safe.
/// </summary>
public sealed partial class MemoriChatClient : DelegatingChatClient
{
    private readonly MemoryInjector _injector;
    private readonly MemoriChatOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal MemoriChatClient(IChatClient innerClient, MemoryInjector injector, MemoriChatOptions? options, TimeProvider? time, ILogger<MemoriChatClient>? logger)
        : base(innerClient)
    {
        _injector = injector;
        _options = options ?? new MemoriChatOptions();
        _time = time ?? TimeProvider.System;
        _logger = logger ?? NullLogger<MemoriChatClient>.Instance;
    }

    /// <inheritdoc/>
    /// <exception cref="MemoriException"><c>conversation-memory-deleted</c>: the model waits for results of tools in a conversation that rests on a memory that is gone.</exception>
    public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        if (await BeginAsync(messages, options, cancellationToken).ConfigureAwait(false) is not { } call)
        {
            return await base.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        }

        var response = await base.GetResponseAsync(call.Sent, call.Options, cancellationToken).ConfigureAwait(false);
        var answer = new AnswerText();
        answer.Add(response);
        await ObserveAsync(call, answer).ConfigureAwait(false);
        (response.AdditionalProperties ??= [])[ChatScopeExtensions.MemoriesKey] = call.Injection.Memories;
        return response;
    }

    /// <inheritdoc/>
    /// <exception cref="MemoriException"><c>conversation-memory-deleted</c>: the model waits for results of tools in a conversation that rests on a memory that is gone.</exception>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (await BeginAsync(messages, options, cancellationToken).ConfigureAwait(false) is not { } call)
        {
            await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken).ConfigureAwait(false))
            {
                yield return update;
            }

            yield break;
        }

        var answer = new AnswerText();
        var updates = base.GetStreamingResponseAsync(call.Sent, call.Options, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var isFirst = true;
        var hasFailed = false;
        try
        {
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync().ConfigureAwait(false))
                    {
                        break;
                    }
                }
                catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
                {
                    hasFailed = true;
                    throw;
                }

                var update = updates.Current;
                answer.Add(update);
                if (isFirst)
                {
                    (update.AdditionalProperties ??= [])[ChatScopeExtensions.MemoriesKey] = call.Injection.Memories;
                    isFirst = false;
                }

                yield return update;
            }
        }
        finally
        {
            await updates.DisposeAsync().ConfigureAwait(false);

            // Who stops listening has heard what came until then; of an answer that failed nothing is kept, for it will be asked again.
            if (!hasFailed)
            {
                await ObserveAsync(call, answer).ConfigureAwait(false);
            }
        }
    }

    /// <summary>What is to be sent, or null when nobody's memory is wanted.</summary>
    private async Task<Call?> BeginAsync(IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
    {
        var request = options.Injection() ?? _options.Injection;
        if ((options.Scope() ?? _options.Scope) is not { } scope || request.Mode == InjectionMode.None)
        {
            return null;
        }

        var all = messages as IReadOnlyList<ChatMessage> ?? [.. messages];
        var turns = HistoryTurns.Of(all);
        var asked = ConversationTurns.AskedOf(turns);
        var injection = await InjectAsync(scope, turns, request, cancellationToken).ConfigureAwait(false);
        var sent = InjectedMessages.WithBlocks(all, injection?.Blocks ?? []);

        // When nobody knows which blocks there were, no thinking may rest on one.
        if ((injection is null ? 0 : injection.FirstGone) is { } after)
        {
            InjectedMessages.RemoveThinking(sent, after, asked, isStrict: injection is not null);
        }

        if (_options.MarkCache)
        {
            InjectedMessages.MarkCache(sent);
        }

        return new Call(scope, injection ?? Memori.Injection.Injection.Nothing, asked < 0 ? "" : turns[asked].Text, sent, ChatScopeExtensions.WithoutScope(options));
    }

    /// <summary>What goes into the conversation: without the newest block when that could not be kept, null when nothing could be found out.</summary>
    private async Task<Memori.Injection.Injection?> InjectAsync(
        Scope scope, IReadOnlyList<ConversationTurn> turns, InjectionRequest request, CancellationToken cancellationToken)
    {
        Memori.Injection.Injection? planned = null;
        try
        {
            planned = await WithinAsync(token => _injector.PlanAsync(scope, turns, request, token), _options.Timeout, cancellationToken).ConfigureAwait(false);
            return await WithinAsync(token => _injector.KeepAsync(scope, turns, planned, token), _options.Timeout, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotInjected(exception);
            return planned?.WithoutNewest();
        }
    }

    private async Task ObserveAsync(Call call, AnswerText answer)
    {
        if (answer.IsPending)
        {
            return;
        }

        try
        {
            await WithinAsync(token => _injector.ObserveAsync(call.Scope, call.Injection, call.Asked, answer.ToString(), answer.Model, token), _options.ObservationTimeout, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            LogNotObserved(exception);
        }
    }

    private async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> work, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);

        // Apart, and not awaited for longer: a store that is locked holds the thread that asks it, and may not listen.
        return await Task.Run(() => work(either.Token), either.Token).WaitAsync(either.Token).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Memory failed or was too slow: the model is asked without what is new of it.")]
    private partial void LogNotInjected(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An exchange could not be observed in time.")]
    private partial void LogNotObserved(Exception exception);

    /// <summary>One call of the model.</summary>
    /// <param name="Scope">On whose behalf.</param>
    /// <param name="Injection">What was put into it.</param>
    /// <param name="Asked">What the person said.</param>
    /// <param name="Sent">The messages as sent.</param>
    /// <param name="Options">The options as sent.</param>
    private sealed record Call(Scope Scope, Memori.Injection.Injection Injection, string Asked, List<ChatMessage> Sent, ChatOptions? Options);
}
