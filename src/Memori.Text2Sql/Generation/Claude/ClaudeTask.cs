using Memori.Text2Sql.Verification;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>What a model is asked to do with a question: the last part of the prompt; all before it, and the form of the answer, stay the same.</summary>
internal abstract record ClaudeTask
{
    /// <summary>To answer.</summary>
    public static ClaudeTask Answer { get; } = new Answering();

    /// <summary>To answer by way of a query plan: another line of thought than the plain answer.</summary>
    public static ClaudeTask Plan { get; } = new Planning();

    internal sealed record Answering : ClaudeTask;

    internal sealed record Planning : ClaudeTask;

    /// <summary>To mend SQL that the guard or the database refused.</summary>
    internal sealed record Repair(string Sql, string Error) : ClaudeTask;

    /// <summary>To judge between candidates by their results.</summary>
    internal sealed record Judge(IReadOnlyList<VerifiedQuery> Candidates) : ClaudeTask;
}
