using Npgsql;

namespace Memori.Postgres;

/// <summary>How a PostgreSQL URL is connected to.</summary>
internal static class PostgresUrl
{
    private const int DefaultPort = 5432;

    /// <summary>The connection string of a URL.</summary>
    /// <exception cref="MemoriException"><c>state-database-url</c> when it is none.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql") || uri.Host.Length == 0)
        {
            throw PostgresFaults.BadUrl();
        }

        var (user, password) = uri.UserInfo.Split(':', 2) is [var name, var secret] ? (name, secret) : (uri.UserInfo, null);
        var database = Uri.UnescapeDataString(uri.AbsolutePath.TrimStart('/'));
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = uri.Host.Trim('[', ']'),
            Port = uri.Port < 0 ? DefaultPort : uri.Port,
            Username = Uri.UnescapeDataString(user),
            Password = password is null ? null : Uri.UnescapeDataString(password),
            ApplicationName = "memori",
            Enlist = false,
            IncludeErrorDetail = false,
            PersistSecurityInfo = false,
            TcpKeepAlive = true,
            TcpKeepAliveTime = 30,

            // Behind a pooler in transaction mode a session is nobody's: nothing is left in it, nothing is prepared in it.
            NoResetOnClose = true,
            MaxAutoPrepare = 0,
        };
        if (builder.Username.Length == 0 || database.Length == 0)
        {
            throw PostgresFaults.BadUrl();
        }

        builder.Database = database;
        foreach (var (option, value) in Query(uri))
        {
            Set(builder, option, value);
        }

        return builder;
    }

    private static void Set(NpgsqlConnectionStringBuilder builder, string option, string value)
    {
        switch (option)
        {
            case "sslmode" when Enum.TryParse<SslMode>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var mode):
                builder.SslMode = mode;
                break;
            case "sslrootcert":
                builder.RootCertificate = value;
                break;
            default:
                throw PostgresFaults.BadUrl();
        }
    }

    private static IEnumerable<(string Option, string Value)> Query(Uri uri) => uri.Query.TrimStart('?')
        .Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(part => part.Split('=', 2) is [var option, var value] ? (option, Uri.UnescapeDataString(value)) : (part, ""));
}
