using static Memori.Server.Configuration.Table.Setting;
using static Memori.Server.Configuration.Table.SettingKinds;

namespace Memori.Server.Configuration.Table;

public static partial class SettingsTable
{
    private static SettingGroup Service() => new(new("Service", "服务"),
    [
        Of("MEMORI_PROFILE", Choice([.. SettingsProfile.Names]), s => s.Profile, (s, v) => s with { Profile = v },
            "Whose defaults hold where nothing else is said.", "未另行设置时采用哪套默认值。"),
        Of("MEMORI_DATA_DIR", FilePath, s => s.DataDirectory, (s, v) => s with { DataDirectory = v },
            "The directory of all state.", "保存全部状态的目录。"),
        Of("MEMORI_DATABASE_URL", Store, s => s.DatabaseUrl, (s, v) => s with { DatabaseUrl = v },
            "Where memories and the service's own state are kept: a file, or a PostgreSQL database that several processes may share.",
            "保存记忆与服务自身状态的位置:文件,或可由多个进程共用的 PostgreSQL 数据库。") with
        {
            IsSecret = true,
            Otherwise = new("memori.db in the data directory", "数据目录中的 memori.db"),
        },
        Of("MEMORI_DATABASE_DIRECT_URL", PostgresAddress, s => s.DatabaseDirectUrl, (s, v) => s with { DatabaseDirectUrl = v },
            "The same database without a pooler between, as the owner of its tables: for migrations, backups and maintenance.",
            "不经连接池、以表所有者身份访问同一数据库的地址:用于迁移、备份与维护。") with
        {
            IsSecret = true,
            Needs = ["MEMORI_DATABASE_URL"],
            Otherwise = new("MEMORI_DATABASE_URL", "MEMORI_DATABASE_URL"),
        },
        Of("MEMORI_DATABASE_CONNECTIONS", Whole(4, 1000), s => s.DatabaseConnections, (s, v) => s with { DatabaseConnections = v },
            "How many connections this process may have open to PostgreSQL.", "本进程最多可打开的 PostgreSQL 连接数。"),
        Of("MEMORI_VECTOR_DB_URL", Vectors, _ => null, (s, _) => s,
            "Where vectors are kept: in the store, always.", "向量的保存位置:始终在存储中。"),
        Of("MEMORI_URLS", Listening, s => s.Urls, (s, v) => s with { Urls = v },
            "Where the service listens, separated by semicolons; --urls comes first. An address that other machines reach needs keys or tokens.",
            "服务的监听地址,以分号分隔;--urls 优先。其他机器可访问的地址要求配置密钥或令牌。") with
        {
            Otherwise = new(MemoriServer.DefaultUrls, MemoriServer.DefaultUrls),
        },
        Of("MEMORI_TLS_CERTIFICATE", FilePath, s => s.TlsCertificate, (s, v) => s with { TlsCertificate = v },
            "The certificate of https addresses: a PEM or PKCS #12 file, read anew when it changes.", "https 地址的证书:PEM 或 PKCS #12 文件,文件变化时重新读取。"),
        Of("MEMORI_TLS_KEY", FilePath, s => s.TlsKey, (s, v) => s with { TlsKey = v },
            "The PEM file of the certificate's private key.", "证书私钥的 PEM 文件。") with
        {
            Needs = ["MEMORI_TLS_CERTIFICATE"],
            Otherwise = new("in the certificate's own file", "与证书在同一文件中"),
        },
        Of("MEMORI_TLS_PASSWORD", Words, s => s.TlsPassword, (s, v) => s with { TlsPassword = v },
            "The password of the private key.", "私钥的密码。") with { IsSecret = true, Needs = ["MEMORI_TLS_CERTIFICATE"] },
        Of("MEMORI_ALLOWED_HOSTS", List, s => s.PublicHosts, (s, v) => s with { PublicHosts = v },
            "The names by which the service is called, separated by commas; *.example.com is allowed.", "服务对外使用的主机名,以逗号分隔,可用 *.example.com。") with
        {
            Otherwise = new("any once there are keys; localhost while there are none", "有密钥后不限;没有密钥时仅 localhost"),
        },
        Of("MEMORI_CORS_ORIGINS", Origins, s => s.CorsOrigins, (s, v) => s with { CorsOrigins = v },
            "The origins whose pages may call the service from a browser, separated by commas.", "允许从浏览器调用服务的网页来源,以逗号分隔。"),
        Of("MEMORI_TRUSTED_PROXIES", Networks, s => s.TrustedProxies, (s, v) => s with { TrustedProxies = v },
            "The addresses or networks of reverse proxies whose X-Forwarded-* headers are believed, separated by commas.",
            "可信反向代理的地址或网段,采信其 X-Forwarded-* 请求头,以逗号分隔。"),
        Of("MEMORI_SHUTDOWN_TIMEOUT_SECONDS", Whole(1, 3600), s => s.ShutdownTimeoutSeconds, (s, v) => s with { ShutdownTimeoutSeconds = v },
            "How long, in seconds, requests and jobs under way may go on when the service is told to stop.", "停止服务时,进行中的请求与任务还可运行的秒数。"),
    ]);

    private static SettingGroup State() => new(new("Backups and audit", "备份与审计"),
    [
        Of("MEMORI_BACKUP_DIR", FilePath, s => s.BackupDirectory, (s, v) => s with { BackupDirectory = v },
            "Where scheduled backups go; another disk is better.", "定时备份的目录;最好在另一块磁盘上。") with
        {
            Otherwise = new("backups in the data directory", "数据目录中的 backups"),
        },
        Of("MEMORI_BACKUP_INTERVAL_HOURS", Whole(0, 8760), s => s.BackupIntervalHours, (s, v) => s with { BackupIntervalHours = v },
            "How often the state is backed up, in hours; 0 for never.", "备份状态的间隔(小时);0 表示不备份。"),
        Of("MEMORI_BACKUP_KEEP", Whole(1, 1000), s => s.BackupKeep, (s, v) => s with { BackupKeep = v },
            "How many scheduled backups are kept.", "保留的定时备份数。"),
        Of("MEMORI_AUDIT_RETENTION_DAYS", Whole(0, 36_500), s => s.AuditRetentionDays, (s, v) => s with { AuditRetentionDays = v },
            "How long the audit is kept, in days; 0 for ever.", "审计记录的保留天数;0 表示永久保留。") with { Reloads = true },
        Of("MEMORI_SECRET_KEY", Secret(16), s => s.SecretKey, (s, v) => s with { SecretKey = v },
            "Seals the passwords of datasources: 32 bytes in Base64, or a text.", "加密数据源密码的密钥:32 字节的 Base64 或一段文本。") with
        {
            IsSecret = true,
            Otherwise = new("made once, in secret.key of the data directory", "自动生成一次,存于数据目录的 secret.key"),
        },
        Of("MEMORI_SECRET_KEY_PREVIOUS", Secret(16), s => s.PreviousSecretKey, (s, v) => s with { PreviousSecretKey = v },
            "The key before it, until memori datasource rotate-key was run.", "更换前的密钥,运行 memori datasource rotate-key 之前需要。") with { IsSecret = true },
    ]);
}
