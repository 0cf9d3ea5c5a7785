using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Memori.Text;
using Memori.Text2Sql.DataSources.Admission;
using Memori.Text2Sql.DataSources.Postgres;
using Memori.Text2Sql.Schema.Postgres;
using Npgsql;

namespace Memori.Text2Sql.DataSources.Diagnosis;

/// <summary>The test of a PostgreSQL database: host, port, TLS, login, database, read-only session, privileges, schema.</summary>
internal sealed class PostgresCheck(StepList steps, HostAdmission hosts, DatabaseUrl url)
{
    private const string Privileges =
        """
        SELECT r.rolsuper,
               r.rolcreaterole OR r.rolcreatedb OR r.rolreplication,
               (SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p', 'v', 'f') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
                  AND has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')),
               EXISTS (SELECT FROM pg_namespace AS n WHERE n.nspname !~ '^pg_' AND has_schema_privilege(n.oid, 'CREATE')),
               has_database_privilege(current_database(), 'TEMP')
        FROM pg_roles AS r
        WHERE r.rolname = current_user
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    /// <summary>Takes the steps.</summary>
    /// <returns>How many tables can be read.</returns>
    /// <exception cref="MemoriException">The step that was begun failed.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        steps.Begin("host");
        var addresses = await hosts.ResolveAsync(url.Host, url.Port, cancellationToken).ConfigureAwait(false);
        steps.Ok(StepTexts.Host(url.Host, addresses));
        steps.Begin("port");
        using (var socket = await TcpProbe.ConnectAsync(url, addresses, cancellationToken).ConfigureAwait(false))
        {
            steps.Ok(StepTexts.Port(url.Port));
            steps.Begin("tls");
            Judge(await SpeaksTlsAsync(socket, cancellationToken).ConfigureAwait(false), addresses);
        }

        steps.Begin("login");
        var connection = await LogInAsync(addresses, cancellationToken).ConfigureAwait(false);
        steps.Ok(StepTexts.Login(url.User));
        steps.Begin("database");
        steps.Ok(StepTexts.Database(url.Database));
        steps.Begin("read-only");
        var session = await PostgresReadOnlySession.BeginAsync(connection, url.Key, s_patience, cancellationToken).ConfigureAwait(false);
        await using var scope = session.ConfigureAwait(false);
        steps.Ok(StepTexts.ReadOnly);
        return await ReadAsync(session, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> ReadAsync(PostgresReadOnlySession session, CancellationToken cancellationToken)
    {
        try
        {
            steps.Begin("privileges");
            JudgePrivileges((await session.QueryAsync(Privileges, cancellationToken).ConfigureAwait(false))[0]);
            steps.Begin("schema");
            var tables = (await session.QueryAsync(PostgresCatalog.Tables, cancellationToken).ConfigureAwait(false)).Count;
            steps.Schema(tables);
            return tables;
        }
        catch (NpgsqlException failure)
        {
            throw DataSourceFaults.ServerFailed(url.Key, failure.Message, failure);
        }
    }

    private async Task<NpgsqlConnection> LogInAsync(IReadOnlyList<IPAddress> addresses, CancellationToken cancellationToken)
    {
        try
        {
            return await PostgresPools.OpenAloneAsync(url.ToConnectionString(hosts.IsOpen ? [] : addresses), url.Key, cancellationToken).ConfigureAwait(false);
        }
        catch (MemoriException failure) when (failure.Code == "datasource-no-such-database")
        {
            // The server looks for the database only after it has let the user in.
            steps.Ok(StepTexts.Login(url.User));
            steps.Begin("database");
            throw;
        }
    }

    // The protocol's SSLRequest: one byte says whether the server speaks TLS.
    private async Task<bool> SpeaksTlsAsync(Socket socket, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        var answer = new byte[1];
        try
        {
            await socket.SendAsync(new byte[] { 0, 0, 0, 8, 4, 210, 22, 47 }, limit.Token).ConfigureAwait(false);
            var count = await socket.ReceiveAsync(answer, limit.Token).ConfigureAwait(false);
            return count == 1 && answer[0] is (byte)'S' or (byte)'N' ? answer[0] == (byte)'S' : throw DataSourceFaults.NotPostgres(url.Key);
        }
        catch (Exception failure) when (failure is SocketException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw DataSourceFaults.NotPostgres(url.Key, failure);
        }
    }

    private void Judge(bool speaksTls, IReadOnlyList<IPAddress> addresses)
    {
        var isLocal = addresses.All(IPAddress.IsLoopback);
        if (speaksTls && url.SslMode is "verify-full" or "verify-ca")
        {
            steps.Ok(new LocalizedText("The connection is encrypted and the server's certificate is checked.", "连接已加密,并会校验服务器证书。"));
        }
        else if (!speaksTls && url.SslMode is "require" or "verify-ca" or "verify-full")
        {
            throw DataSourceFaults.NoTls(url.Key);
        }
        else if (isLocal)
        {
            steps.Ok(new LocalizedText("The server is on this machine.", "服务器位于本机。"));
        }
        else if (speaksTls && url.SslMode != "disable")
        {
            steps.Warn(
                new LocalizedText("The connection is encrypted, but the server's certificate is not checked.", "连接已加密,但不校验服务器证书。"),
                new LocalizedText("Add ?sslmode=verify-full to the URL.", "请在地址末尾加上 ?sslmode=verify-full。"));
        }
        else
        {
            steps.Warn(
                new LocalizedText("Password and rows cross the network unencrypted.", "密码和数据将以明文在网络上传输。"),
                new LocalizedText("Turn TLS on in the server and add ?sslmode=verify-full to the URL.", "请在服务器上启用 TLS,并在地址末尾加上 ?sslmode=verify-full。"));
        }
    }

    private void JudgePrivileges(string?[] row)
    {
        var writable = long.Parse(row[2]!, CultureInfo.InvariantCulture);
        List<(string English, string Chinese)> found = [];
        Add(row[0] == "t", "is a superuser", "是超级用户");
        Add(row[0] != "t" && row[1] == "t", "may create roles or databases, or replicate", "可以创建角色或数据库,或进行复制");
        Add(writable > 0, $"may change {writable} tables", $"可以修改 {writable} 个表");
        Add(row[3] == "t", "may create objects", "可以创建对象");
        Add(row[4] == "t", "may create temporary tables", "可以创建临时表");
        if (found.Count == 0)
        {
            steps.Ok(new LocalizedText($"'{url.User}' may read and nothing else.", $"“{url.User}”只有读取权限。"));
            return;
        }

        steps.Warn(
            new LocalizedText(
                $"'{url.User}' {string.Join(", ", found.Select(static reason => reason.English))}. Memori only reads, but a role that can't write is the safer half of that.",
                $"“{url.User}”{string.Join(",", found.Select(static reason => reason.Chinese))}。Memori 只会读取,但使用无写权限的角色更安全。"),
            new LocalizedText(
                "Let an administrator of the database run what './memori datasource grant-sql' prints, and log in with that role.",
                "请数据库管理员执行 './memori datasource grant-sql' 输出的脚本,并使用该角色登录。"));

        void Add(bool holds, string english, string chinese)
        {
            if (holds)
            {
                found.Add((english, chinese));
            }
        }
    }
}
