using static Memori.Server.Configuration.Table.Setting;
using static Memori.Server.Configuration.Table.SettingKinds;

namespace Memori.Server.Configuration.Table;

public static partial class SettingsTable
{
    private static SettingGroup Claude() => new(new("Claude", "Claude"),
    [
        Of("MEMORI_ANTHROPIC_API_KEY", Words, s => s.AnthropicApiKey, (s, v) => s with { AnthropicApiKey = v },
            "The key for Claude; without one everything stays on this machine.", "Claude 的密钥;未设置时一切都留在本机。") with
        {
            IsSecret = true,
            Aliases = ["ANTHROPIC_API_KEY"],
        },
        Of("MEMORI_ANTHROPIC_BASE_URL", Address, s => s.AnthropicBaseUrl, (s, v) => s with { AnthropicBaseUrl = v },
            "Where the Messages API is.", "Messages API 的地址。") with { Otherwise = new("Anthropic's own", "Anthropic 官方地址") },
        Of("MEMORI_CLAUDE_MODEL", Words, s => s.ClaudeModel, (s, v) => s with { ClaudeModel = v },
            "The model; a retired id resolves to its successor.", "使用的模型;已停用的编号会解析为其后继。"),
        Of("MEMORI_CLAUDE_STRONG_MODEL", Words, s => s.ClaudeStrongModel, (s, v) => s with { ClaudeStrongModel = v },
            "A larger model for a second opinion on SQL when the first answer failed or is in doubt.", "首个答案失败或存疑时,用于复核 SQL 的更大模型。") with
        {
            Otherwise = new("the model itself answers again", "由同一模型再次回答"),
        },
        Of("MEMORI_DOWNGRADE_MODEL", Words, s => s.DowngradeModel, (s, v) => s with { DowngradeModel = v },
            "The cheaper model that is asked when little of a budget is left.", "预算所剩不多时使用的更便宜的模型。") with { Reloads = true },
        Of("MEMORI_MODEL_CATALOG", FilePath, s => s.ModelCatalog, (s, v) => s with { ModelCatalog = v },
            "A JSON file that extends or overrides the built-in catalogue of models.", "扩充或覆盖内置模型目录的 JSON 文件。"),
        Of("MEMORI_CLAUDE_SEND_VALUES", Switch, s => s.ClaudeSendValues, (s, v) => s with { ClaudeSendValues = v },
            "Whether values of the databases may go to Claude.", "是否允许把数据库中的值发送给 Claude。"),
        Of("MEMORI_CLAUDE_EXTRACTION", Switch, s => s.ClaudeExtraction, (s, v) => s with { ClaudeExtraction = v },
            "Whether Claude reads conversations for what to remember, one call each, in place of the rules; needs the key.", "是否由 Claude(每轮一次调用)而非规则提取要记住的内容;需要密钥。"),
        Of("MEMORI_REQUESTS_PER_MINUTE", Whole(0, 100_000), s => s.RequestsPerMinute, (s, v) => s with { RequestsPerMinute = v },
            "How many requests a minute are sent to Claude at most; 0 for as its own headers allow.", "每分钟最多发送给 Claude 的请求数;0 表示按其响应头的限额。"),
        Of("MEMORI_PROXY_KEYS", Choice("memori", "own"), s => s.ProxyKeys, (s, v) => s with { ProxyKeys = v },
            "Whose key callers of /v1/messages send: memori (the service's key goes to Claude) or own (the caller's is passed on).",
            "调用 /v1/messages 时使用谁的密钥:memori(由服务的密钥访问 Claude)或 own(转发调用者自己的密钥)。") with
        {
            Otherwise = new("memori with an Anthropic key, else own", "配置了 Anthropic 密钥时为 memori,否则为 own"),
        },
        Of("MEMORI_PROXY_MEMORY", Switch, s => s.ProxyMemory, (s, v) => s with { ProxyMemory = v },
            "Whether /v1/messages adds memory unless a key or the header X-Memori-Memory says otherwise.", "除非密钥或 X-Memori-Memory 头另有指定,/v1/messages 是否加入记忆。"),
        Of("MEMORI_PROXY_MEMORY_TIMEOUT_MS", Whole(10, 10_000), s => s.ProxyMemoryTimeoutMilliseconds, (s, v) => s with { ProxyMemoryTimeoutMilliseconds = v },
            "How long /v1/messages waits for memory before it goes on without, in milliseconds.", "/v1/messages 等待记忆的最长时间(毫秒),超时则不带记忆继续。"),
    ]);
}
