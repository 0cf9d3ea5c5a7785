using Memori.Text;

namespace Memori.Text2Sql.DataSources;

/// <summary>What can be wrong with a target, in words for people. Never with a password.</summary>
internal static class DataSourceFaults
{
    private const string FormsEnglish = "Give a SQLite, CSV or Excel file, a postgres:// URL or the word 'sample'.";
    private const string FormsChinese = "请提供 SQLite、CSV 或 Excel 文件、postgres:// 地址,或者 sample。";

    public static MemoriException UnknownForm(string shown) => new(
        FaultKind.BadRequest,
        "datasource-unknown-form",
        new LocalizedText($"'{shown}' is no kind of database that can be asked. {FormsEnglish}", $"无法识别数据源“{shown}”。{FormsChinese}"));

    public static MemoriException FileNotFound(string path, Exception? cause = null) => new(
        FaultKind.NotFound,
        "datasource-not-found",
        new LocalizedText($"There is no file '{path}'. {FormsEnglish}", $"找不到文件“{path}”。{FormsChinese}"),
        cause);

    public static MemoriException OutsideRoots() => new(
        FaultKind.Forbidden,
        "datasource-outside-roots",
        new LocalizedText(
            "Database files may only be below the directories that this server allows (MEMORI_DATASOURCE_ROOTS; by default databases/ in its data directory). Put the file there, or upload it.",
            "本服务器只允许使用指定目录下的数据库文件(MEMORI_DATASOURCE_ROOTS,默认是数据目录下的 databases/)。请将文件放到该目录,或上传文件。"));

    public static MemoriException OwnState() => new(
        FaultKind.Forbidden,
        "datasource-own-state",
        new LocalizedText("This is Memori's own state: it can't be asked.", "这是 Memori 自身的数据,不能作为数据源。"));

    public static MemoriException HostNotAllowed(string host) => new(
        FaultKind.Forbidden,
        "datasource-host-not-allowed",
        new LocalizedText(
            $"This server may not connect to '{host}'. An administrator allows hosts with MEMORI_DATASOURCE_HOSTS.",
            $"本服务器不允许连接“{host}”。管理员可通过 MEMORI_DATASOURCE_HOSTS 允许该主机。"));

    public static MemoriException UnknownHost(string host, Exception? cause = null) => new(
        FaultKind.Backend,
        "datasource-unknown-host",
        new LocalizedText($"No address is known for the host '{host}'. Check its spelling and the name service.", $"无法解析主机“{host}”的地址。请检查拼写和 DNS。"),
        cause);

    public static MemoriException NoDriver(string key) => new(
        FaultKind.Backend,
        "datasource-no-driver",
        new LocalizedText($"{key} needs a database driver that this program was not built with.", $"{key} 需要的数据库驱动未包含在本程序中。"));

    public static MemoriException NotPostgres(string key, Exception? cause = null) => new(
        FaultKind.Backend,
        "datasource-not-postgres",
        new LocalizedText($"What answers at {key} is not a PostgreSQL server. Check the port.", $"{key} 上响应的不是 PostgreSQL 服务器。请检查端口。"),
        cause);

    public static MemoriException NoTls(string key, Exception? cause = null) => new(
        FaultKind.Backend,
        "datasource-no-tls",
        new LocalizedText($"{key} can't be reached as sslmode demands: the server speaks no TLS, or its certificate is not trusted.", $"无法按 sslmode 的要求连接 {key}:服务器未启用 TLS,或其证书不受信任。"),
        cause);

    public static MemoriException NotAdded(string key) => new(
        FaultKind.NotFound,
        "datasource-not-found",
        new LocalizedText($"There is no datasource {key} yet: add it first.", $"还没有数据源 {key},请先添加。"));

    public static MemoriException NoPasswordNeeded() => new(
        FaultKind.BadRequest,
        "datasource-no-password",
        new LocalizedText("A file needs no password.", "文件数据源不需要密码。"));

    public static MemoriException SampleStays() => new(
        FaultKind.BadRequest,
        "datasource-sample",
        new LocalizedText("The sample is datasource 1 of every deployment: it can't be removed.", "示例数据源(编号 1)是内置的,不能删除。"));

    public static MemoriException IsDirectory(string path) => new(
        FaultKind.NotFound,
        "datasource-is-directory",
        new LocalizedText($"'{path}' is a directory. Name the database file in it.", $"“{path}”是一个目录,请指定其中的数据库文件。"));

    public static MemoriException NotADatabase(string path, Exception? cause = null) => new(
        FaultKind.Backend,
        "datasource-not-a-database",
        new LocalizedText(
            $"'{path}' is not a SQLite database, CSV file or Excel workbook, or it is damaged.",
            $"“{path}”不是 SQLite 数据库、CSV 文件或 Excel 工作簿,或者文件已损坏。"),
        cause);

    public static MemoriException Unreadable(string path, Exception cause) => new(
        FaultKind.Backend,
        "datasource-unreadable",
        new LocalizedText($"'{path}' could not be read ({cause.Message}). Check its permissions.", $"无法读取“{path}”({cause.Message})。请检查文件权限。"),
        cause);

    public static MemoriException Busy(string path, Exception cause) => new(
        FaultKind.Unavailable,
        "datasource-busy",
        new LocalizedText($"'{path}' is locked by another program. Try again.", $"“{path}”正被其他程序锁定,请稍后再试。"),
        cause);

    public static MemoriException NoSuchId(int id) => new(
        FaultKind.NotFound,
        "datasource-not-found",
        new LocalizedText($"There is no datasource {id}.", $"没有编号为 {id} 的数据源。"));

    public static MemoriException BadUrl(string english, string chinese) => new(
        FaultKind.BadRequest,
        "datasource-bad-url",
        new LocalizedText(
            $"The postgres:// URL can't be read: {english}. The form is postgres://user:password@host:5432/database.",
            $"无法解析 postgres:// 地址:{chinese}。格式为 postgres://用户:密码@主机:5432/数据库。"));

    public static MemoriException Unreachable(string key, Exception cause) => new(
        FaultKind.Backend,
        "datasource-unreachable",
        new LocalizedText($"The server of {key} can't be reached. Check host and port, and that it runs.", $"无法连接 {key} 所在的服务器。请检查主机和端口,并确认服务器正在运行。"),
        cause);

    public static MemoriException LoginFailed(string key, string user, Exception cause) => new(
        FaultKind.Backend,
        "datasource-login-failed",
        new LocalizedText($"{key} did not let '{user}' in. Check user name and password.", $"{key} 拒绝了用户“{user}”的登录。请检查用户名和密码。"),
        cause);

    public static MemoriException NoSuchDatabase(string key, Exception cause) => new(
        FaultKind.NotFound,
        "datasource-no-such-database",
        new LocalizedText($"The server answers, but it has no database {key}.", $"服务器可以连接,但其中没有数据库 {key}。"),
        cause);

    public static MemoriException ServerFailed(string key, string message, Exception cause) => new(
        FaultKind.Backend,
        "datasource-failed",
        new LocalizedText($"{key} failed: {message}", $"{key} 出错:{message}"),
        cause);

    public static MemoriException NotReadOnly(string key) => new(
        FaultKind.Backend,
        "datasource-not-read-only",
        new LocalizedText($"{key} did not give a read-only transaction: nothing was run.", $"{key} 未能提供只读事务,因此没有执行任何查询。"));
}
