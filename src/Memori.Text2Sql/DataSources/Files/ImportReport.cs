using System.Text.Json.Serialization;
using Memori.Text;

namespace Memori.Text2Sql.DataSources.Files;

/// <summary>What became of a file that was imported.</summary>
public sealed record ImportReport
{
    /// <summary>The tables, in the order of the file.</summary>
    public required IReadOnlyList<ImportedTable> Tables { get; init; }

    /// <summary>What a person should know: rows that were cut, dates that could be read in two ways, sheets that were left out. Names and headers in it are untrusted text.</summary>
    public required IReadOnlyList<LocalizedText> Warnings { get; init; }
}

/// <summary>A table that was made of a file or sheet.</summary>
/// <param name="Name">Its name in SQL.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Columns">Its columns.</param>
public sealed record ImportedTable(string Name, long Rows, IReadOnlyList<ImportedColumn> Columns);

/// <summary>A column of an imported table.</summary>
/// <param name="Name">Its name in SQL.</param>
/// <param name="Type">Its type: <c>text</c>, <c>integer</c>, <c>number</c>, <c>boolean</c>, <c>date</c>, <c>timestamp</c> or <c>time</c>.</param>
public sealed record ImportedColumn(string Name, string Type);

[JsonSerializable(typeof(ImportReport))]
internal sealed partial class ImportReportJson : JsonSerializerContext;
