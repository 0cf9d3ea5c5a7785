using System.Text.Json.Nodes;

namespace Memori.Text2Sql.Learning.Pairs;

/// <summary>A verified pair as it is listed and exported.</summary>
public sealed record PairEntry
{
    /// <summary>The memory that holds it.</summary>
    public required string MemoryId { get; init; }

    /// <summary>The question.</summary>
    public required string Question { get; init; }

    /// <summary>The SQL, before any policy.</summary>
    public required string Sql { get; init; }

    /// <summary>The moment from which relative dates in the question count.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>How sure it is, 0–1.</summary>
    public double Confidence { get; init; }

    /// <summary>What the person said of it: <c>right</c>, <c>wrong</c>, or null for nothing yet.</summary>
    public string? Verdict { get; init; }

    /// <summary>What made the SQL: a generator, <c>person</c> or <c>imported</c>; null when not known.</summary>
    public string? Generator { get; init; }

    /// <summary>Whether it was published to all who may ask the datasource.</summary>
    public bool Shared { get; init; }

    /// <summary>Whether it is used; else it was put aside.</summary>
    public bool Active { get; init; }

    /// <summary>Why it was put aside, in English; null for what is used or was called wrong.</summary>
    public string? Reason { get; init; }

    internal static PairEntry? Of(Memory memory) => VerifiedPairs.FromMemory(memory, 1) is not { } pair ? null : new PairEntry
    {
        MemoryId = memory.Id,
        Question = pair.Question,
        Sql = pair.Sql,
        AskedAt = pair.AskedAt,
        Confidence = pair.Confidence,
        Verdict = pair.Verdict,
        Generator = pair.Generator,
        Shared = pair.IsShared,
        Active = memory.Status == MemoryStatus.Active,
        Reason = VerifiedPairs.Reason(memory),
    };

    /// <summary>What is written to a file; the first names are those that an import reads.</summary>
    internal JsonObject ToRecord() => new()
    {
        ["question"] = Question,
        ["sql"] = Sql,
        ["asked_at"] = VerifiedPairs.Time(AskedAt),
        ["confidence"] = Confidence,
        ["verdict"] = Verdict,
        ["generator"] = Generator,
        ["shared"] = Shared,
        ["memory_id"] = MemoryId,
    };
}
