using Memori.Text;
using Memori.Text2Sql.DataSources.Admission;
using Memori.Text2Sql.DataSources.Drivers;
using Memori.Text2Sql.DataSources.Sqlite;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.DataSources.Diagnosis;

/// <summary>Tries a datasource step by step and says in plain words how far it comes. Thread-safe.</summary>
public sealed class ConnectionCheck
{
    private const string CountTables = "SELECT count(*) FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";

    private readonly DataSourceCatalog _catalog;
    private readonly HostAdmission _hosts;

    /// <summary>Creates it.</summary>
    /// <param name="catalog">Knows passwords and what may be reached.</param>
    /// <param name="options">Which servers may be reached.</param>
    public ConnectionCheck(DataSourceCatalog catalog, DataSourceOptions options)
    {
        _catalog = catalog;
        _hosts = new HostAdmission(options.Hosts);
    }

    /// <summary>Tries a target that need not be stored.</summary>
    /// <exception cref="MemoriException">The target can't be read or may not be reached: see <see cref="DataSourceTarget.Parse(string)"/>.</exception>
    public async Task<ConnectionReport> TryAsync(NewDataSource wanted, CancellationToken cancellationToken = default)
    {
        var (target, url) = await _catalog.OpenAsync(wanted, cancellationToken).ConfigureAwait(false);
        return await TryAsync(target, url, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Tries a stored datasource.</summary>
    /// <exception cref="MemoriException"><c>datasource-not-found</c>, <c>datasource-password-lost</c>.</exception>
    public async Task<ConnectionReport> TryAsync(int id, CancellationToken cancellationToken = default)
    {
        var (target, url) = await _catalog.OpenAsync(await _catalog.DescribeAsync(id, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        return await TryAsync(target, url, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ConnectionReport> TryAsync(DataSourceTarget target, DatabaseUrl? url, CancellationToken cancellationToken)
    {
        var steps = new StepList();
        try
        {
            var tables = url is null ? await TryFileAsync(steps, target, cancellationToken).ConfigureAwait(false)
                : target.Driver is { } driver ? await TryExternalAsync(steps, driver, url, cancellationToken).ConfigureAwait(false)
                : await new PostgresCheck(steps, _hosts, url).RunAsync(cancellationToken).ConfigureAwait(false);
            return new ConnectionReport(target.Key, steps.Done, tables);
        }
        catch (MemoriException failure)
        {
            steps.Fail(failure.Text, StepTexts.AdviceFor(failure.Code));
            return new ConnectionReport(target.Key, steps.Done, null);
        }
    }

    private async Task<int> TryFileAsync(StepList steps, DataSourceTarget target, CancellationToken cancellationToken)
    {
        steps.Begin("file");
        var connectionString = await _catalog.PrepareAsync(target, cancellationToken).ConfigureAwait(false);
        steps.Ok(new LocalizedText($"'{target.Name}' is there and may be read.", $"“{target.Name}”存在且可读。"));
        steps.Begin("database");
        await DataSourceConnector.ProbeAsync(target, connectionString, cancellationToken).ConfigureAwait(false);
        using var connection = SqliteReadOnly.Open(connectionString);
        using var command = connection.CreateCommand();
        command.CommandText = CountTables;
        try
        {
            var tables = Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
            steps.Ok(new LocalizedText("It is a SQLite database.", "它是 SQLite 数据库。"));
            steps.Begin("read-only");
            command.CommandText = "PRAGMA user_version = 1";
            RequireRefused(command, target);
            steps.Ok(StepTexts.ReadOnly);
            steps.Begin("schema");
            steps.Schema(tables);
            return tables;
        }
        catch (SqliteException failure)
        {
            throw SqliteReadOnly.Explain(failure, target.Location);
        }
    }

    private static void RequireRefused(SqliteCommand command, DataSourceTarget target)
    {
        try
        {
            command.ExecuteNonQuery();
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == SQLitePCL.raw.SQLITE_READONLY)
        {
            return;
        }

        throw DataSourceFaults.NotReadOnly(target.Key);
    }

    private async Task<int> TryExternalAsync(StepList steps, DatabaseDriver driver, DatabaseUrl url, CancellationToken cancellationToken)
    {
        steps.Begin("host");
        var addresses = await _hosts.ResolveAsync(url.Host, url.Port, cancellationToken).ConfigureAwait(false);
        steps.Ok(StepTexts.Host(url.Host, addresses));
        steps.Begin("port");
        using (await TcpProbe.ConnectAsync(url, addresses, cancellationToken).ConfigureAwait(false))
        {
            steps.Ok(StepTexts.Port(url.Port));
        }

        steps.Begin("login");
        var connection = driver.ConnectionString(url, _hosts.IsOpen ? [] : addresses);
        var session = await ExternalSession.BeginAsync(driver, connection, url.Key, ExternalSession.CatalogTimeout, cancellationToken).ConfigureAwait(false);
        await using var scope = session.ConfigureAwait(false);
        steps.Ok(StepTexts.Login(url.User));
        steps.Begin("read-only");
        steps.Ok(StepTexts.ReadOnly);
        steps.Begin("schema");
        var tables = (await session.QueryAsync(driver.TablesQuery, cancellationToken).ConfigureAwait(false)).Count;
        steps.Schema(tables);
        return tables;
    }
}
