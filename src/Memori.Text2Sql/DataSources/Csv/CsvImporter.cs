using System.Text;
using CsvHelper;
using Memori.Text2Sql.Schema.Sqlite;
using Microsoft.Data.Sqlite;

namespace Memori.Text2Sql.DataSources.Csv;

/// <summary>Imports a CSV file into a SQLite file of one table, in two passes: one for the types, one for the rows.</summary>
internal sealed class CsvImporter(string path, CancellationToken cancellationToken)
{
    private const int MaxColumns = 1_000;

    // A quote that is never closed makes one record of the rest of the file.
    private const int MaxRecordSize = 16 << 20;

    /// <summary>Writes <paramref name="database"/>, a new file.</summary>
    /// <exception cref="MemoriException"><c>csv-unreadable</c>, <c>datasource-unreadable</c>.</exception>
    public void Import(string database)
    {
        var encoding = CsvEncoding.Detect(path) ?? throw DataSourceFaults.BadCsv(path, "it is not text", "文件不是文本");
        var hasHeader = true;
        string[] headers = [];
        CsvColumn[] columns = [];
        foreach (var (record, number) in Records(encoding))
        {
            if (number == 1)
            {
                // A first line that begins with a number or a date is data: the file has no header.
                hasHeader = !CsvColumn.LooksLikeData(record[0]);
                headers = hasHeader ? record : [.. record.Select(static _ => "")];
                columns = [.. record.Select(static _ => new CsvColumn())];
                if (hasHeader)
                {
                    continue;
                }
            }

            for (var i = 0; i < columns.Length; i++)
            {
                columns[i].Look(record[i]);
            }
        }

        if (columns.Length == 0)
        {
            throw DataSourceFaults.BadCsv(path, "it is empty", "文件是空的");
        }

        Write(database, headers, columns, Records(encoding).Skip(hasHeader ? 1 : 0).Select(static item => item.Record));
    }

    private IEnumerable<(string[] Record, int Number)> Records(Encoding encoding)
    {
        using var reader = CsvReader.FromFile(path, new CsvReaderOptions
        {
            Encoding = encoding,
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = MaxRecordSize,
        });
        var width = 0;
        var number = 0;
        while (Next(reader))
        {
            if ((number & 0xfff) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            var record = new string[Width(reader, width)];
            for (var i = 0; i < record.Length; i++)
            {
                record[i] = reader.GetString(i);
            }

            number++;
            width = number == 1 ? record.Length : width;
            if (record.Length != width || width > MaxColumns)
            {
                throw Ragged(reader.LineNumber, record.Length, width);
            }

            yield return (record, number);
        }
    }

    private bool Next(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException failure)
        {
            throw DataSourceFaults.BadCsv(path, failure.Message, failure.Message, failure);
        }
    }

    // A delimiter at the end of each line makes an empty field that no header names.
    private static int Width(CsvReader reader, int expected)
    {
        var length = reader.FieldCount;
        while (expected > 0 && length > expected && reader.IsEmpty(length - 1))
        {
            length--;
        }

        return length;
    }

    private MemoriException Ragged(long line, int found, int expected) => expected > MaxColumns
        ? DataSourceFaults.BadCsv(path, $"it has {expected} columns, more than {MaxColumns}", $"共有 {expected} 列,超过了 {MaxColumns} 列")
        : DataSourceFaults.BadCsv(
            path,
            $"line {line} has {found} fields where the first line has {expected}",
            $"第 {line} 行有 {found} 个字段,而首行有 {expected} 个");

    private void Write(string database, string[] headers, CsvColumn[] columns, IEnumerable<string[]> records)
    {
        var names = CsvName.CleanAll(headers);
        var table = SqliteName.Quote(CsvName.Clean(Path.GetFileNameWithoutExtension(path), "data"));
        var definitions = names.Select((name, i) => $"    {SqliteName.Quote(name)} {columns[i].Declaration}{(i < names.Count - 1 ? "," : "")}{Comment(headers[i], name)}");
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();

        // A file that is not complete is thrown away: no journal is needed.
        command.CommandText = $"PRAGMA journal_mode = OFF;\nPRAGMA synchronous = OFF;\nCREATE TABLE {table} (\n{string.Join('\n', definitions)}\n)";
        command.ExecuteNonQuery();
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", columns.Select(static (_, i) => $"$p{i}"))})";
        var parameters = columns.Select((_, i) => insert.Parameters.Add(new SqliteParameter($"$p{i}", null))).ToArray();
        foreach (var record in records)
        {
            for (var i = 0; i < columns.Length; i++)
            {
                parameters[i].Value = columns[i].Convert(record[i]);
            }

            insert.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static string Comment(string header, string name)
    {
        var words = string.Join(' ', header.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return words.Length == 0 || words == name ? "" : $" -- {words}";
    }
}
