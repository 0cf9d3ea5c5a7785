using Memori.Text;
using Memori.Text2Sql.Answering;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Grounding;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Text2Sql;

/// <summary>A question to a datasource on behalf of a scope.</summary>
public sealed record AskRequest
{
    /// <summary>Whose memories are used and written.</summary>
    public required Scope Scope { get; init; }

    /// <summary>Who asks, for the datasource's rules.</summary>
    public required Caller Caller { get; init; }

    /// <summary>The datasource.</summary>
    public required DataSource DataSource { get; init; }

    /// <summary>The question: 1–4,000 characters with at least one letter.</summary>
    public required string Text { get; init; }

    /// <summary>The language of the answer; the question's own when null.</summary>
    public Language? Language { get; init; }

    /// <summary>Whether the answer explains the SQL. Default true.</summary>
    public bool IncludeExplanation { get; init; } = true;

    /// <summary>Whether past questions, preferences and turns are used, and a verified answer remembered. Default true.</summary>
    public bool UseMemory { get; init; } = true;

    /// <summary>Whether, with memory, a verified answer is remembered. Default true.</summary>
    public bool Learn { get; init; } = true;

    /// <summary>Ids of verified pairs, preferences and rules that are not to be used, for example the pair that the question is measured against. Default: none.</summary>
    public IReadOnlySet<string> Without { get; init; } = new HashSet<string>();

    /// <summary>The rungs that may be climbed, by name; null for all that are configured.</summary>
    public IReadOnlySet<string>? Generators { get; init; }

    /// <summary>What goes into the grounding.</summary>
    public ContextOptions Context { get; init; } = new();

    /// <summary>Is told of every step as it begins and as it ends, in their order; it must not throw nor take long. Null for nobody.</summary>
    public IProgress<AskStep>? Progress { get; init; }

    /// <summary>When the question counts as asked; null: the present moment, in the host's time zone.</summary>
    public DateTimeOffset? AskedAt { get; init; }
}
