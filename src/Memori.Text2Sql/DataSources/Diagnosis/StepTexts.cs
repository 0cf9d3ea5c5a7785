using System.Net;
using Memori.Text;

namespace Memori.Text2Sql.DataSources.Diagnosis;

/// <summary>What a connection test says.</summary>
internal static class StepTexts
{
    public static LocalizedText ReadOnly { get; } = new("The session can't write: the database said so itself.", "会话只读,已由数据库确认。");

    public static LocalizedText Host(string host, IReadOnlyList<IPAddress> addresses) => new(
        $"'{host}' is {string.Join(", ", addresses)}.", $"“{host}”的地址是 {string.Join("、", addresses)}。");

    public static LocalizedText Port(int port) => new($"A server answers on port {port}.", $"端口 {port} 上有服务器响应。");

    public static LocalizedText Login(string user) => new($"'{user}' may log in.", $"“{user}”可以登录。");

    public static LocalizedText Database(string name) => new($"The database '{name}' is there.", $"数据库“{name}”存在。");

    /// <summary>What to do about a failure, or null when its own words say it.</summary>
    public static LocalizedText? AdviceFor(string code) => code switch
    {
        "datasource-unreachable" => new(
            "Check that the server runs and listens on this address (listen_addresses), and that no firewall is between.", "请确认服务器正在运行并监听该地址(listen_addresses),且没有被防火墙阻断。"),
        "datasource-unknown-host" => new("Write the host as the name service knows it, or give its address.", "请使用 DNS 能解析的主机名,或直接填写地址。"),
        "datasource-login-failed" => new(
            "Enter user and password again; characters such as @ or / in a password are written as %40, %2F. On the server, pg_hba.conf decides who may come from where.",
            "请重新输入用户名和密码;密码中的 @、/ 等字符需写成 %40、%2F。服务器端由 pg_hba.conf 决定允许的来源。"),
        "datasource-no-such-database" => new("The name of the database is the last part of the URL; psql -l lists those that exist.", "数据库名是地址的最后一部分;可用 psql -l 查看现有数据库。"),
        "datasource-not-read-only" => new("Connect to the server itself, or to a pooler in session mode.", "请直接连接数据库服务器,或使用会话模式的连接池。"),
        "datasource-no-tls" => new("Turn TLS on in the server (ssl = on), or, only on a network that you trust, write sslmode=disable.", "请在服务器上启用 TLS(ssl = on);仅在可信网络中可使用 sslmode=disable。"),
        "datasource-host-not-allowed" => new("Ask an administrator to add the host to MEMORI_DATASOURCE_HOSTS.", "请管理员将该主机加入 MEMORI_DATASOURCE_HOSTS。"),
        _ => null,
    };
}
