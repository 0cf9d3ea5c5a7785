using Memori.Text;

namespace Memori.Claude.Resilience;

/// <summary>What a person reads when the API refuses.</summary>
internal static class ClaudeFaultTexts
{
    public static LocalizedText Authentication { get; } = new(
        "Claude does not accept the API key: check MEMORI_ANTHROPIC_API_KEY, ANTHROPIC_API_KEY or the configured key.",
        "Claude 不接受该 API 密钥:请检查 MEMORI_ANTHROPIC_API_KEY、ANTHROPIC_API_KEY 或所配置的密钥。");

    public static LocalizedText Permission { get; } = new(
        "The API key may not use this model or feature of Claude.",
        "该 API 密钥无权使用此 Claude 模型或功能。");

    public static LocalizedText SpendLimit { get; } = new(
        "The spend limit of the Claude account is reached; it is raised in the Claude console.",
        "Claude 账户已达到消费上限,可在 Claude 控制台中提高。");

    public static LocalizedText Billing { get; } = new(
        "The Claude account can't be billed: check its credit and payment details.",
        "Claude 账户无法扣费:请检查余额和付款信息。");

    public static LocalizedText RateLimit { get; } = new(
        "Claude's rate limit is reached; ask again in a moment.",
        "已达到 Claude 的速率限制,请稍后再试。");

    public static LocalizedText Overloaded { get; } = new(
        "Claude is overloaded; ask again in a moment.",
        "Claude 当前过载,请稍后再试。");

    public static LocalizedText UpstreamTimeout { get; } = new(
        "AI service timeout. Please try again. (Claude did not finish the request in time.)",
        "AI 服务超时,请重试。(Claude 未能及时完成请求。)");

    public static LocalizedText NotFound { get; } = new(
        "Claude does not know this model or address: check the model and the base URL.",
        "Claude 不认识该模型或地址:请检查模型名和基础地址。");

    public static LocalizedText TooLarge { get; } = new(
        "The request is too large for Claude (32 MB at most).",
        "请求过大,超出 Claude 的限制(最大 32 MB)。");

    public static LocalizedText InvalidRequest { get; } = new(
        "Claude did not accept the request; the log says why.",
        "Claude 未接受该请求,原因见日志。");

    public static LocalizedText Failed(int? status) => new(
        $"Claude failed{(status is null ? "" : $" with status {status}")}; ask again in a moment.",
        $"Claude 出错{(status is null ? "" : $"(状态码 {status})")},请稍后再试。");
}
