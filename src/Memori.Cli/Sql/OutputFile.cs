using System.CommandLine;
using Memori.Cli.Audit;
using Memori.Cli.Terminal;
using Memori.Text;
using Memori.Text2Sql;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Execution.Export;
using Memori.Text2Sql.Guarding.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Sql;

/// <summary><c>--output FILE</c> with <c>--row-limit N</c>: a result as a file, whose extension says in which format.</summary>
internal static class OutputFile
{
    /// <summary><c>--output</c>.</summary>
    public static Option<string?> Option()
    {
        var option = new Option<string?>("--output") { Description = "Write all rows to a .csv, .json or .xlsx file · 将全部结果写入 .csv、.json 或 .xlsx 文件" };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } path && ExportFormats.Parse(Path.GetExtension(path)) is null)
            {
                result.AddError("--output must end in .csv, .json or .xlsx. · --output 必须以 .csv、.json 或 .xlsx 结尾。");
            }
        });
        return option;
    }

    /// <summary><c>--row-limit</c>.</summary>
    public static Option<int?> RowLimit() => NumberOption.Optional("--row-limit", "The most rows of --output, default and at most 1,000,000 · --output 的最多行数", 1, int.MaxValue);

    /// <summary>Runs the statement and writes its rows; the file appears when it is complete, or not at all.</summary>
    public static async Task WriteAsync(
        IServiceProvider services, DataSource source, Caller caller, string sql, string path, int? rowLimit, Language language, CancellationToken cancellationToken)
    {
        var target = Path.GetFullPath(path);
        var partial = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetRandomFileName()}.partial");
        ExportSummary summary;
        try
        {
            await using var rows = await StatementAudit.RunAsync(
                services, StatementAudit.Statement, caller, sql, source.Id, () => services.GetRequiredService<SqlPipeline>().StreamAsync(source, caller, sql, rowLimit, cancellationToken));
            await using (var file = new FileStream(partial, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous))
            {
                var format = ExportFormats.Parse(Path.GetExtension(path))!.Value;
                summary = await ResultWriter.WriteAsync(rows, format, file, services.GetRequiredService<AskOptions>().Export, cancellationToken);
            }

            File.Move(partial, target, overwrite: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new MemoriException(
                FaultKind.BadRequest,
                "output-unwritable",
                new LocalizedText($"'{path}' can't be written: {failure.Message}", $"无法写入“{path}”:{failure.Message}"),
                failure);
        }
        finally
        {
            if (File.Exists(partial))
            {
                File.Delete(partial);
            }
        }

        await Console.Error.WriteLineAsync(TerminalText.Safe(Words(summary, path).In(language)));
    }

    private static LocalizedText Words(ExportSummary summary, string path)
    {
        var (more, moreChinese) = summary.Truncated ? ("; there are more than the limit", ";超出上限的部分未写入") : ("", "");
        var (cut, cutChinese) = summary.CutCells > 0 ? ($"; {summary.CutCells:N0} texts were cut to what a cell can hold", $";{summary.CutCells:N0} 个文本超过单元格上限,已截断") : ("", "");
        return new LocalizedText($"{summary.Rows:N0} rows written to {path}{more}{cut}.", $"已将 {summary.Rows:N0} 行写入 {path}{moreChinese}{cutChinese}。");
    }
}
