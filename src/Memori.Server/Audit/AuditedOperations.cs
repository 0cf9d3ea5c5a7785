using System.Collections.Frozen;

namespace Memori.Server.Audit;

/// <summary>
/// Which operations are audited: by default all that are not <c>GET</c>, so that a new route is audited until somebody decides otherwise here. The kind of
/// the entry is the name of the operation, with hyphens.
/// </summary>
internal static class AuditedOperations
{
    /// <summary>The operation of the door, which has no name of its own.</summary>
    public const string Messages = "messages";

    /// <summary>Calls of models: who, when and how it ended, without content, written after the answer.</summary>
    private static readonly FrozenSet<string> Calls = FrozenSet.Create("chat");

    /// <summary>What reads a database: it goes on while the disk of the service's own state is full, and its entries are held until there is room.</summary>
    private static readonly FrozenSet<string> Questions = FrozenSet.Create("generate-sql", "generate-sql-v2", "execute-sql");

    /// <summary>What carries much out of the service.</summary>
    private static readonly FrozenSet<string> Reads = FrozenSet.Create("export_memories", "export_audit", "get_user_data");

    /// <summary>What a person does with memories and sessions of the person's own, what only looks, and what writes its entry itself.</summary>
    private static readonly FrozenSet<string> Unaudited = FrozenSet.Create(
        "search_memories", "wake_memories", "add_memory", "change_memory", "delete_memory", "observe_exchange", "supersede_memory", "restore_memory", "promote_memory",
        "archive_memory", "consolidate_memories", "check_budget", "create_session", "change_session", "validate_session", "forget_user");

    /// <summary>The kind that a request is audited as, or null when it is not.</summary>
    public static string? KindOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName is { } name
        && (HttpMethods.IsGet(context.Request.Method) ? Reads.Contains(name) : !Unaudited.Contains(name))
            ? Kind(name)
            : null;

    /// <summary>The kind of an operation.</summary>
    public static string Kind(string operation) => operation.Replace('_', '-');

    /// <summary>Whether a kind is a call of a model, whose answer does not wait for the audit.</summary>
    public static bool IsCall(string kind) => Calls.Contains(kind);

    /// <summary>Whether a kind is a question or SQL of a person's own.</summary>
    public static bool IsQuestion(string kind) => Questions.Contains(kind);
}
