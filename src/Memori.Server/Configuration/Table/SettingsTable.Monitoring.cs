using static Memori.Server.Configuration.Table.Setting;
using static Memori.Server.Configuration.Table.SettingKinds;

namespace Memori.Server.Configuration.Table;

public static partial class SettingsTable
{
    private static SettingGroup Monitoring() => new(new("Monitoring", "监控"),
    [
        Of("MEMORI_REQUEST_RETENTION_DAYS", Whole(1, 365), s => s.RequestRetentionDays, (s, v) => s with { RequestRetentionDays = v },
            "How many days the figures of single requests are kept.", "单次请求指标的保留天数。") with { Reloads = true },
        Of("MEMORI_METRICS_RETENTION_DAYS", Whole(1, 3650), s => s.MetricsRetentionDays, (s, v) => s with { MetricsRetentionDays = v },
            "How many days the hourly figures are kept.", "每小时指标的保留天数。") with { Reloads = true },
        Of("MEMORI_LEAK_THRESHOLD_MB", Whole(1, 1_000_000), s => s.LeakThresholdMegabytes, (s, v) => s with { LeakThresholdMegabytes = v },
            "The size of the process, in MiB, below which growth is no leak.", "进程小于此 MiB 数时,增长不视为泄漏。") with { Reloads = true },
        Of("MEMORI_METRICS_OPEN", Switch, s => s.MetricsOpen, (s, v) => s with { MetricsOpen = v },
            "Whether /metrics is answered without a key; else it needs a key of role admin once there are keys.", "/metrics 是否无需密钥;否则有密钥后需要管理员密钥。"),
        Of("MEMORI_OTLP_ENDPOINT", Address, s => s.OtlpEndpoint, (s, v) => s with { OtlpEndpoint = v },
            "Where traces, metrics and logs are sent.", "追踪、指标与日志的发送地址。") with { Aliases = ["OTEL_EXPORTER_OTLP_ENDPOINT"] },
        Of("MEMORI_OTLP_HEADERS", Words, s => s.OtlpHeaders, (s, v) => s with { OtlpHeaders = v },
            "What is sent with them: name=value, separated by commas.", "随之发送的请求头:name=value,以逗号分隔。") with
        {
            IsSecret = true,
            Aliases = ["OTEL_EXPORTER_OTLP_HEADERS"],
        },
        Of("MEMORI_TELEMETRY_CONTENT", Switch, s => s.TelemetryContent, (s, v) => s with { TelemetryContent = v },
            "Whether traces and logs may carry questions, messages and memories.", "追踪与日志是否可包含问题、消息与记忆内容。"),
    ]);

    private static SettingGroup Alerts() => new(new("Alerts", "告警"),
    [
        Of("MEMORI_ALERT_WEBHOOK_URL", Address, s => s.AlertWebhook, (s, v) => s with { AlertWebhook = v },
            "Where alerts are posted as JSON; without one they are logged and counted only.", "以 JSON 推送告警的地址;未设置时仅记录与计数。") with { IsSecret = true, Reloads = true },
        Of("MEMORI_ALERT_ERROR_RATE", Share, s => s.AlertErrorRate, (s, v) => s with { AlertErrorRate = v },
            "The share of requests of an hour that may fail before an alert; 1 for never.", "一小时内失败请求超过此比例时告警;1 表示从不。") with { Reloads = true },
        Of("MEMORI_ALERT_DAILY_COST_USD", Price, s => s.AlertDailyCost, (s, v) => s with { AlertDailyCost = v },
            "The cost of a day, of all users together, at which an alert is given.", "所有用户当日总费用达到此值时告警。") with { Reloads = true },
        Of("MEMORI_ALERT_MEMORY_TOKENS", Whole(0, int.MaxValue), s => s.AlertMemoryTokens, (s, v) => s with { AlertMemoryTokens = v },
            "The tokens of a user's memories at which an alert is given; 0 for never.", "用户记忆达到此 token 数时告警;0 表示从不。") with { Reloads = true },
    ]);

    private static SettingGroup Logging() => new(new("Logs", "日志"),
    [
        Of("MEMORI_LOG_LEVEL", Choice("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), s => s.LogLevel, (s, v) => s with { LogLevel = v },
            "The least level that is logged.", "记录日志的最低级别。") with { Reloads = true },
        Of("MEMORI_ENABLE_DEBUG_LOGGING", Switch, s => s.EnableDebugLogging, (s, v) => s with { EnableDebugLogging = v },
            "The same as MEMORI_LOG_LEVEL=DEBUG.", "等同于 MEMORI_LOG_LEVEL=DEBUG。") with { Reloads = true },
        Of("MEMORI_LOG_FORMAT", Choice("text", "json"), s => s.LogFormat, (s, v) => s with { LogFormat = v },
            "text for people, or json, one object a line.", "text 供人阅读,json 每行一个对象。"),
    ]);
}
