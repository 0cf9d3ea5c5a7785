namespace Memori.Server.Answers;

/// <summary>A question that was asked and what became of it, as it is kept: without rows.</summary>
internal sealed record KeptAnswer
{
    /// <summary>Its id; later ones are greater, compared ordinally.</summary>
    public required string Id { get; init; }

    /// <summary>Who asked.</summary>
    public required string UserId { get; init; }

    /// <summary>The conversation that it belongs to.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The session in which it was asked.</summary>
    public required string SessionId { get; init; }

    /// <summary>The datasource.</summary>
    public required int DatasourceId { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Took { get; init; }

    /// <summary><c>answered</c>, <c>clarification</c>, <c>failed</c> or <c>stopped</c>.</summary>
    public required string State { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The SQL, or null.</summary>
    public string? Sql { get; init; }

    /// <summary>How sure, 0–1; null without SQL.</summary>
    public double? Confidence { get; init; }

    /// <summary>What wrote the SQL, or null.</summary>
    public string? Generator { get; init; }

    /// <summary>How many rows it gave, or null.</summary>
    public int? RowCount { get; init; }

    /// <summary>What it cost, in picodollars.</summary>
    public long Cost { get; init; }

    /// <summary>The answer's document, without rows and without the text of memories; null for what failed or was stopped.</summary>
    public string? Document { get; init; }

    /// <summary>The code of what failed, or null.</summary>
    public string? Code { get; init; }

    /// <summary>The same in words, or null.</summary>
    public string? Detail { get; init; }

    /// <summary><c>right</c>, <c>wrong</c>, <c>corrected</c>, or null.</summary>
    public string? Verdict { get; init; }

    /// <summary>The SQL that the person put in its place, or null.</summary>
    public string? Corrected { get; init; }

    /// <summary>What the person said of it, or null.</summary>
    public string? Reason { get; init; }
}

/// <summary>Answers that belong together.</summary>
/// <param name="Id">Its id.</param>
/// <param name="DatasourceId">The datasource.</param>
/// <param name="Title">What the person called it, else its first question.</param>
/// <param name="Answers">How many answers it has.</param>
/// <param name="LastId">The newest answer.</param>
/// <param name="LastAt">When that was asked.</param>
internal sealed record KeptConversation(string Id, int DatasourceId, string Title, int Answers, string LastId, DateTimeOffset LastAt);
