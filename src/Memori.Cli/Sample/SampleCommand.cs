using System.CommandLine;
using System.Globalization;
using Memori.Cli.Terminal;
using Memori.Text2Sql.DataSources.Sample;

namespace Memori.Cli.Sample;

/// <summary><c>memori sample --output FILE</c>: writes the sample database to a file of its own.</summary>
internal static class SampleCommand
{
    public static Command Create()
    {
        var output = new Option<string>("--output") { Description = "The SQLite file to write · 输出文件", Required = true };
        var today = new Option<string?>("--today") { Description = "The last day of its data, yyyy-MM-dd; default today · 数据的最后一天" };
        today.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string?>() is { } text && !DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                result.AddError(UsageText.Of("--today needs a date as yyyy-MM-dd.", "--today 需要 yyyy-MM-dd 格式的日期。"));
            }
        });
        var command = new Command("sample", "Write the sample shop database to a file · 生成示例数据库") { output, today };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var last = parsed.GetValue(today) is { } day
                ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)
                : DateOnly.FromDateTime(TimeProvider.System.GetLocalNow().DateTime);
            var path = Path.GetFullPath(parsed.GetValue(output)!);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await SampleDatabase.CreateAsync(path, last, cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }
}
