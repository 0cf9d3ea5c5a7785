using System.Globalization;
using Memori.Text;
using Memori.Text2Sql.DataSources.Admission;
using Memori.Text2Sql.Grounding;

namespace Memori.Server.Configuration;

/// <summary>Reads <see cref="MemoriSettings"/> from environment variables and reports every mistake at once.</summary>
public sealed class SettingsReader
{
    private readonly Func<string, string?> _variable;
    private readonly List<LocalizedText> _errors = [];

    private SettingsReader(Func<string, string?> variable) => _variable = variable;

    /// <summary>Reads the settings.</summary>
    /// <param name="variable">Gives the value of an environment variable, or null.</param>
    /// <exception cref="MemoriException"><c>invalid-settings</c>, naming every variable that is wrong.</exception>
    public static MemoriSettings Read(Func<string, string?> variable)
    {
        var reader = new SettingsReader(variable);
        var defaults = new MemoriSettings();
        var settings = new MemoriSettings
        {
            DataDirectory = reader.Text("MEMORI_DATA_DIR") ?? defaults.DataDirectory,
            AnthropicApiKey = reader.Text("MEMORI_ANTHROPIC_API_KEY") ?? reader.Text("ANTHROPIC_API_KEY"),
            AnthropicBaseUrl = reader.Address("MEMORI_ANTHROPIC_BASE_URL"),
            ClaudeModel = reader.Text("MEMORI_CLAUDE_MODEL") ?? defaults.ClaudeModel,
            ModelCatalog = reader.Text("MEMORI_MODEL_CATALOG"),
            ConsciousIngest = reader.Switch("MEMORI_CONSCIOUS_INGEST", defaults.ConsciousIngest),
            AutoIngest = reader.Switch("MEMORI_AUTO_INGEST", defaults.AutoIngest),
            MaxMemoryTokens = reader.Number("MEMORI_MAX_MEMORY_TOKENS", defaults.MaxMemoryTokens, 10_000, 1_000_000),
            RetrievalLimit = reader.Number("MEMORI_RETRIEVAL_LIMIT", defaults.RetrievalLimit, 1, 50),
            ImportanceThreshold = reader.Share("MEMORI_IMPORTANCE_THRESHOLD", defaults.ImportanceThreshold),
            EnableCaching = reader.Switch("MEMORI_ENABLE_CACHING", defaults.EnableCaching),
            CacheTtlSeconds = reader.Number("MEMORI_CACHE_TTL_SECONDS", defaults.CacheTtlSeconds, 60, 7 * 24 * 3600),
            ContextStrategy = reader.Choice("MEMORI_CONTEXT_STRATEGY", ["aggressive", "balanced", "conservative"]) ?? defaults.ContextStrategy,
            DailyTokenLimit = reader.Amount("MEMORI_DAILY_TOKEN_LIMIT"),
            PerRequestTokenLimit = reader.Amount("MEMORI_PER_REQUEST_TOKEN_LIMIT") ?? defaults.PerRequestTokenLimit,
            BudgetAlertThreshold = reader.Share("MEMORI_BUDGET_ALERT_THRESHOLD", defaults.BudgetAlertThreshold),
            AlertWebhook = reader.Address("MEMORI_ALERT_WEBHOOK_URL"),
            DowngradeModel = reader.Text("MEMORI_DOWNGRADE_MODEL") ?? defaults.DowngradeModel,
            DowngradeBelow = reader.Share("MEMORI_DOWNGRADE_BELOW", defaults.DowngradeBelow),
            CostPer1kInputTokens = reader.Price("MEMORI_COST_PER_1K_INPUT_TOKENS"),
            CostPer1kOutputTokens = reader.Price("MEMORI_COST_PER_1K_OUTPUT_TOKENS"),
            RequestsPerMinute = reader.Number("MEMORI_REQUESTS_PER_MINUTE", defaults.RequestsPerMinute, 0, 100_000),
            ProxyKeys = reader.Choice("MEMORI_PROXY_KEYS", ["memori", "own"]),
            ProxyMemory = reader.Switch("MEMORI_PROXY_MEMORY", defaults.ProxyMemory),
            ProxyMaxConcurrent = reader.Number("MEMORI_PROXY_MAX_CONCURRENT", defaults.ProxyMaxConcurrent, 0, 100_000),
            ProxyMaxPerUser = reader.Number("MEMORI_PROXY_MAX_PER_USER", defaults.ProxyMaxPerUser, 0, 100_000),
            ProxyMemoryTimeoutMilliseconds = reader.Number("MEMORI_PROXY_MEMORY_TIMEOUT_MS", defaults.ProxyMemoryTimeoutMilliseconds, 10, 10_000),
            ClaudeStrongModel = reader.Text("MEMORI_CLAUDE_STRONG_MODEL"),
            ClaudeSendValues = reader.Switch("MEMORI_CLAUDE_SEND_VALUES", defaults.ClaudeSendValues),
            ClaudeExtraction = reader.Switch("MEMORI_CLAUDE_EXTRACTION", defaults.ClaudeExtraction),
            MaxCapturedMemories = reader.Number("MEMORI_MAX_CAPTURED_MEMORIES", defaults.MaxCapturedMemories, 0, int.MaxValue),
            EmbeddingUrl = reader.Address("MEMORI_EMBEDDING_URL"),
            EmbeddingKey = reader.Text("MEMORI_EMBEDDING_KEY"),
            EmbeddingModel = reader.Text("MEMORI_EMBEDDING_MODEL"),
            EmbeddingDimensions = reader.Text("MEMORI_EMBEDDING_DIMENSIONS") is null ? null : reader.Number("MEMORI_EMBEDDING_DIMENSIONS", 1, 1, 8192),
            MaxConcurrentRequests = reader.Number("MEMORI_MAX_CONCURRENT_REQUESTS", defaults.MaxConcurrentRequests, 1, 10_000),
            MaxRequestsPerUser = reader.Number("MEMORI_MAX_REQUESTS_PER_USER", defaults.MaxRequestsPerUser, 1, 10_000),
            QueueTimeoutSeconds = reader.Number("MEMORI_QUEUE_TIMEOUT_SECONDS", defaults.QueueTimeoutSeconds, 1, 3600),
            MaxRows = reader.Number("MEMORI_MAX_ROWS", defaults.MaxRows, 1, 100_000),
            DatasourceRoots = reader.Text("MEMORI_DATASOURCE_ROOTS")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            DatasourceHosts = reader.Hosts("MEMORI_DATASOURCE_HOSTS"),
            SecretKey = reader.Secret("MEMORI_SECRET_KEY"),
            PreviousSecretKey = reader.Secret("MEMORI_SECRET_KEY_PREVIOUS"),
            Context = reader.Context(defaults.Context),
            MaxExportRows = reader.Number("MEMORI_MAX_EXPORT_ROWS", defaults.MaxExportRows, 1, 10_000_000),
            MaxUploadMegabytes = reader.Number("MEMORI_MAX_UPLOAD_MB", defaults.MaxUploadMegabytes, 1, 1024),
            QueryTimeoutSeconds = reader.Number("MEMORI_QUERY_TIMEOUT_SECONDS", defaults.QueryTimeoutSeconds, 1, 3600),
            Profile = reader.Choice("MEMORI_PROFILE", ["development", "test", "staging", "production"]) ?? defaults.Profile,
            Urls = reader.Text("MEMORI_URLS"),
            PublicHosts = reader.List("MEMORI_ALLOWED_HOSTS"),
            CorsOrigins = reader.List("MEMORI_CORS_ORIGINS") ?? defaults.CorsOrigins,
            TrustedProxies = reader.List("MEMORI_TRUSTED_PROXIES") ?? defaults.TrustedProxies,
            TlsCertificate = reader.Text("MEMORI_TLS_CERTIFICATE"),
            TlsKey = reader.Text("MEMORI_TLS_KEY"),
            TlsPassword = reader.Text("MEMORI_TLS_PASSWORD"),
            AdminKey = reader.Secret("MEMORI_ADMIN_KEY"),
            JwtAuthority = reader.Address("MEMORI_JWT_AUTHORITY"),
            JwtKeysFile = reader.Text("MEMORI_JWT_KEYS_FILE"),
            JwtAudience = reader.Text("MEMORI_JWT_AUDIENCE"),
            JwtUserClaim = reader.Text("MEMORI_JWT_USER_CLAIM") ?? defaults.JwtUserClaim,
            JwtRolesClaim = reader.Text("MEMORI_JWT_ROLES_CLAIM") ?? defaults.JwtRolesClaim,
            JwtAdminRole = reader.Text("MEMORI_JWT_ADMIN_ROLE") ?? defaults.JwtAdminRole,
            JwtServiceRole = reader.Text("MEMORI_JWT_SERVICE_ROLE") ?? defaults.JwtServiceRole,
            JwtAttributeClaims = reader.List("MEMORI_JWT_ATTRIBUTE_CLAIMS") ?? defaults.JwtAttributeClaims,
            MaxBodyMegabytes = reader.Number("MEMORI_MAX_BODY_MB", defaults.MaxBodyMegabytes, 1, 1024),
            RequestTimeoutSeconds = reader.Number("MEMORI_REQUEST_TIMEOUT_SECONDS", defaults.RequestTimeoutSeconds, 1, 3600),
            RateLimitPerMinute = reader.Number("MEMORI_RATE_LIMIT_PER_MINUTE", defaults.RateLimitPerMinute, 0, 1_000_000),
            SessionTimeoutMinutes = reader.Number("MEMORI_SESSION_TIMEOUT_MINUTES", defaults.SessionTimeoutMinutes, 1, 525_600),
            SessionAutoCreate = reader.Switch("MEMORI_SESSION_AUTO_CREATE", defaults.SessionAutoCreate),
            SessionRetentionHours = reader.Number("MEMORI_SESSION_RETENTION_HOURS", defaults.SessionRetentionHours, 0, 87_600),
            SessionMemoryPolicy = reader.Choice("MEMORI_SESSION_MEMORY_POLICY", ["keep", "archive", "delete"]) ?? defaults.SessionMemoryPolicy,
            RequestRetentionDays = reader.Number("MEMORI_REQUEST_RETENTION_DAYS", defaults.RequestRetentionDays, 1, 365),
            MetricsRetentionDays = reader.Number("MEMORI_METRICS_RETENTION_DAYS", defaults.MetricsRetentionDays, 1, 3650),
            LeakThresholdMegabytes = reader.Number("MEMORI_LEAK_THRESHOLD_MB", defaults.LeakThresholdMegabytes, 1, 1_000_000),
            AlertErrorRate = reader.Share("MEMORI_ALERT_ERROR_RATE", defaults.AlertErrorRate),
            AlertDailyCost = reader.Price("MEMORI_ALERT_DAILY_COST_USD"),
            AlertMemoryTokens = reader.Number("MEMORI_ALERT_MEMORY_TOKENS", defaults.AlertMemoryTokens, 0, int.MaxValue),
            OtlpEndpoint = reader.Address("MEMORI_OTLP_ENDPOINT") ?? reader.Address("OTEL_EXPORTER_OTLP_ENDPOINT"),
            OtlpHeaders = reader.Text("MEMORI_OTLP_HEADERS") ?? reader.Text("OTEL_EXPORTER_OTLP_HEADERS"),
            TelemetryContent = reader.Switch("MEMORI_TELEMETRY_CONTENT", defaults.TelemetryContent),
            MetricsOpen = reader.Switch("MEMORI_METRICS_OPEN", defaults.MetricsOpen),
            LogLevel = reader.Choice("MEMORI_LOG_LEVEL", ["debug", "info", "warning", "error", "critical"])?.ToUpperInvariant() ?? defaults.LogLevel,
            EnableDebugLogging = reader.Switch("MEMORI_ENABLE_DEBUG_LOGGING", defaults.EnableDebugLogging),
            LogFormat = reader.Choice("MEMORI_LOG_FORMAT", ["text", "json"]) ?? defaults.LogFormat,
            AuditRetentionDays = reader.Number("MEMORI_AUDIT_RETENTION_DAYS", defaults.AuditRetentionDays, 0, 36_500),
            BackupDirectory = reader.Text("MEMORI_BACKUP_DIR"),
            BackupIntervalHours = reader.Number("MEMORI_BACKUP_INTERVAL_HOURS", defaults.BackupIntervalHours, 0, 8760),
            BackupKeep = reader.Number("MEMORI_BACKUP_KEEP", defaults.BackupKeep, 1, 1000),
            ShutdownTimeoutSeconds = reader.Number("MEMORI_SHUTDOWN_TIMEOUT_SECONDS", defaults.ShutdownTimeoutSeconds, 1, 3600),
        };
        reader.RequireTogether("MEMORI_EMBEDDING_URL", ["MEMORI_EMBEDDING_MODEL", "MEMORI_EMBEDDING_DIMENSIONS"], ["MEMORI_EMBEDDING_KEY"]);
        reader.RequireTogether("MEMORI_COST_PER_1K_INPUT_TOKENS", ["MEMORI_COST_PER_1K_OUTPUT_TOKENS"], []);
        return reader._errors.Count == 0 ? settings : throw Invalid(reader._errors);
    }

    private ContextOptions Context(ContextOptions defaults) => defaults with
    {
        IncludeSchema = Switch("MEMORI_CONTEXT_INCLUDE_SCHEMA", defaults.IncludeSchema),
        IncludeValues = Switch("MEMORI_CONTEXT_INCLUDE_VALUES", defaults.IncludeValues),
        IncludeGlossary = Switch("MEMORI_CONTEXT_INCLUDE_GLOSSARY", defaults.IncludeGlossary),
        IncludeHistory = Switch("MEMORI_CONTEXT_INCLUDE_HISTORY", defaults.IncludeHistory),
        IncludeExamples = Switch("MEMORI_CONTEXT_INCLUDE_EXAMPLES", defaults.IncludeExamples),
        IncludePreferences = Switch("MEMORI_CONTEXT_INCLUDE_PREFERENCES", defaults.IncludePreferences),
        IncludeRules = Switch("MEMORI_CONTEXT_INCLUDE_RULES", defaults.IncludeRules),
        MaxSchemaTables = Number("MEMORI_CONTEXT_MAX_SCHEMA_TABLES", defaults.MaxSchemaTables, 1, 50),
        MaxHistoryTurns = Number("MEMORI_CONTEXT_MAX_HISTORY_TURNS", defaults.MaxHistoryTurns, 0, 50),
    };

    private string[]? List(string name) => Text(name)?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private string? Text(string name) => _variable(name) is { } value && value.Trim().Length > 0 ? value.Trim() : null;

    /// <summary>A secret, or the content of the file that NAME__FILE names.</summary>
    private string? Secret(string name)
    {
        const int shortest = 16;
        var value = Text(name);
        if (Text(name + "__FILE") is { } path)
        {
            try
            {
                value ??= File.ReadAllText(path).Trim();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                _errors.Add(new LocalizedText($"The file of {name}__FILE can't be read.", $"无法读取 {name}__FILE 指定的文件。"));
                return null;
            }
        }

        if (value is { Length: < shortest })
        {
            _errors.Add(new LocalizedText($"{name} must have at least {shortest} characters.", $"{name} 至少需要 {shortest} 个字符。"));
        }

        return value;
    }

    private AllowedHosts Hosts(string name)
    {
        if (!AllowedHosts.TryParse(Text(name) ?? "", loopback: false, out var hosts))
        {
            _errors.Add(new LocalizedText(
                $"{name} must list host names, *.domains, addresses or networks, separated by commas.", $"{name} 必须是以逗号分隔的主机名、*.域名、地址或网段。"));
        }

        return hosts;
    }

    private int Number(string name, int fallback, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        _errors.Add(new LocalizedText($"{name} must be a whole number from {least} to {most}.", $"{name} 必须是 {least} 到 {most} 之间的整数。"));
        return fallback;
    }

    private long? Amount(string name) => Parsed<long>(
        name,
        text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var amount) ? amount : null,
        new LocalizedText($"{name} must be a whole number, 0 for no limit.", $"{name} 必须是非负整数,0 表示不限。"));

    private double Share(string name, double fallback) => Parsed<double>(
        name,
        text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= 1 ? share : null,
        new LocalizedText($"{name} must be a number from 0 to 1.", $"{name} 必须是 0 到 1 之间的数。")) ?? fallback;

    private decimal? Price(string name) => Parsed<decimal>(
        name,
        text => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) ? price : null,
        new LocalizedText($"{name} must be an amount in USD, such as 0.003.", $"{name} 必须是以美元计的金额,例如 0.003。"));

    private string? Choice(string name, string[] choices)
    {
        if (Text(name)?.ToLowerInvariant() is not { } text || choices.Contains(text))
        {
            return Text(name)?.ToLowerInvariant();
        }

        _errors.Add(new LocalizedText($"{name} must be one of {string.Join(", ", choices)}.", $"{name} 必须是以下之一:{string.Join("、", choices)}。"));
        return null;
    }

    private T? Parsed<T>(string name, Func<string, T?> parse, LocalizedText error)
        where T : struct
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var value = parse(text);
        if (value is null)
        {
            _errors.Add(error);
        }

        return value;
    }

    private bool Switch(string name, bool fallback)
    {
        if (Text(name) is not { } text)
        {
            return fallback;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        _errors.Add(new LocalizedText($"{name} must be true or false.", $"{name} 必须是 true 或 false。"));
        return fallback;
    }

    /// <summary>A setting needs others, and these make no sense without it.</summary>
    private void RequireTogether(string name, string[] needed, string[] optional)
    {
        foreach (var other in needed.Concat(optional))
        {
            var (present, missing) = Text(name) is null ? (other, name) : (name, other);
            if (Text(present) is not null && Text(missing) is null && !optional.Contains(missing))
            {
                _errors.Add(new LocalizedText($"{present} needs {missing}.", $"设置 {present} 时必须同时设置 {missing}。"));
            }
        }
    }

    private Uri? Address(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        _errors.Add(new LocalizedText($"{name} must be an http or https address.", $"{name} 必须是 http 或 https 地址。"));
        return null;
    }

    private static MemoriException Invalid(List<LocalizedText> errors) => new(
        FaultKind.BadRequest,
        "invalid-settings",
        new LocalizedText(string.Join(' ', errors.Select(e => e.English)), string.Concat(errors.Select(e => e.Chinese))));
}
