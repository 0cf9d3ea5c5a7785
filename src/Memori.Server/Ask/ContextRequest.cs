using Memori.Text;
using Memori.Text2Sql.Grounding;

namespace Memori.Server.Ask;

/// <summary>What goes into the grounding of one question (the guide's ContextConfig); what is left out stays as the service is set.</summary>
public sealed record ContextRequest
{
    private const int Most = 50;

    /// <summary>Whether the schema is shown to a model.</summary>
    public bool? IncludeSchema { get; set; }

    /// <summary>Whether values of the database that the question names are looked up.</summary>
    public bool? IncludeValues { get; set; }

    /// <summary>Whether terms and metrics of the glossary are used.</summary>
    public bool? IncludeGlossary { get; set; }

    /// <summary>Whether earlier turns of the session are used.</summary>
    public bool? IncludeHistory { get; set; }

    /// <summary>Whether similar verified questions are used.</summary>
    public bool? IncludeExamples { get; set; }

    /// <summary>Whether preferences and facts of the person are used.</summary>
    public bool? IncludePreferences { get; set; }

    /// <summary>Whether rules of the person are used.</summary>
    public bool? IncludeRules { get; set; }

    /// <summary>The most tables shown to a model, 1 to 50.</summary>
    public int? MaxSchemaTables { get; set; }

    /// <summary>The most earlier turns, 0 to 50.</summary>
    public int? MaxHistoryTurns { get; set; }

    /// <summary>The options of one question.</summary>
    /// <exception cref="MemoriException"><c>context-out-of-range</c>.</exception>
    public ContextOptions Over(ContextOptions configured) => configured with
    {
        IncludeSchema = IncludeSchema ?? configured.IncludeSchema,
        IncludeValues = IncludeValues ?? configured.IncludeValues,
        IncludeGlossary = IncludeGlossary ?? configured.IncludeGlossary,
        IncludeHistory = IncludeHistory ?? configured.IncludeHistory,
        IncludeExamples = IncludeExamples ?? configured.IncludeExamples,
        IncludePreferences = IncludePreferences ?? configured.IncludePreferences,
        IncludeRules = IncludeRules ?? configured.IncludeRules,
        MaxSchemaTables = Within("max_schema_tables", MaxSchemaTables ?? configured.MaxSchemaTables, 1),
        MaxHistoryTurns = Within("max_history_turns", MaxHistoryTurns ?? configured.MaxHistoryTurns, 0),
    };

    private static int Within(string name, int value, int least) => value >= least && value <= Most
        ? value
        : throw new MemoriException(FaultKind.BadRequest, "context-out-of-range", new LocalizedText(
            $"context.{name} must be from {least} to {Most}.", $"context.{name} 必须在 {least} 到 {Most} 之间。"));
}
