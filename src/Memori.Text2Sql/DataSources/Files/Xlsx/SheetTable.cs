using System.IO.Compression;

namespace Memori.Text2Sql.DataSources.Files.Xlsx;

/// <summary>The table of a sheet.</summary>
internal sealed class SheetTable(Workbook workbook, ZipArchiveEntry entry) : FileTable
{
    /// <inheritdoc/>
    public override bool IsDelimited => false;

    /// <inheritdoc/>
    public override RowReader Open(CancellationToken cancellationToken) => workbook.OpenSheet(entry, cancellationToken);
}
