using Memori.Text;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Grounding.FollowUps;
using Memori.Text2Sql.Grounding.Linking;
using Memori.Text2Sql.Guarding.Policies;
using Memori.Text2Sql.Learning;
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

    /// <summary>What goes into the grounding.</summary>
    public ContextOptions Context { get; init; } = new();

    /// <summary>The whole schema as the caller sees it.</summary>
    public DatabaseSchema Schema => Access.Schema;

    /// <summary>
    /// The slice of the schema that matters for the question: the likeliest tables first, those that join them last, wide ones with their keys and
    /// the columns that matter. A model is shown these; none when the schema is switched off.
    /// </summary>
    public IReadOnlyList<TableSchema> Tables { get; init; } = [];

    /// <summary>Values of the database that the question names; the sure ones first, a bounded number.</summary>
    public IReadOnlyList<ValueLink> Values { get; init; } = [];

    /// <summary>Terms of the glossary that the question says, in its order.</summary>
    public IReadOnlyList<TermLink> Terms { get; init; } = [];

    /// <summary>Similar questions that were verified, the most similar first.</summary>
    public IReadOnlyList<VerifiedPair> Examples { get; init; } = [];

    /// <summary>Verified questions of the datasource that are shown with every question, so that a provider can cache them; in a stable order.</summary>
    public IReadOnlyList<VerifiedPair> FixedExamples { get; init; } = [];

    /// <summary>SQL that the person called wrong for this question, bound to its dates and values: it is not offered again.</summary>
    public RejectedSql Rejected { get; init; } = RejectedSql.None;

    /// <summary>Preferences, rules and facts of the person, the most important first.</summary>
    public IReadOnlyList<Memory> Preferences { get; init; } = [];

    /// <summary>Earlier turns of the session, the oldest first.</summary>
    public IReadOnlyList<Turn> Turns { get; init; } = [];

    /// <summary>The turn that the question leans on ("only last year", 那上海呢?), or null when it stands alone.</summary>
    public Turn? LeansOn { get; init; }

    /// <summary>The question written out with the turn that it leans on; null when it stands alone.</summary>
    internal FollowUpCompletion? Completion { get; init; }

    /// <summary>What the question names in the caller's schema, so that a generator need not link it again; null when that was not kept.</summary>
    internal LinkResult? Links { get; init; }

    /// <summary>Tells whoever follows of what is done with it.</summary>
    internal AskSteps Steps { get; init; } = AskSteps.None;

    /// <summary>The links of the question as it is now, from <paramref name="index"/>.</summary>
    internal LinkResult LinksIn(DatabaseIndex index) => Links is { } links && links.Question == Question ? links : new Linker(index).Link(Question);
}

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

    /// <summary>What it reads, as its proof has it, or null when not known.</summary>
    internal QueryReads? Reads { get; init; }

    /// <summary>Whether it was published to all who may ask the datasource; else it is the person's own.</summary>
    public bool IsShared { get; init; }

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

    /// <summary>The question as a whole: written out when it leaned on a turn before it.</summary>
    public string Whole { get; init; } = Question;
}
