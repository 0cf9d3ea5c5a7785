using static Memori.Server.Configuration.Table.Setting;
using static Memori.Server.Configuration.Table.SettingKinds;

namespace Memori.Server.Configuration.Table;

public static partial class SettingsTable
{
    private static SettingGroup Questions() => new(new("Questions", "问数"),
    [
        Of("MEMORI_MAX_ROWS", Whole(1, 100_000), s => s.MaxRows, (s, v) => s with { MaxRows = v },
            "The most rows of an answer.", "一次回答最多返回的行数。"),
        Of("MEMORI_MAX_EXPORT_ROWS", Whole(1, 10_000_000), s => s.MaxExportRows, (s, v) => s with { MaxExportRows = v },
            "The most rows of a result that is exported as a file.", "导出文件的最大行数。"),
        Of("MEMORI_QUERY_TIMEOUT_SECONDS", Whole(1, 3600), s => s.QueryTimeoutSeconds, (s, v) => s with { QueryTimeoutSeconds = v },
            "How many seconds one query may run.", "单个查询的最长运行秒数。"),
        Of("MEMORI_CONTEXT_INCLUDE_SCHEMA", Switch, s => s.Context.IncludeSchema, (s, v) => s with { Context = s.Context with { IncludeSchema = v } },
            "Whether the schema goes into the grounding of a question.", "问题上下文是否包含表结构。"),
        Of("MEMORI_CONTEXT_INCLUDE_VALUES", Switch, s => s.Context.IncludeValues, (s, v) => s with { Context = s.Context with { IncludeValues = v } },
            "Whether values found in the database do.", "是否包含在数据库中匹配到的值。"),
        Of("MEMORI_CONTEXT_INCLUDE_GLOSSARY", Switch, s => s.Context.IncludeGlossary, (s, v) => s with { Context = s.Context with { IncludeGlossary = v } },
            "Whether the glossary does.", "是否包含术语表。"),
        Of("MEMORI_CONTEXT_INCLUDE_HISTORY", Switch, s => s.Context.IncludeHistory, (s, v) => s with { Context = s.Context with { IncludeHistory = v } },
            "Whether recent turns do.", "是否包含最近的对话。"),
        Of("MEMORI_CONTEXT_INCLUDE_EXAMPLES", Switch, s => s.Context.IncludeExamples, (s, v) => s with { Context = s.Context with { IncludeExamples = v } },
            "Whether similar verified queries do.", "是否包含相似的已验证查询。"),
        Of("MEMORI_CONTEXT_INCLUDE_PREFERENCES", Switch, s => s.Context.IncludePreferences, (s, v) => s with { Context = s.Context with { IncludePreferences = v } },
            "Whether the user's preferences do.", "是否包含用户偏好。"),
        Of("MEMORI_CONTEXT_INCLUDE_RULES", Switch, s => s.Context.IncludeRules, (s, v) => s with { Context = s.Context with { IncludeRules = v } },
            "Whether business rules do.", "是否包含业务规则。"),
        Of("MEMORI_CONTEXT_MAX_SCHEMA_TABLES", Whole(1, 50), s => s.Context.MaxSchemaTables, (s, v) => s with { Context = s.Context with { MaxSchemaTables = v } },
            "The most tables in it.", "上下文中的最大表数。"),
        Of("MEMORI_CONTEXT_MAX_HISTORY_TURNS", Whole(0, 50), s => s.Context.MaxHistoryTurns, (s, v) => s with { Context = s.Context with { MaxHistoryTurns = v } },
            "The most recent turns in it.", "上下文中的最大对话轮数。"),
    ]);

    private static SettingGroup DataSources() => new(new("Datasources", "数据源"),
    [
        Of("MEMORI_DATASOURCE_ROOTS", Paths, s => s.DatasourceRoots, (s, v) => s with { DatasourceRoots = v },
            "The directories below which the server may open database files, separated as in PATH; uploads and imports always count.",
            "服务可打开数据库文件的目录,分隔符与 PATH 相同;上传与导入目录始终包含在内。") with
        {
            Otherwise = new("databases in the data directory", "数据目录中的 databases"),
        },
        Of("MEMORI_DATASOURCE_HOSTS", Hosts, s => s.DatasourceHosts, (s, v) => s with { DatasourceHosts = v },
            "The database servers that may be connected to, separated by commas: names, *.example.com, addresses, networks, each optionally with a port.",
            "允许连接的数据库服务器,以逗号分隔:主机名、*.example.com、地址或网段,均可带端口。") with
        {
            Otherwise = new("this machine, and that only while the service listens on loopback alone", "仅本机,且仅当服务只监听本机时"),
        },
        Of("MEMORI_MAX_UPLOAD_MB", Whole(1, 1024), s => s.MaxUploadMegabytes, (s, v) => s with { MaxUploadMegabytes = v },
            "The largest file that may be uploaded, in MiB.", "可上传文件的最大 MiB 数。"),
    ]);
}
