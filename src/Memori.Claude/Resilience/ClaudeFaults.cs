using Memori.Text;
using static Memori.Claude.Resilience.ClaudeFaultTexts;

namespace Memori.Claude.Resilience;

/// <summary>One map from what the API says to our failures.</summary>
internal static class ClaudeFaults
{
    public static ClaudeException From(ApiError error, Exception? cause = null)
    {
        var inner = error.Message is null ? cause : new HttpRequestException($"{error.Type}: {error.Message}", cause);
        var fault = error switch
        {
            { IsSpendCap: true } => new ClaudeSpendLimitException("claude-spend-limit", SpendLimit, inner),
            { Type: "billing_error" } or { Status: 402 } => new ClaudeSpendLimitException("claude-billing", Billing, inner),
            { Type: "authentication_error" } or { Status: 401 } => new ClaudeAuthenticationException("claude-authentication", Authentication, inner),
            { Type: "permission_error" } or { Status: 403 } => new ClaudeAuthenticationException("claude-permission", Permission, inner),
            { Type: "rate_limit_error" } or { Status: 429 } => new ClaudeRateLimitException(RateLimit, inner).Transient(outage: false),
            { Type: "overloaded_error" } or { Status: 529 or 503 } => new ClaudeOverloadedException("claude-overloaded", Overloaded, inner).Transient(outage: true),
            { Type: "timeout_error" } or { Status: 504 or 408 } => new ClaudeTimeoutException("claude-timeout", UpstreamTimeout, inner).Transient(outage: true),
            { Type: "conflict_error" } or { Status: 409 } => new ClaudeUpstreamException("claude-conflict", Failed(error.Status), inner).Transient(outage: false),
            { Type: "not_found_error" } or { Status: 404 } => new ClaudeRequestException("claude-not-found", NotFound, inner),
            { Type: "request_too_large" } or { Status: 413 } => new ClaudeRequestException("claude-request-too-large", TooLarge, inner),
            { Status: < 400 } => Unreadable(inner),
            { Type: "invalid_request_error" } or { Status: >= 400 and < 500 } => new ClaudeRequestException("claude-invalid-request", InvalidRequest, inner),
            _ => (ClaudeException)new ClaudeUpstreamException("claude-server-error", Failed(error.Status), inner).Transient(outage: true),
        };
        return fault.From(error);
    }

    /// <param name="cause">What happened.</param>
    /// <param name="sent">Whether the request may have reached the API.</param>
    public static ClaudeException Unreachable(Exception cause, bool sent)
    {
        var fault = new ClaudeUpstreamException(
            "claude-unreachable",
            new LocalizedText(
                "Claude can't be reached: check the network and the base URL.",
                "无法连接 Claude:请检查网络和基础地址。"),
            cause).Transient(outage: true);
        return sent ? fault : fault.Free(ours: false);
    }

    public static ClaudeException Unreadable(Exception? cause) =>
        new ClaudeUpstreamException(
            "claude-invalid-response",
            new LocalizedText(
                "Claude's answer can't be read; a proxy in between may have changed it.",
                "无法解析 Claude 的响应,可能被中间代理修改。"),
            cause).Transient(outage: true);

    public static ClaudeException StreamCut(Exception? cause) =>
        new ClaudeUpstreamException(
            "claude-stream-cut",
            new LocalizedText(
                "Claude's answer broke off before its end; ask again.",
                "Claude 的回答在结束前中断,请重试。"),
            cause).Transient(outage: true);

    public static ClaudeException Stalled(TimeSpan silence, Exception? cause = null) =>
        new ClaudeTimeoutException(
            "claude-stalled",
            new LocalizedText(
                $"Claude sent nothing for {silence.TotalSeconds:0.#} s in the middle of an answer.",
                $"Claude 在回答过程中已 {silence.TotalSeconds:0.#} 秒没有发送数据。"),
            cause).Transient(outage: true);

    public static ClaudeException TimedOut(TimeSpan limit, Exception cause) =>
        new ClaudeTimeoutException(
            "claude-timeout",
            new LocalizedText(
                $"AI service timeout. Please try again. (Claude did not answer within {limit.TotalSeconds:0.#} s.)",
                $"AI 服务超时,请重试。(Claude 未能在 {limit.TotalSeconds:0.#} 秒内响应。)"),
            cause).Transient(outage: true);

    /// <summary>No turn in time: the API's rate limits leave no room, or too many wait already.</summary>
    public static ClaudeException NoTurn(TimeSpan? retryAfter) =>
        new ClaudeRateLimitException(RateLimit).Transient(outage: false, retryAfter).Free(ours: true);

    public static ClaudeException CircuitOpen(TimeSpan? retryAfter, Exception? cause = null) =>
        new ClaudeOverloadedException(
            "claude-circuit-open",
            new LocalizedText(
                "Claude failed repeatedly; no further call is made for a moment.",
                "Claude 连续失败,暂时停止调用。"),
            cause).Transient(outage: false, retryAfter).Free(ours: true);
}
