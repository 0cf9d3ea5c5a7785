using Memori.Text;
using Memori.Text2Sql.Answering;

namespace Memori.Server.Ask.Runs;

/// <summary>The first event of a run, <c>run</c>.</summary>
/// <param name="RunId">The run, for <c>/api/text2sql/runs/{id}</c>.</param>
/// <param name="AnswerId">The answer that it will be kept as: the same id.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="SessionId">The session.</param>
/// <param name="DatasourceId">The datasource.</param>
/// <param name="Question">The question as asked.</param>
/// <param name="AskedAt">When.</param>
public sealed record RunDocument(string RunId, string AnswerId, string ConversationId, string SessionId, int DatasourceId, string Question, DateTimeOffset AskedAt);

/// <summary>A step of a run, <c>stage</c>: once when it begins, once when it ends.</summary>
public sealed record RunStageDocument
{
    /// <summary>Its number, from 1: the same when it begins and when it ends.</summary>
    public required int Step { get; init; }

    /// <summary>understand, recall, write, check, run or explain. A stage may come several times.</summary>
    public required string Stage { get; init; }

    /// <summary>started, ok, failed or stopped.</summary>
    public required string State { get; init; }

    /// <summary>How long it took, in milliseconds; null when it begins.</summary>
    public double? Ms { get; init; }

    /// <summary>What came of it, or why it failed, in the caller's language; may quote what the database says.</summary>
    public string? Detail { get; init; }

    /// <summary>The guard's rule or the code of the failure; null for none.</summary>
    public string? Code { get; init; }

    /// <summary>The SQL that it wrote or is about, or null.</summary>
    public string? Sql { get; init; }

    /// <summary>Whose it is: remembered, embedded, claude; null for no generator's.</summary>
    public string? Generator { get; init; }

    /// <summary>Tokens of its model calls.</summary>
    public long Tokens { get; init; }

    /// <summary>What they cost, in USD.</summary>
    public decimal CostUsd { get; init; }

    internal static RunStageDocument From(AskStep step, Language language) => new()
    {
        Step = step.Number,
        Stage = step.Stage.ToString().ToLowerInvariant(),
        State = step.State.ToString().ToLowerInvariant(),
        Ms = step.Took is { } took ? Math.Round(took.TotalMilliseconds, 2) : null,
        Detail = step.Detail?.In(language),
        Code = step.Code,
        Sql = step.Sql,
        Generator = step.Generator,
        Tokens = step.Usage.TotalTokens,
        CostUsd = step.Usage.CostUsd,
    };
}

/// <summary>The last event of a run that was stopped, <c>stopped</c>.</summary>
/// <param name="RunId">The run.</param>
public sealed record RunStoppedDocument(string RunId);
