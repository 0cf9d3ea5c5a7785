using Memori.Ledger;
using Memori.Text;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Schema;
using Memori.Text2Sql.Sql;
using Memori.Text2Sql.Verification;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>
/// SQL from a large model behind any <see cref="IChatClient"/>, by structured output, one call an answer: first the model, then, only when that
/// answer failed or is in doubt, the stronger one, plainly and by way of a query plan. Thread-safe.
/// An answer that can't be read, is cut off or refused gives no candidate, and its usage is reported all the same.
/// </summary>
/// <param name="client">The client. Retries, time-outs and prices are its own.</param>
/// <param name="options">Which models, and what they are shown; null for the defaults.</param>
/// <param name="logger">Where unreadable answers are noted; null for nowhere.</param>
public sealed partial class ClaudeSqlGenerator(IChatClient client, ClaudeGenerationOptions? options = null, ILogger<ClaudeSqlGenerator>? logger = null) : ISqlGenerator
{
    private readonly ClaudeGenerationOptions _options = options ?? new ClaudeGenerationOptions();
    private readonly ILogger _logger = logger ?? NullLogger<ClaudeSqlGenerator>.Instance;

    /// <inheritdoc />
    public string Name => "claude";

    /// <inheritdoc />
    public int FurtherWays => !_options.SecondOpinions ? 0 : _options.StrongModel is null ? 1 : 2;

    /// <inheritdoc />
    /// <exception cref="MemoriException">The client's own failures, or <c>model-failed</c> for any other of them.</exception>
    public Task<Generated> GenerateAsync(GroundedQuestion question, CancellationToken cancellationToken = default) =>
        AskAsync(question, ClaudeTask.Answer, _options.Model, cancellationToken);

    /// <inheritdoc />
    /// <exception cref="MemoriException">The client's own failures, or <c>model-failed</c> for any other of them.</exception>
    public Task<Generated> RepairAsync(GroundedQuestion question, SqlCandidate failed, string error, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(failed);
        ArgumentNullException.ThrowIfNull(question);
        var mayQuote = _options.SendValues && question.Schema.Tables.All(table => table.Columns.All(column => column.Values == ValueVisibility.Full));
        return AskAsync(question, new ClaudeTask.Repair(failed.Sql, mayQuote ? error : DatabaseErrors.WithoutValues(error, failed.Sql)), _options.Model, cancellationToken);
    }

    /// <inheritdoc />
    /// <remarks>With a stronger model that one answers, first plainly, then by way of a query plan; without one the same model takes the second way.</remarks>
    /// <exception cref="MemoriException">The client's own failures, or <c>model-failed</c> for any other of them.</exception>
    public Task<Generated> AgainAsync(GroundedQuestion question, int way, CancellationToken cancellationToken = default) =>
        AskAsync(question, way < FurtherWays ? ClaudeTask.Answer : ClaudeTask.Plan, _options.StrongModel ?? _options.Model, cancellationToken);

    /// <inheritdoc />
    /// <exception cref="MemoriException">The client's own failures, or <c>model-failed</c> for any other of them.</exception>
    public async Task<Choice?> ChooseAsync(GroundedQuestion question, IReadOnlyList<VerifiedQuery> candidates, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (!_options.Judge || !ResultCard.MayBeSent(candidates, _options))
        {
            return null;
        }

        var response = await SendAsync(
            ClaudePrompt.Render(question, _options, new ClaudeTask.Judge(candidates)), _options.StrongModel ?? _options.Model, cancellationToken).ConfigureAwait(false);
        var choice = new Choice(null as int?) { Usage = UsageCounts.FromUsage(response.Usage) };
        return Read(response) is not { } answer ? choice
            : choice with { Index = answer.Decision == "answer" ? Chosen(answer.Query(), candidates) : null, Clarification = answer.Clarification(question.Question) };
    }

    /// <summary>The candidate that was copied, white space and the like apart; null when it is none of them.</summary>
    private static int? Chosen(string sql, IReadOnlyList<VerifiedQuery> candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates[i].Candidate.Sql == sql || SameTree(candidates[i], sql))
            {
                return i;
            }
        }

        return null;
    }

    private static bool SameTree(VerifiedQuery candidate, string sql)
    {
        try
        {
            var dialect = candidate.Guarded.Dialect;
            return SqlParser.Parse(sql, dialect).Equals(SqlParser.Parse(candidate.Candidate.Sql, dialect));
        }
        catch (SqlSyntaxException)
        {
            return false;
        }
    }

    private async Task<Generated> AskAsync(GroundedQuestion question, ClaudeTask task, string? model, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        var response = await SendAsync(ClaudePrompt.Render(question, _options, task), model, cancellationToken).ConfigureAwait(false);
        var generated = new Generated { Usage = UsageCounts.FromUsage(response.Usage), Model = response.ModelId ?? model };
        if (Read(response) is not { } answer)
        {
            return generated;
        }

        return generated with
        {
            Candidates = answer.Candidate(MemoryIds(question), failures: task is ClaudeTask.Repair ? 1 : 0) is { } candidate ? [candidate] : [],
            Clarification = answer.Clarification(question.Question),
            Declined = answer.Decision == "unanswerable",
        };
    }

    private async Task<ChatResponse> SendAsync(IReadOnlyList<ChatMessage> prompt, string? model, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetResponseAsync(
                prompt,
                new ChatOptions
                {
                    ModelId = model,
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
        .. _options.ChooseFixed(question.FixedExamples).Concat(_options.Choose(question)).Select(example => example.MemoryId),
        .. question.Preferences.Take(_options.MaxPreferences).Select(memory => memory.Id),
    ];

    [LoggerMessage(LogLevel.Warning, "The answer of {Model} can't be read: finished by {Reason}, {Length} characters")]
    private static partial void LogUnreadable(ILogger logger, string? model, ChatFinishReason? reason, int length);
}
