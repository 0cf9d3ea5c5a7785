using System.Net;
using Memori.Text;

namespace Memori.Embeddings.Http;

/// <summary>What a person is told when the embedding service fails. Never what it answered: that is not ours to show.</summary>
internal static class HttpEmbeddingFaults
{
    /// <summary>The code of a text that the service does not take.</summary>
    public const string RefusedCode = "embedding-refused";

    public static MemoriException Settings() => new(
        FaultKind.BadRequest,
        "embedding-settings",
        new LocalizedText(
            "The embedding service needs an http or https address, a model and 1 to 8192 dimensions.",
            "嵌入服务需要 http 或 https 地址、模型名称以及 1 到 8192 的维数。"));

    public static MemoriException Status(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new MemoriException(
            FaultKind.Backend,
            "embedding-unauthorised",
            new LocalizedText("The embedding service does not accept the key. Check MEMORI_EMBEDDING_KEY.", "嵌入服务不接受该密钥。请检查 MEMORI_EMBEDDING_KEY。")),
        HttpStatusCode.NotFound => new MemoriException(
            FaultKind.Backend,
            "embedding-not-found",
            new LocalizedText(
                "The embedding service does not know this address or model. Check MEMORI_EMBEDDING_URL and MEMORI_EMBEDDING_MODEL.",
                "嵌入服务没有该地址或模型。请检查 MEMORI_EMBEDDING_URL 和 MEMORI_EMBEDDING_MODEL。")),
        >= HttpStatusCode.Ambiguous and < HttpStatusCode.BadRequest => new MemoriException(
            FaultKind.Backend,
            "embedding-redirect",
            new LocalizedText(
                "The embedding service points to another address. It is not followed: set the address that is meant.",
                "嵌入服务重定向到其他地址,系统不会跟随。请直接配置目标地址。")),
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => Unavailable($"HTTP {(int)status}", null),
        _ => new MemoriException(
            FaultKind.Backend,
            RefusedCode,
            new LocalizedText($"The embedding service refused the request (HTTP {(int)status}).", $"嵌入服务拒绝了请求(HTTP {(int)status})。")),
    };

    public static MemoriException Unavailable(string what, Exception? cause) => new(
        FaultKind.Unavailable,
        "embedding-unavailable",
        new LocalizedText($"The embedding service is not available ({what}).", $"嵌入服务不可用({what})。"),
        cause);

    public static MemoriException Timeout(TimeSpan after, Exception cause) => new(
        FaultKind.Timeout,
        "embedding-timeout",
        new LocalizedText($"The embedding service did not answer within {after.TotalSeconds:0.#} s.", $"嵌入服务在 {after.TotalSeconds:0.#} 秒内没有响应。"),
        cause);

    public static MemoriException Dimensions(int expected, int found) => new(
        FaultKind.Backend,
        "embedding-dimensions",
        new LocalizedText(
            $"The embedding service gives vectors of {found} dimensions, not {expected}. Check MEMORI_EMBEDDING_DIMENSIONS and MEMORI_EMBEDDING_MODEL.",
            $"嵌入服务返回 {found} 维向量,而不是 {expected} 维。请检查 MEMORI_EMBEDDING_DIMENSIONS 和 MEMORI_EMBEDDING_MODEL。"));

    public static MemoriException Answer(Exception? cause = null) => new(
        FaultKind.Backend,
        "embedding-answer",
        new LocalizedText("The embedding service did not answer with one vector for each text.", "嵌入服务没有为每段文本返回一个向量。"),
        cause);
}
