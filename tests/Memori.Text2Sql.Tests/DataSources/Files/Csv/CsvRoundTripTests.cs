using FsCheck;
using FsCheck.Fluent;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Files;
using Memori.Text2Sql.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.Tests.DataSources.Files.Csv;

public sealed class CsvRoundTripTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Import_QuotedTexts_AreKeptToTheLetter()
    {
        var cell = Gen.Elements("a", "b c", "\"", ",", ";", "\t", "|", "\n", "\r\n", "é", "中", "😀", "0", " ").ArrayOf().Select(string.Concat);
        var rows = Gen.Zip(cell, cell).ArrayOf();
        var number = 0;
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(rows.ToArbitrary(), cells =>
            {
                // A first line that is text for certain keeps every column a column of texts.
                (string, string)[] expected = [("first text", "second text"), .. cells];
                Read(string.Concat(expected.Select(row => $"{Quote(row.Item1)},{Quote(row.Item2)}\n")), number++)
                    .ShouldBe(expected.Select(row => (Stored(row.Item1), Stored(row.Item2))));
            }));
    }

    private static string Quote(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string? Stored(string text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private List<(string?, string?)> Read(string body, int number)
    {
        var path = _directory.File($"t{number}.csv");
        File.WriteAllText(path, "one,two\n" + body);
        var database = new FileImports(new DataSourceOptions { DataDirectory = _directory.Path }).EnsureAsync(path).GetAwaiter().GetResult();
        using var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT one, two FROM t{number} ORDER BY rowid";
        using var reader = command.ExecuteReader();
        List<(string?, string?)> rows = [];
        while (reader.Read())
        {
            rows.Add((reader.IsDBNull(0) ? null : reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1)));
        }

        return rows;
    }
}
