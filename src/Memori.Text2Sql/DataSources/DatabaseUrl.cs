using System.Globalization;

namespace Memori.Text2Sql.DataSources;

/// <summary>The parts of <c>scheme://user:password@host:port/database?sslmode=…</c>.</summary>
public sealed record DatabaseUrl
{
    internal const string Postgres = "postgres";
    private const int PostgresPort = 5432;

    /// <summary>What kind of server it is: <c>postgres</c>, or the scheme of a <see cref="Drivers.DatabaseDriver"/>.</summary>
    public string Scheme { get; init; } = Postgres;

    /// <summary>A name or an address, in lower case; an IPv6 address without brackets.</summary>
    public required string Host { get; init; }

    /// <summary>The port, 1 to 65,535.</summary>
    public required int Port { get; init; }

    /// <summary>The database; the user's name when none is given.</summary>
    public required string Database { get; init; }

    /// <summary>Who logs in.</summary>
    public required string User { get; init; }

    /// <summary>The password, or null. Never shown.</summary>
    public string? Password { get; init; }

    /// <summary>The <c>sslmode</c>, or null. No other setting is taken from a URL: some would loosen what keeps a session read-only.</summary>
    public string? SslMode { get; init; }

    /// <summary>The identity, without credentials.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}/{Uri.EscapeDataString(Database)}");

    /// <summary>The URL without its password.</summary>
    public string WithoutPassword =>
        Key.Replace($"{Scheme}://", $"{Scheme}://{Uri.EscapeDataString(User)}@", StringComparison.Ordinal) + (SslMode is null ? "" : $"?sslmode={SslMode}");

    /// <summary>Without the password.</summary>
    public override string ToString() => WithoutPassword;

    /// <summary>Whether a text is the URL of a PostgreSQL server.</summary>
    internal static bool IsPostgres(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="MemoriException"><c>datasource-bad-url</c>.</exception>
    internal static DatabaseUrl Parse(string url, string scheme = Postgres, int defaultPort = PostgresPort)
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
        var (host, port) = HostAndPort(slash < 0 ? rest : rest[..slash], defaultPort);
        var colon = login.IndexOf(':', StringComparison.Ordinal);
        var user = Uri.UnescapeDataString(colon < 0 ? login : login[..colon]);
        var database = slash < 0 ? "" : Uri.UnescapeDataString(rest[(slash + 1)..]);
        user = user.Length > 0 ? user : Environment.UserName;
        return new DatabaseUrl
        {
            Scheme = scheme,
            Host = host,
            Port = port,
            User = user,
            Password = colon < 0 ? null : Uri.UnescapeDataString(login[(colon + 1)..]),
            Database = database.Length > 0 ? database : user,
            SslMode = SslModeOf(settings),
        };
    }

    private static (string Host, int Port) HostAndPort(string text, int defaultPort)
    {
        var bracket = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) : -1;
        var colon = text.IndexOf(':', bracket + 1);
        var host = bracket > 0 ? text[1..bracket] : colon < 0 ? text : text[..colon];
        if (host.Contains(',', StringComparison.Ordinal))
        {
            throw DataSourceFaults.BadUrl("more than one host", "主机多于一个");
        }

        if (host.Length > 0 && Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            // Among others the path of a socket.
            throw DataSourceFaults.BadUrl("the host is neither a name nor an address", "主机既不是名称也不是地址");
        }

        if (colon < 0)
        {
            return (host.Length > 0 ? host.ToLowerInvariant() : "localhost", defaultPort);
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
