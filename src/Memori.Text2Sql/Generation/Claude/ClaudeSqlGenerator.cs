using Memori.Ledger;
using Memori.Text;
using Memori.Text2Sql.Grounding;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>
/// SQL from a large model behind any <see cref="IChatClient"/>, by structured output, in one call; a repair is one more. Thread-safe.
/// An answer that can't be read, is cut off or refused gives no candidate, and its usage is reported all the same.
/// </summary>
/// <param name="client">The client. Retries, time-outs and prices are its own.</param>
/// <param name="options">What the model is shown; null for the defaults.</param>
/// <param name="logger">Where unreadable answers are noted; null for nowhere.</param>
public sealed partial class ClaudeSqlGenerator(IChatClient client, ClaudeGenerationOptions? options = null, ILogger<ClaudeSqlGenerator>? logger = null) : ISqlGenerator
{
    private readonly ClaudeGenerationOptions _options = options ?? new ClaudeGenerationOptions();
    private readonly ILogger _logger = logger ?? NullLogger<ClaudeSqlGenerator>.Instance;

    /// <inheritdoc />
    public string Name => "claude";

    /// <inheritdoc />
    /// <exception cref="MemoriException">The client's own failures, or <c>model-failed</c> for any other of them.</exception>
    public Task<Generated> GenerateAsync(GroundedQuestion question, CancellationToken cancellationToken = default) =>
        AskAsync(question, failed: null, cancellationToken);

    /// <inheritdoc />
    /// <exception cref="MemoriException">The client's own failures, or <c>model-failed</c> for any other of them.</exception>
    public Task<Generated> RepairAsync(GroundedQuestion question, SqlCandidate failed, string error, CancellationToken cancellationToken = default) =>
        AskAsync(question, new FailedAttempt(failed.Sql, _options.SendValues ? error : DatabaseErrors.WithoutValues(error, failed.Sql)), cancellationToken);

    private async Task<Generated> AskAsync(GroundedQuestion question, FailedAttempt? failed, CancellationToken cancellationToken)
    {
        var response = await SendAsync(ClaudePrompt.Render(question, _options, failed), cancellationToken).ConfigureAwait(false);
        var generated = new Generated { Usage = UsageCounts.FromUsage(response.Usage), Model = response.ModelId ?? _options.Model };
        if (Read(response) is not { } answer)
        {
            return generated;
        }

        return generated with
        {
            Candidates = answer.Candidate(MemoryIds(question), failed is not null) is { } candidate ? [candidate] : [],
            Clarification = answer.Clarification(question.Question),
        };
    }

    private async Task<ChatResponse> SendAsync(IReadOnlyList<ChatMessage> prompt, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetResponseAsync(
                prompt,
                new ChatOptions
                {
                    ModelId = _options.Model,
                    MaxOutputTokens = _options.MaxOutputTokens,
                    Temperature = _options.Temperature,
                    ResponseFormat = ClaudeAnswer.Format,
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (MemoriException cause) when (cause.Kind == FaultKind.BadRequest)
        {
            // Which model is asked, and with what, is our setting, not a mistake of the person who asks.
            throw new MemoriException(FaultKind.Backend, cause.Code, cause.Text, cause);
        }
        catch (Exception cause) when (cause is not MemoriException && !cancellationToken.IsCancellationRequested)
        {
            throw new MemoriException(
                FaultKind.Backend,
                "model-failed",
                new LocalizedText("The model that was asked for SQL failed; ask again in a moment.", "生成 SQL 的模型调用失败,请稍后再试。"),
                cause);
        }
    }

    private ClaudeAnswer? Read(ChatResponse response)
    {
        // A refusal or an answer cut at its limit may still hold JSON that parses: it is not what was asked for.
        var answer = response.FinishReason == ChatFinishReason.Length || response.FinishReason == ChatFinishReason.ContentFilter
            ? null
            : ClaudeAnswer.Parse(response.Text);
        if (answer is null)
        {
            LogUnreadable(_logger, response.ModelId, response.FinishReason, response.Text.Length);
        }

        return answer;
    }

    private IReadOnlyList<string> MemoryIds(GroundedQuestion question) =>
    [
        .. _options.Choose(question.Examples).Select(example => example.MemoryId),
        .. question.Preferences.Take(_options.MaxPreferences).Select(memory => memory.Id),
    ];

    [LoggerMessage(LogLevel.Warning, "The answer of {Model} can't be read: finished by {Reason}, {Length} characters")]
    private static partial void LogUnreadable(ILogger logger, string? model, ChatFinishReason? reason, int length);
}
