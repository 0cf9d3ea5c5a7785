using System.Text.Json.Nodes;
using Memori.Server.Audit;
using Memori.Text2Sql;

namespace Memori.Server.Ask;

/// <summary>A person's verdict on an answer.</summary>
public sealed record FeedbackRequest : IAuditedBody
{
    /// <summary>The user; must agree with <c>X-User-Id</c> when both are given.</summary>
    public string? UserId { get; set; }

    /// <summary>The session; must agree with <c>X-Session-Id</c> when both are given.</summary>
    public string? SessionId { get; set; }

    /// <summary>The memory that the answer named in <c>learned_memory_id</c>, or one that it used.</summary>
    public required string MemoryId { get; set; }

    /// <summary>right, wrong or corrected.</summary>
    public required string Verdict { get; set; }

    /// <summary>The right SQL, for corrected alone.</summary>
    public string? Sql { get; set; }

    string? IAuditedBody.Asked => Sql;

    JsonObject? IAuditedBody.Details => new() { ["verdict"] = Verdict, ["memory_id"] = MemoryId };
}

/// <summary>What a verdict led to: the same from the server and from <c>memori feedback --json</c>.</summary>
/// <param name="MemoryId">The memory that was judged; after a correction, the one that holds the corrected SQL.</param>
/// <param name="Verdict">right or wrong: what now holds of the SQL.</param>
/// <param name="Question">The question.</param>
/// <param name="Sql">The SQL.</param>
/// <param name="Confidence">How sure it is from now on, 0–1.</param>
public sealed record FeedbackDocument(string MemoryId, string Verdict, string Question, string Sql, double Confidence)
{
    /// <summary>The document of an outcome.</summary>
    public static FeedbackDocument From(FeedbackOutcome outcome) => new(outcome.MemoryId, outcome.Verdict, outcome.Question, outcome.Sql, Math.Round(outcome.Confidence, 4));
}
