using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Memori.Text;
using Memori.Text2Sql.Yaml;

namespace Memori.Text2Sql.Learning.Pairs;

/// <summary>Reads and writes records (names with values) in all formats alike. What is read is untrusted and bounded.</summary>
internal static class RecordFile
{
    private const int MostBytes = 32 * 1024 * 1024;
    private static readonly string[] s_lists = ["pairs", "questions"];
    private static readonly JsonSerializerOptions s_readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions s_indented = new(s_readable) { WriteIndented = true };
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // What a spreadsheet would take for a formula is escaped when written, and read back as it was.
    private static readonly char[] s_formula = ['=', '+', '-', '@'];

    /// <summary>The records, in order.</summary>
    /// <exception cref="MemoriException"><c>invalid-records</c>: it is too large, or not in the format.</exception>
    public static async Task<IReadOnlyList<JsonObject>> ReadAsync(Stream input, RecordFormat format, CancellationToken cancellationToken)
    {
        var text = await ReadTextAsync(input, cancellationToken).ConfigureAwait(false);
        try
        {
            return format switch
            {
                RecordFormat.Csv => ReadCsv(text),
                RecordFormat.JsonLines => [.. text.Split('\n').Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => Require(Parse(line)))],
                RecordFormat.Yaml => List(YamlJson.Read(text)),
                _ => List(Parse(text)),
            };
        }
        catch (Exception e) when (e is JsonException or CsvFormatException or InvalidOperationException or ArgumentException)
        {
            throw Invalid(new LocalizedText($"The file is not what its format says: {e.Message}", $"文件内容与其格式不符:{e.Message}"), e);
        }
    }

    /// <summary>Writes the records; the first names the columns of a CSV file.</summary>
    public static async Task WriteAsync(Stream output, RecordFormat format, IReadOnlyList<JsonObject> records, CancellationToken cancellationToken)
    {
        var text = format switch
        {
            RecordFormat.Csv => WriteCsv(records),
            RecordFormat.JsonLines => string.Concat(records.Select(record => record.ToJsonString(s_readable) + "\n")),
            RecordFormat.Yaml => YamlJson.Write(new JsonObject { [s_lists[0]] = new JsonArray([.. records.Select(record => record.DeepClone())]) }),
            _ => new JsonArray([.. records.Select(record => record.DeepClone())]).ToJsonString(s_indented) + "\n",
        };
        await output.WriteAsync(s_utf8.GetBytes(text), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<string> ReadTextAsync(Stream input, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[81_920];
        while (await input.ReadAsync(chunk, cancellationToken).ConfigureAwait(false) is var read and > 0)
        {
            if (buffer.Length + read > MostBytes)
            {
                throw Invalid(new LocalizedText($"The file is larger than {MostBytes / 1024 / 1024} MB.", $"文件超过 {MostBytes / 1024 / 1024} MB。"), null);
            }

            buffer.Write(chunk, 0, read);
        }

        try
        {
            return s_utf8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length).TrimStart('\ufeff');
        }
        catch (DecoderFallbackException e)
        {
            throw Invalid(new LocalizedText("The file is not UTF-8 text.", "文件不是 UTF-8 文本。"), e);
        }
    }

    private static JsonNode? Parse(string json) => JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = 16, AllowDuplicateProperties = false });

    private static List<JsonObject> List(JsonNode? document)
    {
        var list = document as JsonArray ?? s_lists.Select(name => (document as JsonObject)?[name] as JsonArray).FirstOrDefault(found => found is not null)
            ?? throw new JsonException("a list of records is expected.");
        return [.. list.Select(Require)];
    }

    private static JsonObject Require(JsonNode? node) => node as JsonObject ?? throw new JsonException("a record with names is expected.");

    private static List<JsonObject> ReadCsv(string text)
    {
        using var csv = CsvReader.FromText(text, new CsvReaderOptions { HasHeader = false });
        var records = new List<JsonObject>();
        if (!csv.Read())
        {
            return records;
        }

        var names = Enumerable.Range(0, csv.FieldCount).Select(i => csv.GetString(i).Trim().ToLowerInvariant()).ToArray();
        while (csv.Read())
        {
            var record = new JsonObject();
            for (var i = 0; i < Math.Min(names.Length, csv.FieldCount); i++)
            {
                if (csv.GetString(i) is { Length: > 0 } cell)
                {
                    record[names[i]] = cell.Length > 1 && cell[0] == '\'' && s_formula.Contains(cell[1]) ? cell[1..] : cell;
                }
            }

            records.Add(record);
        }

        return records;
    }

    private static string WriteCsv(IReadOnlyList<JsonObject> records)
    {
        if (records.Count == 0)
        {
            return "";
        }

        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = CsvWriter.Create(text, new CsvWriterOptions { NewLine = "\n", HasHeader = false }, leaveOpen: true))
        {
            var names = records[0].Select(field => field.Key).ToArray();
            foreach (var name in names)
            {
                csv.WriteField(name);
            }

            csv.EndRecord();
            foreach (var record in records)
            {
                foreach (var name in names)
                {
                    var cell = record[name]?.ToString() ?? "";
                    csv.WriteField(cell.Length > 0 && s_formula.Contains(cell[0]) ? "'" + cell : cell);
                }

                csv.EndRecord();
            }
        }

        return text.ToString();
    }

    private static MemoriException Invalid(LocalizedText text, Exception? cause) => new(FaultKind.BadRequest, "invalid-records", text, cause);
}
