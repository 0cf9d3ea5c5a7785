using System.Globalization;
using Npgsql;

namespace Memori.Text2Sql.DataSources.Postgres;

/// <summary>The parts of <c>postgres://user:password@host:port/database?sslmode=…</c>.</summary>
internal sealed record PostgresUrl
{
    private const int DefaultPort = 5432;

    public required string Host { get; init; }

    public required int Port { get; init; }

    public required string Database { get; init; }

    public required string User { get; init; }

    public string? Password { get; init; }

    /// <summary>The <c>sslmode</c>, or null. No other setting is taken from a URL: some would loosen what keeps a session read-only.</summary>
    public string? SslMode { get; init; }

    /// <summary>The identity, without credentials.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"postgres://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}/{Uri.EscapeDataString(Database)}");

    /// <summary>The URL without its password.</summary>
    public string WithoutPassword =>
        Key.Replace("postgres://", $"postgres://{Uri.EscapeDataString(User)}@", StringComparison.Ordinal) + (SslMode is null ? "" : $"?sslmode={SslMode}");

    public static bool IsUrl(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="MemoriException"><c>datasource-bad-url</c>.</exception>
    public static PostgresUrl Parse(string url)
    {
        // By hand, for passwords with characters that a strict URI would not have.
        var rest = url[(url.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var at = rest.LastIndexOf('@');
        var login = at < 0 ? "" : rest[..at];
        rest = rest[(at + 1)..];
        var question = rest.IndexOf('?', StringComparison.Ordinal);
        var settings = question < 0 ? "" : rest[(question + 1)..];
        rest = question < 0 ? rest : rest[..question];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var (host, port) = HostAndPort(slash < 0 ? rest : rest[..slash]);
        var colon = login.IndexOf(':', StringComparison.Ordinal);
        var user = Uri.UnescapeDataString(colon < 0 ? login : login[..colon]);
        var database = slash < 0 ? "" : Uri.UnescapeDataString(rest[(slash + 1)..]);
        user = user.Length > 0 ? user : Environment.UserName;
        return new PostgresUrl
        {
            Host = host,
            Port = port,
            User = user,
            Password = colon < 0 ? null : Uri.UnescapeDataString(login[(colon + 1)..]),
            Database = database.Length > 0 ? database : user,
            SslMode = SslModeOf(settings),
        };
    }

    /// <summary>The connection string: a small pool, no waiting for long on a server that is not there.</summary>
    public string ToConnectionString()
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = Host,
            Port = Port,
            Database = Database,
            Username = User,
            Password = Password,
            ApplicationName = "memori",
            MaxPoolSize = 8,
            Timeout = 10,
            CommandTimeout = 0,
            Enlist = false,
            IncludeErrorDetail = false,
            PersistSecurityInfo = false,
        };
        if (SslMode is not null)
        {
            builder.SslMode = Enum.Parse<SslMode>(SslMode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        }

        return builder.ConnectionString;
    }

    private static (string Host, int Port) HostAndPort(string text)
    {
        var bracket = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = text.IndexOf(':', bracket + 1);
        var host = bracket > 0 ? text[1..bracket] : colon < 0 ? text : text[..colon];
        if (host.Contains(',', StringComparison.Ordinal))
        {
            throw DataSourceFaults.BadUrl("more than one host", "主机多于一个");
        }

        if (colon < 0)
        {
            return (host.Length > 0 ? host.ToLowerInvariant() : "localhost", DefaultPort);
        }

        return ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? (host.Length > 0 ? host.ToLowerInvariant() : "localhost", port)
            : throw DataSourceFaults.BadUrl("the port is not a number from 1 to 65535", "端口不是 1 到 65535 之间的数字");
    }

    private static string? SslModeOf(string settings)
    {
        var mode = settings.Split('&')
            .Select(static setting => setting.Split('=', 2))
            .FirstOrDefault(static pair => pair.Length == 2 && pair[0] == "sslmode")?[1];
        return mode is null or "disable" or "allow" or "prefer" or "require" or "verify-ca" or "verify-full"
            ? mode
            : throw DataSourceFaults.BadUrl("unknown sslmode", "未知的 sslmode");
    }
}
