using System.Text.Json.Nodes;
using Memori.Server.Audit;

namespace Memori.Server.Answers;

/// <summary>A person's verdict on a kept answer.</summary>
public sealed record AnswerVerdictRequest : IAuditedBody
{
    /// <summary>The user; must agree with <c>X-User-Id</c> when both are given.</summary>
    public string? UserId { get; init; }

    /// <summary>right, wrong or corrected.</summary>
    public required string Verdict { get; init; }

    /// <summary>The right SQL, for corrected alone.</summary>
    public string? Sql { get; init; }

    /// <summary>Why, in the person's words: at most 1,000 characters; null for nothing.</summary>
    public string? Reason { get; init; }

    string? IAuditedBody.Asked => Sql;

    JsonObject? IAuditedBody.Details => new() { ["verdict"] = Verdict };
}
