using System.Text.Json.Serialization;

namespace Memori.Text2Sql.Schema.Annotations;

/// <summary>A term or metric of the business: what people mean by it, and how it is reckoned.</summary>
public sealed record GlossaryTerm
{
    /// <summary>The term, for example <c>active customer</c> or <c>活跃客户</c>.</summary>
    public required string Term { get; init; }

    /// <summary>Other names, in any language.</summary>
    public IReadOnlyList<string> Synonyms { get; init => field = value ?? []; } = [];

    /// <summary>What it means, in words. At least one of this and <see cref="DefinitionChinese"/> is given.</summary>
    public string? Definition { get; init; }

    /// <summary>What it means, in Chinese words.</summary>
    [JsonPropertyName("definition_zh")]
    public string? DefinitionChinese { get; init; }

    /// <summary>What <see cref="Sql"/> is.</summary>
    public GlossaryKind Kind { get; init; }

    /// <summary>An expression over the columns of <see cref="Table"/> in the datasource's dialect, or null.</summary>
    public string? Sql { get; init; }

    /// <summary>The schema of <see cref="Table"/>, or null for the one of unqualified names.</summary>
    public string? Schema { get; init; }

    /// <summary>The table that it is about; needed with <see cref="Sql"/>, else null.</summary>
    public string? Table { get; init; }
}

/// <summary>What the SQL of a term is.</summary>
[JsonConverter(typeof(WordConverter<GlossaryKind>))]
public enum GlossaryKind
{
    /// <summary>A condition that says which rows of the table are meant (active customers), or only words.</summary>
    Term,

    /// <summary>A value reckoned from the rows of the table, as a rule an aggregate (revenue).</summary>
    Metric,
}
