using Memori.Text2Sql.DataSources.Admission;
using Memori.Text2Sql.Grounding;

namespace Memori.Server.Configuration;

/// <summary>The settings, each from the environment variable that its summary names. All are optional.</summary>
public sealed record MemoriSettings
{
    /// <summary><c>MEMORI_DATA_DIR</c>: where all state is kept. Default <c>./data</c>.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>The file in the data directory that keeps memories and the service's state.</summary>
    public string StateFile => Path.Combine(DataDirectory, "memori.db");

    /// <summary><c>MEMORI_ANTHROPIC_API_KEY</c>, else <c>ANTHROPIC_API_KEY</c>: turns the Claude generator on. Default none: everything stays on this machine.</summary>
    public string? AnthropicApiKey { get; init; }

    /// <summary><c>MEMORI_ANTHROPIC_BASE_URL</c>: where the Messages API is. Default Anthropic's own address.</summary>
    public Uri? AnthropicBaseUrl { get; init; }

    /// <summary><c>MEMORI_CLAUDE_MODEL</c>: the model; a retired id resolves to its successor. Default <c>claude-sonnet-4-5-20250929</c>.</summary>
    public string ClaudeModel { get; init; } = "claude-sonnet-4-5-20250929";

    /// <summary>
    /// <c>MEMORI_CLAUDE_STRONG_MODEL</c>: a larger model that is asked for a second opinion on SQL when the first answer failed or is in doubt.
    /// Default none: the model itself answers again, another way.
    /// </summary>
    public string? ClaudeStrongModel { get; init; }

    /// <summary><c>MEMORI_CLAUDE_SEND_VALUES</c>: whether values of the database may go to Claude. Default false: they stay here.</summary>
    public bool ClaudeSendValues { get; init; }

    /// <summary>
    /// <c>MEMORI_EMBEDDING_URL</c>: an embedding service that speaks <c>/v1/embeddings</c>; its root, version or full address. Turns recall by meaning on:
    /// memories and questions are sent there. Default none: recall goes by words and everything stays on this machine.
    /// </summary>
    public Uri? EmbeddingUrl { get; init; }

    /// <summary><c>MEMORI_EMBEDDING_KEY</c>: the key of that service. Default none.</summary>
    public string? EmbeddingKey { get; init; }

    /// <summary><c>MEMORI_EMBEDDING_MODEL</c>: its model; needed with <c>MEMORI_EMBEDDING_URL</c>. A change embeds all memories anew in the background.</summary>
    public string? EmbeddingModel { get; init; }

    /// <summary><c>MEMORI_EMBEDDING_DIMENSIONS</c>: how many numbers a vector has, 1 to 8,192; needed with <c>MEMORI_EMBEDDING_URL</c>.</summary>
    public int? EmbeddingDimensions { get; init; }

    /// <summary>
    /// <c>MEMORI_CLAUDE_EXTRACTION</c>: whether Claude reads observed exchanges, one call each, in place of the rules; needs the key. Default false.
    /// </summary>
    public bool ClaudeExtraction { get; init; }

    /// <summary><c>MEMORI_MAX_CAPTURED_MEMORIES</c>: captured memories of a user that may be active; above it the least important leave. Default 10,000; 0 for no cap.</summary>
    public int MaxCapturedMemories { get; init; } = 10_000;

    /// <summary><c>MEMORI_MAX_CONCURRENT_REQUESTS</c>: requests worked on at once. Default 10, at least 1.</summary>
    public int MaxConcurrentRequests { get; init; } = 10;

    /// <summary><c>MEMORI_MAX_REQUESTS_PER_USER</c>: requests of one user worked on at once. Default 3, at least 1.</summary>
    public int MaxRequestsPerUser { get; init; } = 3;

    /// <summary><c>MEMORI_QUEUE_TIMEOUT_SECONDS</c>: how long a request waits for its turn before 503. Default 30, at least 1.</summary>
    public int QueueTimeoutSeconds { get; init; } = 30;

    /// <summary><c>MEMORI_MAX_ROWS</c>: the most rows of an answer. Default 1,000; 1 to 100,000.</summary>
    public int MaxRows { get; init; } = 1000;

    /// <summary>
    /// What goes into the grounding of a question unless it says otherwise: <c>MEMORI_CONTEXT_INCLUDE_SCHEMA</c>, <c>_INCLUDE_VALUES</c>,
    /// <c>_INCLUDE_GLOSSARY</c>, <c>_INCLUDE_HISTORY</c>, <c>_INCLUDE_EXAMPLES</c>, <c>_INCLUDE_PREFERENCES</c>, <c>_INCLUDE_RULES</c> (all true),
    /// <c>_MAX_SCHEMA_TABLES</c> (10; 1 to 50) and <c>_MAX_HISTORY_TURNS</c> (5; 0 to 50).
    /// </summary>
    public ContextOptions Context { get; init; } = new();

    /// <summary><c>MEMORI_MAX_EXPORT_ROWS</c>: the most rows of a result that is exported as a file. Default 1,000,000; 1 to 10,000,000.</summary>
    public int MaxExportRows { get; init; } = 1_000_000;

    /// <summary><c>MEMORI_MAX_UPLOAD_MB</c>: the largest file that may be uploaded, in MiB. Default 256; 1 to 1,024.</summary>
    public int MaxUploadMegabytes { get; init; } = 256;

    /// <summary><c>MEMORI_QUERY_TIMEOUT_SECONDS</c>: how long one query may run. Default 30; 1 to 3,600.</summary>
    public int QueryTimeoutSeconds { get; init; } = 30;

    /// <summary>
    /// <c>MEMORI_DATASOURCE_ROOTS</c>: the directories below which the server may open database files, separated as in <c>PATH</c>; uploads and imports in the
    /// data directory always count. Default <c>databases</c> in the data directory. The command line of a person is not bound to them.
    /// </summary>
    public IReadOnlyList<string>? DatasourceRoots { get; init; }

    /// <summary>
    /// <c>MEMORI_DATASOURCE_HOSTS</c>: the database servers that the server may connect to, separated by commas: names, <c>*.example.com</c>, addresses,
    /// networks such as <c>10.1.0.0/16</c>, each optionally with <c>:port</c>. Default none but this machine itself, and that only while the service listens on
    /// loopback alone. Link-local addresses are never reached.
    /// </summary>
    public AllowedHosts DatasourceHosts { get; init; } = AllowedHosts.None;

    /// <summary><c>MEMORI_SECRET_KEY</c>: seals the passwords of datasources; 32 bytes in Base64, or a text of at least 16 characters. Default a key made once in <c>secret.key</c>.</summary>
    public string? SecretKey { get; init; }

    /// <summary><c>MEMORI_SECRET_KEY_PREVIOUS</c>: the key before it, until <c>memori datasource rotate-key</c> was run. Default none.</summary>
    public string? PreviousSecretKey { get; init; }

    /// <summary>Without secrets: a record would print them all.</summary>
    public override string ToString() => $"{nameof(MemoriSettings)} {DataDirectory}";
}
