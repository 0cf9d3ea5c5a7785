namespace Memori.Text2Sql.Execution.Export;

/// <summary>The files that a result can be written as.</summary>
public enum ExportFormat
{
    /// <summary>Comma-separated values in UTF-8 (RFC 4180).</summary>
    Csv,

    /// <summary>One JSON document: <c>columns</c>, <c>rows</c>, <c>row_count</c>, <c>truncated</c>.</summary>
    Json,

    /// <summary>A JSON value a line: an object with <c>columns</c>, an array for each row, and at last an object with <c>row_count</c> and <c>truncated</c>, without which it broke off.</summary>
    JsonLines,

    /// <summary>An Excel workbook.</summary>
    Xlsx,
}

/// <summary>What the formats are called.</summary>
public static class ExportFormats
{
    /// <summary>The format of a word (<c>csv</c>, <c>json</c>, <c>jsonl</c>, <c>xlsx</c>), with or without a dot before it; null for another.</summary>
    public static ExportFormat? Parse(string? word) => word?.TrimStart('.').ToLowerInvariant() switch
    {
        "csv" => ExportFormat.Csv,
        "json" => ExportFormat.Json,
        "jsonl" => ExportFormat.JsonLines,
        "xlsx" => ExportFormat.Xlsx,
        _ => null,
    };

    /// <summary>The media type.</summary>
    public static string MediaType(this ExportFormat format) => format switch
    {
        ExportFormat.Csv => "text/csv",
        ExportFormat.Json => "application/json",
        ExportFormat.JsonLines => "application/x-ndjson",
        _ => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    };

    /// <summary>The extension of files, with its dot.</summary>
    public static string Extension(this ExportFormat format) => format == ExportFormat.JsonLines ? ".jsonl" : "." + format.ToString().ToLowerInvariant();
}
