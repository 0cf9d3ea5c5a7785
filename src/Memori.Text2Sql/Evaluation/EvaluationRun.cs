namespace Memori.Text2Sql.Evaluation;

/// <summary>One run of a suite, as it is kept to compare later runs with.</summary>
public sealed record EvaluationRun
{
    /// <summary>Its name: the time with a few random characters.</summary>
    public required string Id { get; init; }

    /// <summary>What was run: the same for runs that can be compared.</summary>
    public required string Suite { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>Which generators answered: a name, or <c>ladder</c>.</summary>
    public required string Generator { get; init; }

    /// <summary>The scores.</summary>
    public required Text2SqlReport Report { get; init; }

    /// <summary>Each question with what became of it.</summary>
    public required IReadOnlyList<RunQuestion> Questions { get; init; }
}

/// <summary>A question of a run.</summary>
public sealed record RunQuestion
{
    /// <summary>The database, or null where there is one for all.</summary>
    public string? DbId { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The first accepted SQL.</summary>
    public required string Gold { get; init; }

    /// <summary>The SQL that answered, or null for none.</summary>
    public string? Sql { get; init; }

    /// <summary>How sure, 0–1, or null.</summary>
    public double? Confidence { get; init; }

    /// <summary>What answered, or null.</summary>
    public string? Generator { get; init; }

    /// <summary>Whether any accepted SQL ran, so that the answer could be judged.</summary>
    public bool Judged { get; init; }

    /// <summary>Whether the answer gave the rows of accepted SQL.</summary>
    public bool Right { get; init; }

    /// <summary>A mark of the answer's rows, or null without any; see <see cref="Verification.ResultComparer.Digest"/>.</summary>
    public string? Rows { get; init; }

    /// <summary>How long it took in milliseconds.</summary>
    public double ElapsedMs { get; init; }

    internal static RunQuestion Of(EvaluationQuestion question, QuestionOutcome outcome) => new()
    {
        DbId = question.DatabaseId,
        Question = question.Question,
        Gold = question.Query,
        Sql = outcome.Prediction.Sql,
        Confidence = outcome.Prediction.Confidence,
        Generator = outcome.Generator,
        Judged = outcome.Judged,
        Right = outcome.Right,
        Rows = outcome.Digest,
        ElapsedMs = Math.Round(outcome.ElapsedMs, 2),
    };
}
