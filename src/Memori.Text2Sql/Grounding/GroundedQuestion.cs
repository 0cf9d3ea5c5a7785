using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Schema;

namespace Memori.Text2Sql.Grounding;

/// <summary>A question as asked.</summary>
/// <param name="Text">The text: not empty, at most a few thousand characters.</param>
/// <param name="Language">The language of the text.</param>
/// <param name="AskedAt">When, with the person's offset from UTC: relative dates are counted from here.</param>
public sealed record Question(string Text, Language Language, DateTimeOffset AskedAt);

/// <summary>A question with what is known that bears on it. Schema comments, values and memories are untrusted text.</summary>
public sealed record GroundedQuestion
{
    /// <summary>The question.</summary>
    public required Question Question { get; init; }

    /// <summary>The datasource.</summary>
    public required DataSource DataSource { get; init; }

    /// <summary>What the caller may read of it.</summary>
    public required CallerAccess Access { get; init; }

    /// <summary>The whole schema as the caller sees it.</summary>
    public DatabaseSchema Schema => Access.Schema;

    /// <summary>Names of the tables that matter for the question, the best first; a model is shown these.</summary>
    public IReadOnlyList<TableSchema> Tables { get; init; } = [];

    /// <summary>Values of the database that the question names.</summary>
    public IReadOnlyList<ValueLink> Values { get; init; } = [];

    /// <summary>Similar questions that were verified, the most similar first.</summary>
    public IReadOnlyList<VerifiedPair> Examples { get; init; } = [];

    /// <summary>SQL that the person called wrong for this question, bound to its dates and values: it is not offered again.</summary>
    public IReadOnlySet<string> Rejected { get; init; } = new HashSet<string>();

    /// <summary>Preferences, rules and facts of the person, the most important first.</summary>
    public IReadOnlyList<Memory> Preferences { get; init; } = [];

    /// <summary>Earlier turns of the session, the oldest first.</summary>
    public IReadOnlyList<Turn> Turns { get; init; } = [];

    /// <summary>The turn that the question leans on ("only last year", 那上海呢?), or null when it stands alone.</summary>
    public Turn? LeansOn { get; init; }
}

/// <summary>A value that the question names, and the column that holds it.</summary>
/// <param name="Phrase">The words of the question.</param>
/// <param name="Table">The table.</param>
/// <param name="Column">The column.</param>
/// <param name="Value">The value as stored.</param>
public sealed record ValueLink(string Phrase, string Table, string Column, string Value);

/// <summary>A question and the SQL that was verified for it.</summary>
/// <param name="MemoryId">The memory that holds it.</param>
/// <param name="Question">The question.</param>
/// <param name="Sql">The SQL before any policy.</param>
/// <param name="AskedAt">When it was verified, with the asker's offset: its relative dates were counted from here.</param>
/// <param name="SchemaHash">The hash of the schema then.</param>
/// <param name="Score">How similar the question is, 0–1.</param>
public sealed record VerifiedPair(string MemoryId, string Question, string Sql, DateTimeOffset AskedAt, string SchemaHash, double Score)
{
    /// <summary>How sure the answer was when it was verified, 0–1; raised and lowered by feedback.</summary>
    public double Confidence { get; init; } = 0.5;

    /// <summary>The generator that made the SQL, or null when not known.</summary>
    public string? Generator { get; init; }

    /// <summary>What the person said of it: <c>right</c>, <c>wrong</c>, or null for nothing yet.</summary>
    public string? Verdict { get; init; }
}

/// <summary>An earlier turn of the session: a question that was answered with verified SQL.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Sql">The SQL that answered, before any policy.</param>
public sealed record Turn(string Question, string Sql)
{
    /// <summary>The place in the session's conversation with the datasource, from 1.</summary>
    public int Number { get; init; }

    /// <summary>When it was asked, with the asker's offset: its relative dates were counted from here.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>How sure the answer was, 0–1.</summary>
    public double Confidence { get; init; } = 0.5;
}
