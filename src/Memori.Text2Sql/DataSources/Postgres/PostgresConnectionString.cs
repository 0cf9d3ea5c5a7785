using System.Net;
using Npgsql;

namespace Memori.Text2Sql.DataSources.Postgres;

/// <summary>How a PostgreSQL URL is connected to.</summary>
internal static class PostgresConnectionString
{
    /// <summary>The connection string: a small pool, no waiting for long on a server that is not there.</summary>
    /// <param name="url">The URL.</param>
    /// <param name="addresses">The addresses to try in place of the URL's host, in order; none to leave the name to the driver.</param>
    public static string ToConnectionString(this DatabaseUrl url, IReadOnlyList<IPAddress>? addresses = null)
    {
        var builder = new NpgsqlConnectionStringBuilder
        {
            Host = addresses is [_, ..] ? string.Join(',', addresses) : url.Host,
            Port = url.Port,
            Database = url.Database,
            Username = url.User,
            Password = url.Password,
            ApplicationName = "memori",
            MaxPoolSize = 8,
            Timeout = 10,
            CommandTimeout = 0,
            Enlist = false,
            IncludeErrorDetail = false,
            PersistSecurityInfo = false,
        };
        if (url.SslMode is not null)
        {
            builder.SslMode = Enum.Parse<SslMode>(url.SslMode.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        }

        return builder.ConnectionString;
    }
}
