using Memori.Claude.Models;
using Memori.Server.Access.Network;
using Memori.Server.Background;
using Memori.Server.Models;
using Memori.Text;

namespace Memori.Server.Configuration;

/// <summary>Finds what is allowed but unwise or unsafe: what can't work anywhere, and what must not be in production.</summary>
public static class SettingsCheck
{
    /// <summary>All findings: those of the reading and those about what was read, errors first.</summary>
    public static IReadOnlyList<SettingsFinding> Of(SettingsReading reading)
    {
        var settings = reading.Settings;
        return
        [
            .. reading.Findings.Concat(Missing(settings)).Concat(Models(settings)).Concat(InClear(settings)).Concat(Limits(settings)).Concat(InTheOpen(settings)).Concat(IsOperated(settings) ? Operated(settings) : [])
                .OrderByDescending(finding => finding.Severity),
        ];
    }

    /// <summary>The settings, when nothing keeps the service from starting: no mistake, and in production nothing that is unsafe.</summary>
    /// <param name="reading">The settings as they were read.</param>
    /// <param name="warnings">What is doubtful all the same; outside staging and production only what the reading found.</param>
    /// <exception cref="MemoriException"><c>invalid-settings</c>, with everything that does.</exception>
    public static MemoriSettings Require(SettingsReading reading, out IReadOnlyList<SettingsFinding> warnings)
    {
        warnings = [.. AtStart(reading).Where(finding => finding.Severity == SettingsSeverity.Warning)];
        return Blocking(reading) is { Count: > 0 } errors ? throw SettingsReading.Invalid(errors) : reading.Settings;
    }

    /// <summary>What keeps a service with these settings from starting.</summary>
    internal static IReadOnlyList<SettingsFinding> Blocking(SettingsReading reading) =>
        [.. AtStart(reading).Where(finding => finding.Severity == SettingsSeverity.Error)];

    private static IEnumerable<SettingsFinding> AtStart(SettingsReading reading) =>
        IsOperated(reading.Settings) ? Of(reading) : reading.Findings;

    private static bool IsOperated(MemoriSettings settings) => settings.Profile is SettingsProfile.Production or SettingsProfile.Staging;

    private static ListenAddresses? Addresses(MemoriSettings settings) =>
        ListenAddresses.TryParse(settings.Urls ?? MemoriServer.DefaultUrls, out var addresses) ? addresses : null;

    // Said by what needs the models too, at its start; here together with everything else.
    private static IEnumerable<SettingsFinding> Models(MemoriSettings settings)
    {
        ModelCatalog catalog;
        try
        {
            catalog = settings.LoadModels();
        }
        catch (MemoriException fault)
        {
            return [SettingsFinding.Error(fault.Code, "MEMORI_MODEL_CATALOG", fault.Text)];
        }

        return from model in new (string Name, string? Id)[]
               {
                   ("MEMORI_CLAUDE_MODEL", settings.ClaudeModel), ("MEMORI_CLAUDE_STRONG_MODEL", settings.ClaudeStrongModel), ("MEMORI_DOWNGRADE_MODEL", settings.DowngradeModel),
               }
               where model.Id is not null && !catalog.TryFind(model.Id, out _)
               select SettingsFinding.Error("unknown-model", model.Name, new(
                   $"{model.Name} names a model that the catalogue doesn't know (memori models).", $"{model.Name} 指定的模型不在目录中(memori models)。"));
    }

    private static IEnumerable<SettingsFinding> Missing(MemoriSettings settings)
    {
        foreach (var name in MissingFiles(settings))
        {
            yield return SettingsFinding.Error("file-missing", name, new($"{name} names a file that is not there.", $"{name} 指定的文件不存在。"));
        }

        if (settings.TlsCertificate is null && Addresses(settings) is { HaveHttps: true })
        {
            yield return SettingsFinding.Error("tls-missing", "MEMORI_TLS_CERTIFICATE", new(
                "An https address (MEMORI_URLS, --urls) needs MEMORI_TLS_CERTIFICATE, and MEMORI_TLS_KEY when the key is not in the same file.",
                "https 地址(MEMORI_URLS、--urls)需要设置 MEMORI_TLS_CERTIFICATE;私钥在另一文件中时还需 MEMORI_TLS_KEY。"));
        }

        if (settings.BackupDirectory is not null && BackupPlace.FaultOf(settings.BackupDirectory) is { } fault)
        {
            yield return SettingsFinding.Error("backup-not-writable", "MEMORI_BACKUP_DIR", new($"MEMORI_BACKUP_DIR: {fault.English}", $"MEMORI_BACKUP_DIR:{fault.Chinese}"));
        }
    }

    private static IEnumerable<string> MissingFiles(MemoriSettings settings) =>
        from file in new (string Name, string? Path)[]
        {
            ("MEMORI_TLS_CERTIFICATE", settings.TlsCertificate), ("MEMORI_TLS_KEY", settings.TlsKey),
            ("MEMORI_JWT_KEYS_FILE", settings.JwtKeysFile),
        }
        where file.Path is not null && !File.Exists(file.Path)
        select file.Name;

    // Over plain HTTP anybody on the way reads them.
    private static IEnumerable<SettingsFinding> InClear(MemoriSettings settings) =>
        from place in new (string Name, Uri? Address, bool IsSecret)[]
        {
            ("MEMORI_ANTHROPIC_BASE_URL", settings.AnthropicBaseUrl, settings.AnthropicApiKey is not null), ("MEMORI_EMBEDDING_URL", settings.EmbeddingUrl, settings.EmbeddingKey is not null),
            ("MEMORI_JWT_AUTHORITY", settings.JwtAuthority, settings.JwtKeysFile is null), ("MEMORI_OTLP_ENDPOINT", settings.OtlpEndpoint, settings.OtlpHeaders is not null),
        }
        where place is { IsSecret: true, Address.Scheme: "http" } && !Access.Network.LoopbackNames.Contains(place.Address.Host)
        select SettingsFinding.Warning("secret-in-clear", place.Name, new(
            $"{place.Name} is a plain http address: keys sent there can be read on the way.", $"{place.Name} 是明文 http 地址:发送的密钥可能被窃听。"));

    private static IEnumerable<SettingsFinding> Limits(MemoriSettings settings)
    {
        if (settings.MaxRequestsPerUser > settings.MaxConcurrentRequests)
        {
            yield return SettingsFinding.Warning("user-limit-idle", "MEMORI_MAX_REQUESTS_PER_USER", new(
                "MEMORI_MAX_REQUESTS_PER_USER is above MEMORI_MAX_CONCURRENT_REQUESTS: one user can keep all others out.",
                "MEMORI_MAX_REQUESTS_PER_USER 大于 MEMORI_MAX_CONCURRENT_REQUESTS:一个用户可能占满全部名额。"));
        }

        if (settings.ClaudeExtraction && settings.AnthropicApiKey is null)
        {
            yield return SettingsFinding.Warning("extraction-without-key", "MEMORI_CLAUDE_EXTRACTION", new(
                "MEMORI_CLAUDE_EXTRACTION has no effect without MEMORI_ANTHROPIC_API_KEY.", "未设置 MEMORI_ANTHROPIC_API_KEY 时 MEMORI_CLAUDE_EXTRACTION 不起作用。"));
        }
    }

    // Keys would travel in the clear: unwise anywhere, and in production refused.
    private static IEnumerable<SettingsFinding> InTheOpen(MemoriSettings settings)
    {
        if (Addresses(settings) is { HavePlainPublic: true } && settings.TrustedProxies.Count == 0)
        {
            yield return new SettingsFinding(
                settings.Profile == SettingsProfile.Production ? SettingsSeverity.Error : SettingsSeverity.Warning, "no-tls", "MEMORI_TLS_CERTIFICATE", new(
                    "The service listens to others over plain http: set MEMORI_TLS_CERTIFICATE and an https address, or MEMORI_TRUSTED_PROXIES where a proxy does TLS.",
                    "服务以明文 http 对外监听:请设置 MEMORI_TLS_CERTIFICATE 与 https 地址;由代理终止 TLS 时请设置 MEMORI_TRUSTED_PROXIES。"));
        }
    }

    private static IEnumerable<SettingsFinding> Operated(MemoriSettings settings)
    {
        var refused = settings.Profile == SettingsProfile.Production ? SettingsSeverity.Error : SettingsSeverity.Warning;
        var addresses = Addresses(settings);
        var isOpen = addresses is { AreLoopback: false };
        var debugs = settings.EnableDebugLogging || settings.LogLevel == "DEBUG";
        (bool Applies, SettingsSeverity Severity, string Code, string Name, LocalizedText Text)[] rules =
        [
            (debugs && settings.TelemetryContent, refused, "content-logged", "MEMORI_TELEMETRY_CONTENT", new(
                "Debug logs with MEMORI_TELEMETRY_CONTENT write down what users ask and what is remembered of them.", "调试日志与 MEMORI_TELEMETRY_CONTENT 同用会记录用户的提问与记忆。")),
            (settings.CorsOrigins.Any(origin => origin.Contains('*', StringComparison.Ordinal)), refused, "cors-open", "MEMORI_CORS_ORIGINS", new(
                "MEMORI_CORS_ORIGINS must name its origins one by one.", "MEMORI_CORS_ORIGINS 必须逐一列出来源。")),
            (debugs && !settings.TelemetryContent, SettingsSeverity.Warning, "debug-logging", "MEMORI_LOG_LEVEL", new(
                "Debug logging costs time and space.", "调试日志会占用时间与空间。")),
            (settings.TelemetryContent && !debugs, SettingsSeverity.Warning, "content-traced", "MEMORI_TELEMETRY_CONTENT", new(
                "MEMORI_TELEMETRY_CONTENT sends what users ask to wherever traces go.", "MEMORI_TELEMETRY_CONTENT 会把用户的提问发送到追踪后端。")),
            (settings.BackupIntervalHours == 0, SettingsSeverity.Warning, "no-backup", "MEMORI_BACKUP_INTERVAL_HOURS", new(
                "Nothing is backed up: set MEMORI_BACKUP_INTERVAL_HOURS, or run memori backup on a schedule of your own.", "未启用备份:请设置 MEMORI_BACKUP_INTERVAL_HOURS,或自行定时运行 memori backup。")),
            (settings.BackupIntervalHours > 0 && settings.BackupDirectory is null, SettingsSeverity.Warning, "backup-beside-data", "MEMORI_BACKUP_DIR", new(
                "Backups lie in the data directory and are lost with its disk: set MEMORI_BACKUP_DIR.", "备份位于数据目录中,会随磁盘一同丢失:请设置 MEMORI_BACKUP_DIR。")),
            (settings.SecretKey is null, SettingsSeverity.Warning, "key-beside-data", "MEMORI_SECRET_KEY", new(
                "The key that seals the passwords of datasources lies beside them: set MEMORI_SECRET_KEY__FILE.", "加密数据源密码的密钥与数据放在一起:请设置 MEMORI_SECRET_KEY__FILE。")),
            (settings.DailyTokenLimit == 0, SettingsSeverity.Warning, "no-budget", "MEMORI_DAILY_TOKEN_LIMIT", new(
                "Without a MEMORI_DAILY_TOKEN_LIMIT one user may cost any amount.", "未设置 MEMORI_DAILY_TOKEN_LIMIT 时,单个用户的费用没有上限。")),
            (settings.RateLimitPerMinute == 0, SettingsSeverity.Warning, "no-rate-limit", "MEMORI_RATE_LIMIT_PER_MINUTE", new(
                "Without a MEMORI_RATE_LIMIT_PER_MINUTE one key may send any number of requests.", "未设置 MEMORI_RATE_LIMIT_PER_MINUTE 时,单个密钥的请求数没有上限。")),
            (settings.AlertWebhook is null, SettingsSeverity.Warning, "no-alerts", "MEMORI_ALERT_WEBHOOK_URL", new(
                "Alerts are only logged and counted: set MEMORI_ALERT_WEBHOOK_URL.", "告警仅被记录与计数:请设置 MEMORI_ALERT_WEBHOOK_URL。")),
            (isOpen && settings.PublicHosts is null, SettingsSeverity.Warning, "any-host", "MEMORI_ALLOWED_HOSTS", new(
                "The service answers under any name: set MEMORI_ALLOWED_HOSTS.", "服务接受任意主机名的请求:请设置 MEMORI_ALLOWED_HOSTS。")),
            (isOpen && settings.MetricsOpen, SettingsSeverity.Warning, "metrics-open", "MEMORI_METRICS_OPEN", new(
                "MEMORI_METRICS_OPEN shows the figures of the service to anybody who reaches it.", "MEMORI_METRICS_OPEN 使任何能访问服务的人都可查看指标。")),
        ];
        return rules.Where(rule => rule.Applies).Select(rule => new SettingsFinding(rule.Severity, rule.Code, rule.Name, rule.Text));
    }
}
