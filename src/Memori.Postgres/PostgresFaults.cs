using System.Net.Sockets;
using Memori.Text;
using Npgsql;

namespace Memori.Postgres;

/// <summary>What a person is told when the state database fails.</summary>
internal static class PostgresFaults
{
    /// <summary>The server can't be reached, and nothing was kept.</summary>
    public const string UnavailableCode = "state-database-unavailable";

    public static MemoriException BadUrl() => new(
        FaultKind.BadRequest,
        "state-database-url",
        new LocalizedText(
            "MEMORI_DATABASE_URL must be postgres://user:password@host:port/database, with sslmode and sslrootcert as the only options.",
            "MEMORI_DATABASE_URL 必须形如 postgres://用户:密码@主机:端口/数据库,且只支持 sslmode 与 sslrootcert 选项。"));

    /// <summary>The failure as a person should hear of it, or the failure itself when it is the caller's own.</summary>
    public static Exception Explain(Exception failure) => failure switch
    {
        PostgresException server => Explain(server),
        NpgsqlException { InnerException: SocketException or IOException or TimeoutException or System.Security.Authentication.AuthenticationException } => Unavailable(failure),
        NpgsqlException { IsTransient: true } => Unavailable(failure),
        _ => failure,
    };

    public static MemoriException Unavailable(Exception? cause = null) => new(
        FaultKind.Unavailable,
        UnavailableCode,
        new LocalizedText("The state database can't be reached. It is tried again and again.", "无法连接状态数据库,正在不断重试。"),
        cause);

    public static MemoriException Busy(Exception? cause = null) => new(
        FaultKind.Unavailable,
        "state-database-busy",
        new LocalizedText("The state database is too busy. Try again.", "状态数据库繁忙,请重试。"),
        cause);

    /// <summary>The connection was lost after the commit was sent, and the server could not be asked what became of it.</summary>
    public static MemoriException OutcomeUnknown(Exception cause) => new(
        FaultKind.Unavailable,
        "state-outcome-unknown",
        new LocalizedText(
            "The connection to the state database was lost while a change was being committed: it may have been kept. Look before you repeat it, unless repeating does no harm.",
            "提交更改时与状态数据库的连接中断:更改可能已经生效。除非重复执行无害,否则请先确认再重试。"),
        cause);

    /// <summary>A newer program has been at work on the database: what it changed is not known here.</summary>
    public static MemoriException Newer() => new(
        FaultKind.Backend,
        "state-newer",
        new LocalizedText(
            "The state was written by a newer version of Memori: start that version, or restore a backup that was made before it.",
            "状态由更新版本的 Memori 写入:请使用该版本,或恢复升级之前的备份。"));

    public static MemoriException Unsuitable(string version, string encoding) => new(
        FaultKind.Backend,
        "state-database-unsuitable",
        new LocalizedText(
            $"The state needs PostgreSQL 15 or later and a database in UTF8; this is {version} with {encoding}.",
            $"状态数据库需要 PostgreSQL 15 或更高版本并使用 UTF8 编码;当前为 {version},编码 {encoding}。"));

    public static MemoriException InUse() => new(
        FaultKind.Unavailable,
        "state-in-use",
        new LocalizedText("Another process works in the state database: stop the servers first. Nothing was changed.", "状态数据库正被其他进程使用:请先停止服务器。未做任何更改。"));

    public static MemoriException Closed() => new(
        FaultKind.Unavailable,
        "state-database-closed",
        new LocalizedText("The state database is closed.", "状态数据库已关闭。"));

    private static Exception Explain(PostgresException failure) => failure.SqlState switch
    {
        PostgresErrorCodes.DiskFull => new MemoriException(
            FaultKind.Full,
            "state-disk-full",
            new LocalizedText("The disk of the state database is full: reading goes on, nothing more can be kept.", "状态数据库所在磁盘已满:仍可读取,但无法再保存内容。"),
            failure),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.OutOfMemory
            or PostgresErrorCodes.ConfigurationLimitExceeded => Busy(failure),
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification or PostgresErrorCodes.InvalidCatalogName => new MemoriException(
            FaultKind.Backend,
            "state-database-refused",
            new LocalizedText(
                "The state database lets nobody in with these credentials, or there is no database of that name. Check MEMORI_DATABASE_URL.",
                "状态数据库拒绝了该凭据,或不存在该名称的数据库。请检查 MEMORI_DATABASE_URL。"),
            failure),
        PostgresErrorCodes.CharacterNotInRepertoire => new MemoriException(
            FaultKind.BadRequest,
            "invalid-text",
            new LocalizedText("A text with the character U+0000 can't be kept.", "无法保存包含 U+0000 字符的文本。"),
            failure),
        PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted or PostgresErrorCodes.IoError => new MemoriException(
            FaultKind.Backend,
            "state-database-unreadable",
            new LocalizedText("The state database is damaged. Restore a backup.", "状态数据库已损坏,请恢复备份。"),
            failure),
        _ when PostgresRetries.IsConnectionLost(failure) => Unavailable(failure),
        _ => failure,
    };
}
