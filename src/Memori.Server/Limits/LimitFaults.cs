using Memori.Text;

namespace Memori.Server.Limits;

/// <summary>What a limit says to whom it refuses.</summary>
internal static class LimitFaults
{
    /// <summary>The code of <see cref="Busy()"/>: the service has too much to do, and will have less in a moment.</summary>
    public const string BusyCode = "busy";

    public static MemoriException Busy() => Busy(new LocalizedText("Service is busy. Please try again later.", "服务繁忙,请稍后再试。"));

    public static MemoriException Busy(LocalizedText text) => new(FaultKind.Unavailable, BusyCode, text);

    public static MemoriException TimedOut() => new(FaultKind.Timeout, "request-timeout", new LocalizedText(
        "The request took longer than the service allows (MEMORI_REQUEST_TIMEOUT_SECONDS), and was stopped.", "请求耗时超过服务允许的上限(MEMORI_REQUEST_TIMEOUT_SECONDS),已被终止。"));

    public static MemoriException RateLimited(TimeSpan wait) => new TooOftenException("rate-limited", new LocalizedText(
        "Too many requests in a minute. Wait as Retry-After says.", "每分钟请求数过多,请按 Retry-After 等待后重试。"), wait);

    public static MemoriException TooManyAttempts(TimeSpan wait) => new TooOftenException("too-many-attempts", new LocalizedText(
        "Too many requests with keys that are not valid came from your address. Wait as Retry-After says.", "来自您地址的无效密钥请求过多,请按 Retry-After 等待后重试。"), wait);
}
