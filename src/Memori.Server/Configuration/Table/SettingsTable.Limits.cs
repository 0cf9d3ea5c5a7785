using static Memori.Server.Configuration.Table.Setting;
using static Memori.Server.Configuration.Table.SettingKinds;

namespace Memori.Server.Configuration.Table;

public static partial class SettingsTable
{
    private static SettingGroup Usage() => new(new("Budget and prices", "预算与价格"),
    [
        Of("MEMORI_DAILY_TOKEN_LIMIT", Amount, s => s.DailyTokenLimit, (s, v) => s with { DailyTokenLimit = v },
            "The most tokens of a user on a day (UTC), input, output and both cache counts together; 0 for no limit.", "每个用户每天(UTC)的 token 上限,含输入、输出与两种缓存计数;0 表示不限。") with
        {
            Reloads = true,
            Otherwise = new("1000000, or none where callers bring their own keys", "1000000;调用者使用自己的密钥时不限"),
        },
        Of("MEMORI_PER_REQUEST_TOKEN_LIMIT", Amount, s => s.PerRequestTokenLimit, (s, v) => s with { PerRequestTokenLimit = v },
            "The most tokens of one request, input and output together; 0 for what the model takes.", "单次请求的 token 上限,含输入与输出;0 表示以模型上限为准。") with { Reloads = true },
        Of("MEMORI_BUDGET_ALERT_THRESHOLD", Share, s => s.BudgetAlertThreshold, (s, v) => s with { BudgetAlertThreshold = v },
            "The share of a daily limit at which an alert is given.", "达到每日上限的此比例时告警。") with { Reloads = true },
        Of("MEMORI_DOWNGRADE_BELOW", Share, s => s.DowngradeBelow, (s, v) => s with { DowngradeBelow = v },
            "The share of the daily limit below which our own routes ask the cheaper model; 0 for never.", "剩余额度低于每日上限的此比例时改用更便宜的模型;0 表示从不。") with { Reloads = true },
        Of("MEMORI_COST_PER_1K_INPUT_TOKENS", Price, s => s.CostPer1kInputTokens, (s, v) => s with { CostPer1kInputTokens = v },
            "USD per thousand input tokens, in place of the catalogue's price of the model.", "每千输入 token 的美元价格,代替目录中该模型的价格。") with
        {
            Needs = ["MEMORI_COST_PER_1K_OUTPUT_TOKENS"],
        },
        Of("MEMORI_COST_PER_1K_OUTPUT_TOKENS", Price, s => s.CostPer1kOutputTokens, (s, v) => s with { CostPer1kOutputTokens = v },
            "The same for output.", "每千输出 token 的美元价格。") with { Needs = ["MEMORI_COST_PER_1K_INPUT_TOKENS"] },
    ]);

    private static SettingGroup Limits() => new(new("Limits of requests", "请求限制"),
    [
        Of("MEMORI_MAX_CONCURRENT_REQUESTS", Whole(1, 10_000), s => s.MaxConcurrentRequests, (s, v) => s with { MaxConcurrentRequests = v },
            "Requests worked on at once.", "同时处理的请求数。") with { Reloads = true },
        Of("MEMORI_MAX_REQUESTS_PER_USER", Whole(1, 10_000), s => s.MaxRequestsPerUser, (s, v) => s with { MaxRequestsPerUser = v },
            "Requests of one user worked on at once.", "每个用户同时处理的请求数。") with { Reloads = true },
        Of("MEMORI_QUEUE_TIMEOUT_SECONDS", Whole(1, 3600), s => s.QueueTimeoutSeconds, (s, v) => s with { QueueTimeoutSeconds = v },
            "How many seconds a request waits for its turn before 503.", "请求排队的最长秒数,超时返回 503。") with { Reloads = true },
        Of("MEMORI_PROXY_MAX_CONCURRENT", Whole(0, 100_000), s => s.ProxyMaxConcurrent, (s, v) => s with { ProxyMaxConcurrent = v },
            "Calls of /v1/messages passed on at once, counted apart as a streamed answer takes minutes; what comes above it waits as others do; 0 for no limit.",
            "同时转发的 /v1/messages 请求数,因流式回答耗时数分钟而单独计数;超出时同样排队;0 表示不限。") with { Reloads = true },
        Of("MEMORI_PROXY_MAX_PER_USER", Whole(0, 100_000), s => s.ProxyMaxPerUser, (s, v) => s with { ProxyMaxPerUser = v },
            "The same for one user; 0 for no limit.", "每个用户的同一限制;0 表示不限。") with { Reloads = true },
        Of("MEMORI_RATE_LIMIT_PER_MINUTE", Whole(0, 1_000_000), s => s.RateLimitPerMinute, (s, v) => s with { RateLimitPerMinute = v },
            "How many requests a minute a key may make (a user, where there are no keys); 0 for no limit.", "每个密钥(无密钥时为每个用户)每分钟的请求数;0 表示不限。") with { Reloads = true },
        Of("MEMORI_MAX_BODY_MB", Whole(1, 1024), s => s.MaxBodyMegabytes, (s, v) => s with { MaxBodyMegabytes = v },
            "The largest body of a request, in MiB; uploads and /v1/messages have their own.", "请求体的最大 MiB 数;上传与 /v1/messages 另有限制。"),
        Of("MEMORI_REQUEST_TIMEOUT_SECONDS", Whole(1, 3600), s => s.RequestTimeoutSeconds, (s, v) => s with { RequestTimeoutSeconds = v },
            "How many seconds a request of our own routes may take, streams and uploads excepted.", "自有接口单次请求的最长秒数,流式与上传除外。") with { Reloads = true },
    ]);
}
