using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Memori.Server.Ask;
using Memori.Text;
using Memori.Text2Sql;
using Memori.Text2Sql.Execution;

namespace Memori.Cli.Sql;

/// <summary>What became of one statement.</summary>
internal sealed record StatementDocument
{
    /// <summary>The statement as given.</summary>
    public required string Sql { get; init; }

    /// <summary>Whether the guard admitted it.</summary>
    public required bool Admitted { get; init; }

    /// <summary>The rule that refused it, or null.</summary>
    public string? Rule { get; init; }

    /// <summary>Why it was refused or failed, or null.</summary>
    public string? Message { get; init; }

    /// <summary>Where in the statement, from 0; null when admitted.</summary>
    public int? Position { get; init; }

    /// <summary>The columns; absent when refused or failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ResultColumn>? Columns { get; init; }

    /// <summary>The rows; absent when refused or failed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonConverter(typeof(RowsConverter))]
    public IReadOnlyList<object?[]>? Rows { get; init; }

    /// <summary>Whether there were more rows.</summary>
    public bool Truncated { get; init; }

    public static StatementDocument From(string sql, SqlOutcome outcome, Language language) => new()
    {
        Sql = sql,
        Admitted = outcome.Refusal is null,
        Rule = outcome.Refusal?.Rule,
        Message = outcome.Refusal?.Message.In(language),
        Position = outcome.Refusal?.Position,
        Columns = outcome.Result?.Columns,
        Rows = outcome.Result?.Rows,
        Truncated = outcome.Result?.Truncated ?? false,
    };
}

/// <summary>The JSON of statements: one line each.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StatementDocument))]
internal sealed partial class StatementJson : JsonSerializerContext
{
    public static StatementJson Readable { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
