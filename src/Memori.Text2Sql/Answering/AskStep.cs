using Memori.Ledger;
using Memori.Text;

namespace Memori.Text2Sql.Answering;

/// <summary>The stages of a question as a person follows them.</summary>
public enum AskStage
{
    /// <summary>What the question names in the schema as the caller sees it.</summary>
    Understand,

    /// <summary>What is remembered that bears on it.</summary>
    Recall,

    /// <summary>SQL is written, mended, or chosen.</summary>
    Write,

    /// <summary>The guard checks it.</summary>
    Check,

    /// <summary>The database runs it.</summary>
    Run,

    /// <summary>The answer is put into words.</summary>
    Explain,
}

/// <summary>How a step stands.</summary>
public enum StepState
{
    /// <summary>It began.</summary>
    Started,

    /// <summary>It ended well.</summary>
    Ok,

    /// <summary>It ended with a failure, after which others may go on.</summary>
    Failed,

    /// <summary>It was canceled.</summary>
    Stopped,
}

/// <summary>A step on the way of a question, told when it begins and again when it ends. A stage has as many as were needed: each rung writes, each candidate is checked.</summary>
public sealed record AskStep
{
    /// <summary>Its number, from 1: the same when it begins and when it ends.</summary>
    public required int Number { get; init; }

    /// <summary>Its stage.</summary>
    public required AskStage Stage { get; init; }

    /// <summary>How it stands.</summary>
    public required StepState State { get; init; }

    /// <summary>How long it took; null when it begins.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>What came of it, or why it failed; null when it begins. May quote what the database says.</summary>
    public LocalizedText? Detail { get; init; }

    /// <summary>The guard's rule or the code of the failure; null for none.</summary>
    public string? Code { get; init; }

    /// <summary>The SQL that it wrote or is about; null for none.</summary>
    public string? Sql { get; init; }

    /// <summary>Whose it is: <c>remembered</c>, <c>embedded</c>, <c>claude</c>; null for no generator's.</summary>
    public string? Generator { get; init; }

    /// <summary>Tokens and cost of its model calls.</summary>
    public TokenUsage Usage { get; init; }
}
