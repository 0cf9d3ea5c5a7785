using Memori.Injection;
using Memori.Text2Sql.DataSources.Admission;
using Memori.Text2Sql.Grounding;

namespace Memori.Server.Configuration;

/// <summary>The settings, each from the environment variable that its summary names. All are optional.</summary>
public sealed record MemoriSettings
{
    /// <summary><c>MEMORI_DATA_DIR</c>: where all state is kept. Default <c>./data</c>.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>
    /// <c>MEMORI_DATABASE_URL</c>: where memories and the service's state are kept: <c>sqlite:PATH</c>, a file, or <c>postgres://user:password@host:port/database</c>.
    /// Default the file <c>memori.db</c> in the data directory.
    /// </summary>
    public string? DatabaseUrl { get; init; }

    /// <summary>
    /// <c>MEMORI_DATABASE_DIRECT_URL</c>: the same PostgreSQL without a pooler between, as the owner of its tables: for migrations, backups and maintenance.
    /// Default <see cref="DatabaseUrl"/>.
    /// </summary>
    public string? DatabaseDirectUrl { get; init; }

    /// <summary><c>MEMORI_DATABASE_CONNECTIONS</c>: how many connections this process may have open to PostgreSQL. Default 24; 4 to 1,000.</summary>
    public int DatabaseConnections { get; init; } = 24;

    /// <summary>Whether memories and the service's state are kept in PostgreSQL, and not in a file.</summary>
    public bool KeepsInPostgres => DatabaseUrl is not null && !DatabaseUrl.StartsWith(SqliteScheme, StringComparison.OrdinalIgnoreCase);

    /// <summary>The file that keeps memories and the service's state, where they are not in PostgreSQL.</summary>
    public string StateFile => DatabaseUrl is null || KeepsInPostgres ? Path.Combine(DataDirectory, "memori.db") : DatabaseUrl[SqliteScheme.Length..];

    internal const string SqliteScheme = "sqlite:";

    /// <summary><c>MEMORI_ANTHROPIC_API_KEY</c>, else <c>ANTHROPIC_API_KEY</c>: turns the Claude generator on. Default none: everything stays on this machine.</summary>
    public string? AnthropicApiKey { get; init; }

    /// <summary><c>MEMORI_ANTHROPIC_BASE_URL</c>: where the Messages API is. Default Anthropic's own address.</summary>
    public Uri? AnthropicBaseUrl { get; init; }

    /// <summary><c>MEMORI_CLAUDE_MODEL</c>: the model; a retired id resolves to its successor. Default <c>claude-sonnet-4-5-20250929</c>.</summary>
    public string ClaudeModel { get; init; } = "claude-sonnet-4-5-20250929";

    /// <summary><c>MEMORI_MODEL_CATALOG</c>: a JSON file that extends or overrides the built-in catalogue of models. Default none.</summary>
    public string? ModelCatalog { get; init; }

    /// <summary><c>MEMORI_CONSCIOUS_INGEST</c>: whether stated memories are put into conversations. Default true.</summary>
    public bool ConsciousIngest { get; init; } = true;

    /// <summary><c>MEMORI_AUTO_INGEST</c>: whether conversations are captured, and what was captured is put into later ones. Default true.</summary>
    public bool AutoIngest { get; init; } = true;

    /// <summary>What both switches mean for a turn: which memories are put into it.</summary>
    public InjectionMode InjectionMode =>
        (ConsciousIngest ? InjectionMode.Conscious : InjectionMode.None) | (AutoIngest ? InjectionMode.Auto : InjectionMode.None);

    /// <summary><c>MEMORI_MAX_MEMORY_TOKENS</c>: the most tokens that memories may take in one request. Default 100,000, at least 10,000.</summary>
    public int MaxMemoryTokens { get; init; } = 100_000;

    /// <summary><c>MEMORI_RETRIEVAL_LIMIT</c>: how many memories are recalled for a turn. Default 10; 1 to 50.</summary>
    public int RetrievalLimit { get; init; } = 10;

    /// <summary><c>MEMORI_IMPORTANCE_THRESHOLD</c>: captured memories less important are not put into conversations; search finds them all the same. Default 0.5; 0 to 1.</summary>
    public double ImportanceThreshold { get; init; } = 0.5;

    /// <summary><c>MEMORI_ENABLE_CACHING</c>: whether answers of the cacheable kinds are kept and given again. Default true.</summary>
    public bool EnableCaching { get; init; } = true;

    /// <summary><c>MEMORI_CACHE_TTL_SECONDS</c>: for how long. Default 3,600, at least 60.</summary>
    public int CacheTtlSeconds { get; init; } = 3600;

    /// <summary><c>MEMORI_CONTEXT_STRATEGY</c>: how long conversations are shortened: <c>aggressive</c>, <c>balanced</c> or <c>conservative</c>. Default balanced.</summary>
    public string ContextStrategy { get; init; } = "balanced";

    /// <summary>
    /// <c>MEMORI_DAILY_TOKEN_LIMIT</c>: the most tokens of a user on a day (UTC), all four buckets together; 0 for no limit.
    /// Default 1,000,000, or none where callers bring their own Anthropic keys (<see cref="ProxyKeys"/>): they pay themselves.
    /// </summary>
    public long? DailyTokenLimit { get; init; }

    /// <summary>Whether callers of <c>/v1/messages</c> bring their own Anthropic keys.</summary>
    public bool CallersBringKeys => (ProxyKeys ?? (AnthropicApiKey is null ? "own" : "memori")) == "own";

    /// <summary><c>MEMORI_PER_REQUEST_TOKEN_LIMIT</c>: the most tokens of one request, input and output together; 0 for what the model takes. Default 0.</summary>
    public long PerRequestTokenLimit { get; init; }

    /// <summary><c>MEMORI_BUDGET_ALERT_THRESHOLD</c>: the share of a daily limit at which an alert is given. Default 0.8; 0 to 1.</summary>
    public double BudgetAlertThreshold { get; init; } = 0.8;

    /// <summary><c>MEMORI_ALERT_WEBHOOK_URL</c>: where alerts are posted as JSON. Default none: they are logged and counted only.</summary>
    public Uri? AlertWebhook { get; init; }

    /// <summary><c>MEMORI_DOWNGRADE_MODEL</c>: the cheaper model that our own routes ask when little of a budget is left. Default <c>claude-haiku-5-5</c>.</summary>
    public string DowngradeModel { get; init; } = "claude-haiku-5-5";

    /// <summary><c>MEMORI_DOWNGRADE_BELOW</c>: the share of the daily limit below which what is left is little. Default 0.1; 0 to 1, 0 for never.</summary>
    public double DowngradeBelow { get; init; } = 0.1;

    /// <summary><c>MEMORI_COST_PER_1K_INPUT_TOKENS</c>: USD per thousand tokens, in place of the catalogue's price of <see cref="ClaudeModel"/>. Default none.</summary>
    public decimal? CostPer1kInputTokens { get; init; }

    /// <summary><c>MEMORI_COST_PER_1K_OUTPUT_TOKENS</c>: the same for output; needed together. Default none.</summary>
    public decimal? CostPer1kOutputTokens { get; init; }

    /// <summary><c>MEMORI_REQUESTS_PER_MINUTE</c>: how many requests a minute are sent to Claude at most; 0 for as its own headers allow. Default 0.</summary>
    public int RequestsPerMinute { get; init; }

    /// <summary>
    /// <c>MEMORI_PROXY_KEYS</c>: whose key callers of <c>/v1/messages</c> send in <c>x-api-key</c> or as Bearer: <c>memori</c> (the service's own key goes to Claude)
    /// or <c>own</c> (the caller's Anthropic key is passed on). Default memori when an Anthropic key is configured, else own.
    /// </summary>
    public string? ProxyKeys { get; init; }

    /// <summary><c>MEMORI_PROXY_MEMORY</c>: whether <c>/v1/messages</c> adds memory unless a key or the header <c>X-Memori-Memory</c> says otherwise. Default true.</summary>
    public bool ProxyMemory { get; init; } = true;

    /// <summary><c>MEMORI_PROXY_MEMORY_TIMEOUT_MS</c>: how long <c>/v1/messages</c> waits for memory before it goes on without. Default 250; 10 to 10,000.</summary>
    public int ProxyMemoryTimeoutMilliseconds { get; init; } = 250;

    /// <summary>
    /// <c>MEMORI_CLAUDE_STRONG_MODEL</c>: a larger model that is asked for a second opinion on SQL when the first answer failed or is in doubt.
    /// Default none: the model itself answers again, another way.
    /// </summary>
    public string? ClaudeStrongModel { get; init; }

    /// <summary>
    /// <c>MEMORI_PROXY_MAX_CONCURRENT</c>: calls of <c>/v1/messages</c> passed on at once, apart from <see cref="MaxConcurrentRequests"/> as a streamed answer takes minutes; 0 for no limit.
    /// What comes above it waits for <see cref="QueueTimeoutSeconds"/>, users taking turns. Default 0; 0 to 100,000.
    /// </summary>
    public int ProxyMaxConcurrent { get; init; }

    /// <summary><c>MEMORI_PROXY_MAX_PER_USER</c>: the same for one user; 0 for no limit. Default 0; 0 to 100,000.</summary>
    public int ProxyMaxPerUser { get; init; }

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

    /// <summary><c>MEMORI_PROFILE</c>: whose defaults hold where nothing else is said: <c>development</c>, <c>test</c>, <c>staging</c> or <c>production</c>. Default none: the guide's own.</summary>
    public string? Profile { get; init; }

    /// <summary><c>MEMORI_URLS</c>: where the service listens, separated by semicolons; <c>--urls</c> comes first. Default <c>http://127.0.0.1:8000</c>. An address that other machines reach needs keys or tokens.</summary>
    public string? Urls { get; init; }

    /// <summary><c>MEMORI_ALLOWED_HOSTS</c>: the names by which the service is called, separated by commas, <c>*.example.com</c> allowed. Default any once there are keys; localhost while there are none.</summary>
    public IReadOnlyList<string>? PublicHosts { get; init; }

    /// <summary><c>MEMORI_CORS_ORIGINS</c>: the origins whose pages may call the service from a browser, separated by commas. Default none.</summary>
    public IReadOnlyList<string> CorsOrigins { get; init; } = [];

    /// <summary><c>MEMORI_TRUSTED_PROXIES</c>: the addresses or networks of reverse proxies whose <c>X-Forwarded-*</c> headers are believed, separated by commas. Default none.</summary>
    public IReadOnlyList<string> TrustedProxies { get; init; } = [];

    /// <summary><c>MEMORI_TLS_CERTIFICATE</c>: the certificate of https addresses, PEM (with <see cref="TlsKey"/>) or PKCS #12. Read anew when the file changes. Default none.</summary>
    public string? TlsCertificate { get; init; }

    /// <summary><c>MEMORI_TLS_KEY</c>: the file of its private key, PEM. Default in the certificate's own file.</summary>
    public string? TlsKey { get; init; }

    /// <summary><c>MEMORI_TLS_PASSWORD</c>: the password of the key. Default none.</summary>
    public string? TlsPassword { get; init; }

    /// <summary><c>MEMORI_ADMIN_KEY</c>: a key of role admin that is always valid, to begin with; at least 32 characters. Default none.</summary>
    public string? AdminKey { get; init; }

    /// <summary><c>MEMORI_JWT_AUTHORITY</c>: the OpenID Connect issuer whose tokens let callers in, https. Default none.</summary>
    public Uri? JwtAuthority { get; init; }

    /// <summary><c>MEMORI_JWT_KEYS_FILE</c>: the issuer's keys as a JWKS file, in place of asking the issuer. Default none.</summary>
    public string? JwtKeysFile { get; init; }

    /// <summary><c>MEMORI_JWT_AUDIENCE</c>: whom tokens must be for; needed with <see cref="JwtAuthority"/>.</summary>
    public string? JwtAudience { get; init; }

    /// <summary><c>MEMORI_JWT_USER_CLAIM</c>: the claim that is the user's id. Default <c>sub</c>.</summary>
    public string JwtUserClaim { get; init; } = "sub";

    /// <summary><c>MEMORI_JWT_ROLES_CLAIM</c>: the claim with the roles, for the rules of datasources too. Default <c>roles</c>.</summary>
    public string JwtRolesClaim { get; init; } = "roles";

    /// <summary><c>MEMORI_JWT_ADMIN_ROLE</c>: the role in a token that makes its holder an administrator. Default <c>memori-admin</c>.</summary>
    public string JwtAdminRole { get; init; } = "memori-admin";

    /// <summary><c>MEMORI_JWT_SERVICE_ROLE</c>: the role that lets its holder speak for any user. Default <c>memori-service</c>.</summary>
    public string JwtServiceRole { get; init; } = "memori-service";

    /// <summary><c>MEMORI_JWT_ATTRIBUTE_CLAIMS</c>: the claims that the rules of datasources may use, separated by commas. Default none.</summary>
    public IReadOnlyList<string> JwtAttributeClaims { get; init; } = [];

    /// <summary><c>MEMORI_MAX_BODY_MB</c>: the largest body of a request, in MiB; uploads and <c>/v1/messages</c> have their own. Default 4; 1 to 1,024.</summary>
    public int MaxBodyMegabytes { get; init; } = 4;

    /// <summary><c>MEMORI_REQUEST_TIMEOUT_SECONDS</c>: how long a request of our own routes may take, streams and uploads excepted. Default 300; 1 to 3,600.</summary>
    public int RequestTimeoutSeconds { get; init; } = 300;

    /// <summary><c>MEMORI_RATE_LIMIT_PER_MINUTE</c>: how many requests a minute a key (or a user, where there are no keys) may make; 0 for no limit. Default 600.</summary>
    public int RateLimitPerMinute { get; init; } = 600;

    /// <summary><c>MEMORI_SESSION_TIMEOUT_MINUTES</c>: after how long without a request a session expires. Default 60; 1 to 525,600.</summary>
    public int SessionTimeoutMinutes { get; init; } = 60;

    /// <summary><c>MEMORI_SESSION_AUTO_CREATE</c>: whether a session that is not known is created. Default true; else it is refused.</summary>
    public bool SessionAutoCreate { get; init; } = true;

    /// <summary><c>MEMORI_SESSION_RETENTION_HOURS</c>: how long after its end a session is kept before it is cleaned up. Default 24; 0 to 87,600.</summary>
    public int SessionRetentionHours { get; init; } = 24;

    /// <summary><c>MEMORI_SESSION_MEMORY_POLICY</c>: what becomes of a session's own memories when it is cleaned up: <c>keep</c> (the lifecycle decides), <c>archive</c> or <c>delete</c>. Default keep.</summary>
    public string SessionMemoryPolicy { get; init; } = "keep";

    /// <summary><c>MEMORI_REQUEST_RETENTION_DAYS</c>: how long figures of single requests are kept. Default 7; 1 to 365.</summary>
    public int RequestRetentionDays { get; init; } = 7;

    /// <summary><c>MEMORI_METRICS_RETENTION_DAYS</c>: how long hourly figures are kept. Default 400; 1 to 3,650.</summary>
    public int MetricsRetentionDays { get; init; } = 400;

    /// <summary><c>MEMORI_LEAK_THRESHOLD_MB</c>: the size of the process, in MiB, below which growth is no leak. Default 1,000.</summary>
    public int LeakThresholdMegabytes { get; init; } = 1000;

    /// <summary><c>MEMORI_ALERT_ERROR_RATE</c>: the share of requests of an hour that may fail before an alert. Default 0.05; 0 to 1, 1 for never.</summary>
    public double AlertErrorRate { get; init; } = 0.05;

    /// <summary><c>MEMORI_ALERT_DAILY_COST_USD</c>: the cost of a day, of all users together, at which an alert is given. Default none.</summary>
    public decimal? AlertDailyCost { get; init; }

    /// <summary><c>MEMORI_ALERT_MEMORY_TOKENS</c>: the tokens of a user's memories at which an alert is given; 0 for never. Default 80,000.</summary>
    public int AlertMemoryTokens { get; init; } = 80_000;

    /// <summary><c>MEMORI_OTLP_ENDPOINT</c>, else <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>: where traces, metrics and logs are sent. Default none.</summary>
    public Uri? OtlpEndpoint { get; init; }

    /// <summary><c>MEMORI_OTLP_HEADERS</c>, else <c>OTEL_EXPORTER_OTLP_HEADERS</c>: what is sent with them, <c>name=value</c> separated by commas. Default none.</summary>
    public string? OtlpHeaders { get; init; }

    /// <summary><c>MEMORI_TELEMETRY_CONTENT</c>: whether traces and logs may carry questions, messages and memories. Default false.</summary>
    public bool TelemetryContent { get; init; }

    /// <summary><c>MEMORI_METRICS_OPEN</c>: whether <c>/metrics</c> is answered without a key. Default false: it needs a key of role admin once there are keys.</summary>
    public bool MetricsOpen { get; init; }

    /// <summary><c>MEMORI_LOG_LEVEL</c>: <c>DEBUG</c>, <c>INFO</c>, <c>WARNING</c>, <c>ERROR</c> or <c>CRITICAL</c>. Default INFO.</summary>
    public string LogLevel { get; init; } = "INFO";

    /// <summary><c>MEMORI_ENABLE_DEBUG_LOGGING</c>: as <c>MEMORI_LOG_LEVEL=DEBUG</c>. Default false.</summary>
    public bool EnableDebugLogging { get; init; }

    /// <summary><c>MEMORI_LOG_FORMAT</c>: <c>text</c> for people or <c>json</c>, one object a line. Default text.</summary>
    public string LogFormat { get; init; } = "text";

    /// <summary><c>MEMORI_AUDIT_RETENTION_DAYS</c>: how long the audit is kept; 0 for ever. Default 730.</summary>
    public int AuditRetentionDays { get; init; } = 730;

    /// <summary><c>MEMORI_BACKUP_DIR</c>: where scheduled backups go. Default <c>backups</c> in the data directory.</summary>
    public string? BackupDirectory { get; init; }

    /// <summary><c>MEMORI_BACKUP_INTERVAL_HOURS</c>: how often the state is backed up; 0 for never. Default 0; 0 to 8,760.</summary>
    public int BackupIntervalHours { get; init; }

    /// <summary><c>MEMORI_BACKUP_KEEP</c>: how many scheduled backups are kept. Default 7; 1 to 1,000.</summary>
    public int BackupKeep { get; init; } = 7;

    /// <summary><c>MEMORI_SHUTDOWN_TIMEOUT_SECONDS</c>: how long requests and jobs that are under way may go on when the service is told to stop. Default 30; 1 to 3,600.</summary>
    public int ShutdownTimeoutSeconds { get; init; } = 30;

    /// <summary>Without secrets: a record would print them all.</summary>
    public override string ToString() => $"{nameof(MemoriSettings)} {DataDirectory}";
}
