using static Memori.Server.Configuration.Table.Setting;
using static Memori.Server.Configuration.Table.SettingKinds;

namespace Memori.Server.Configuration.Table;

public static partial class SettingsTable
{
    private static SettingGroup Memory() => new(new("Memory", "记忆"),
    [
        Of("MEMORI_CONSCIOUS_INGEST", Switch, s => s.ConsciousIngest, (s, v) => s with { ConsciousIngest = v },
            "Whether stated memories are put into conversations.", "是否把显式记忆注入对话。"),
        Of("MEMORI_AUTO_INGEST", Switch, s => s.AutoIngest, (s, v) => s with { AutoIngest = v },
            "Whether conversations are captured, and what was captured is put into later ones.", "是否自动捕获对话并注入后续对话。"),
        Of("MEMORI_MAX_MEMORY_TOKENS", Whole(10_000, 1_000_000), s => s.MaxMemoryTokens, (s, v) => s with { MaxMemoryTokens = v },
            "The most tokens that memories may take in one request.", "一次请求中记忆最多占用的 token 数。"),
        Of("MEMORI_RETRIEVAL_LIMIT", Whole(1, 50), s => s.RetrievalLimit, (s, v) => s with { RetrievalLimit = v },
            "How many memories are recalled for a turn.", "每轮检索的记忆数量。"),
        Of("MEMORI_IMPORTANCE_THRESHOLD", Share, s => s.ImportanceThreshold, (s, v) => s with { ImportanceThreshold = v },
            "Captured memories less important are not put into conversations; search finds them all the same.", "重要性低于此值的自动记忆不注入对话,但仍可搜索到。"),
        Of("MEMORI_MAX_CAPTURED_MEMORIES", Whole(0, int.MaxValue), s => s.MaxCapturedMemories, (s, v) => s with { MaxCapturedMemories = v },
            "Captured memories of a user that may be active; above it the least important leave; 0 for no cap.", "每个用户有效自动记忆的上限,超出时淘汰最不重要的;0 表示不限。"),
        Of("MEMORI_ENABLE_CACHING", Switch, s => s.EnableCaching, (s, v) => s with { EnableCaching = v },
            "Whether answers of the cacheable kinds are kept and given again.", "是否缓存可缓存类型的回答。"),
        Of("MEMORI_CACHE_TTL_SECONDS", Whole(60, 604_800), s => s.CacheTtlSeconds, (s, v) => s with { CacheTtlSeconds = v },
            "For how many seconds they are kept.", "缓存的有效秒数。"),
        Of("MEMORI_CONTEXT_STRATEGY", Choice("aggressive", "balanced", "conservative"), s => s.ContextStrategy, (s, v) => s with { ContextStrategy = v },
            "How long conversations are shortened.", "长对话的压缩策略。"),
    ]);

    private static SettingGroup Embeddings() => new(new("Recall by meaning", "语义检索"),
    [
        Of("MEMORI_EMBEDDING_URL", Address, s => s.EmbeddingUrl, (s, v) => s with { EmbeddingUrl = v },
            "A service that speaks /v1/embeddings; memories and questions are sent there. Without one recall goes by words, on this machine.",
            "提供 /v1/embeddings 的服务,记忆与问题会发送给它。未设置时按词检索,一切留在本机。") with
        {
            Needs = ["MEMORI_EMBEDDING_MODEL", "MEMORI_EMBEDDING_DIMENSIONS"],
        },
        Of("MEMORI_EMBEDDING_KEY", Words, s => s.EmbeddingKey, (s, v) => s with { EmbeddingKey = v },
            "The key of that service.", "该服务的密钥。") with { IsSecret = true, Needs = ["MEMORI_EMBEDDING_URL"] },
        Of("MEMORI_EMBEDDING_MODEL", Words, s => s.EmbeddingModel, (s, v) => s with { EmbeddingModel = v },
            "Its model; a change embeds all memories anew in the background.", "其模型;更换后会在后台重新嵌入全部记忆。") with { Needs = ["MEMORI_EMBEDDING_URL"] },
        Of("MEMORI_EMBEDDING_DIMENSIONS", Whole(1, 8192), s => s.EmbeddingDimensions, (s, v) => s with { EmbeddingDimensions = v },
            "How many numbers a vector has.", "向量的维数。") with { Needs = ["MEMORI_EMBEDDING_URL"] },
    ]);
}
