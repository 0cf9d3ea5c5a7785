using Memori.Text2Sql.DataSources.Sample;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.Tests.DataSources.Sample;

/// <summary>The sample as of the day of the evaluation, made once for a class of tests and only read.</summary>
public sealed class SampleFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("memori-sample-").FullName;

    public static DateOnly Today { get; } = new(2026, 6, 30);

    public string Path => System.IO.Path.Combine(_folder, "sample.sqlite");

    public async ValueTask InitializeAsync() => await SampleDatabase.CreateAsync(Path, Today);

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs a query on a connection without any guard and returns up to so many rows.</summary>
    public IReadOnlyList<object[]> Query(string sql, int most)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (rows.Count < most && reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }
}
