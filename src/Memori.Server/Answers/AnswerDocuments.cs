using Memori.Server.Ask;

namespace Memori.Server.Answers;

/// <summary>A question with what became of it: what its permanent link shows, and the last event of its run.</summary>
public sealed record KeptAnswerDocument
{
    /// <summary>Its id, which is its run's; null when it could not be kept.</summary>
    public required string? AnswerId { get; init; }

    /// <summary>The conversation that it belongs to.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The session in which it was asked.</summary>
    public required string SessionId { get; init; }

    /// <summary>The datasource.</summary>
    public required int DatasourceId { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required double Ms { get; init; }

    /// <summary>answered, clarification, failed or stopped.</summary>
    public required string State { get; init; }

    /// <summary>What the person said of it: right, wrong, corrected; null for nothing yet.</summary>
    public string? Verdict { get; init; }

    /// <summary>The SQL that the person put in its place, or null.</summary>
    public string? CorrectedSql { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public AnswerProblemDocument? Problem { get; init; }

    /// <summary>The answer; null for what failed or was stopped. Kept answers have no rows: run the SQL. Memories that were forgotten since are not in it.</summary>
    public AnswerDocument? Answer { get; init; }
}

/// <summary>Why there is no answer.</summary>
/// <param name="Code">The stable code.</param>
/// <param name="Detail">The same for a person.</param>
public sealed record AnswerProblemDocument(string Code, string? Detail);

/// <summary>A kept answer in a list.</summary>
public sealed record AnswerSummaryDocument
{
    /// <summary>Its id.</summary>
    public required string AnswerId { get; init; }

    /// <summary>The conversation that it belongs to.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The session in which it was asked.</summary>
    public required string SessionId { get; init; }

    /// <summary>The datasource.</summary>
    public required int DatasourceId { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The SQL, or null.</summary>
    public string? Sql { get; init; }

    /// <summary>answered, clarification, failed or stopped.</summary>
    public required string State { get; init; }

    /// <summary>How sure, 0–1; null without SQL.</summary>
    public double? Confidence { get; init; }

    /// <summary>What wrote the SQL, or null.</summary>
    public string? Generator { get; init; }

    /// <summary>right, wrong, corrected; null for nothing yet.</summary>
    public string? Verdict { get; init; }

    /// <summary>How many rows it gave, or null.</summary>
    public int? RowCount { get; init; }

    /// <summary>When it was asked.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required double Ms { get; init; }

    /// <summary>What it cost, in USD.</summary>
    public required decimal CostUsd { get; init; }

    internal static AnswerSummaryDocument From(KeptAnswer answer) => new()
    {
        AnswerId = answer.Id,
        ConversationId = answer.ConversationId,
        SessionId = answer.SessionId,
        DatasourceId = answer.DatasourceId,
        Question = answer.Question,
        Sql = answer.Sql,
        State = answer.State,
        Confidence = answer.Confidence,
        Generator = answer.Generator,
        Verdict = answer.Verdict,
        RowCount = answer.RowCount,
        AskedAt = answer.AskedAt,
        Ms = answer.Took.TotalMilliseconds,
        CostUsd = new Memori.Ledger.TokenUsage { CostPicodollars = answer.Cost }.CostUsd,
    };
}

/// <summary>Kept answers, the newest first.</summary>
/// <param name="Answers">The answers of this page.</param>
/// <param name="Next">What to give as <c>before</c> for the next page; null on the last.</param>
public sealed record AnswerListDocument(IReadOnlyList<AnswerSummaryDocument> Answers, string? Next);

/// <summary>A conversation: answers that belong together.</summary>
/// <param name="ConversationId">Its id.</param>
/// <param name="Title">What the person called it, else its first question.</param>
/// <param name="DatasourceId">The datasource.</param>
/// <param name="Answers">How many answers it has.</param>
/// <param name="LastAnswerId">The newest.</param>
/// <param name="LastAt">When that was asked.</param>
public sealed record ConversationDocument(string ConversationId, string Title, int DatasourceId, int Answers, string LastAnswerId, DateTimeOffset LastAt);

/// <summary>Conversations, those with the newest answers first.</summary>
/// <param name="Conversations">The conversations of this page.</param>
/// <param name="Next">What to give as <c>before</c> for the next page; null on the last.</param>
public sealed record ConversationListDocument(IReadOnlyList<ConversationDocument> Conversations, string? Next);

/// <summary>What a verdict on a kept answer led to.</summary>
/// <param name="AnswerId">The answer.</param>
/// <param name="Verdict">right, wrong or corrected.</param>
/// <param name="MemoryId">The memory that holds the question with the SQL that is now right, or that was called wrong; null when nothing was remembered.</param>
/// <param name="Sql">The SQL that the verdict leaves: the corrected, or the answer's own; null for none.</param>
public sealed record AnswerVerdictDocument(string AnswerId, string Verdict, string? MemoryId, string? Sql);
