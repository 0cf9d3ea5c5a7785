using System.CommandLine;
using System.Globalization;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.DataSources;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.DataSources.Diagnosis;

namespace Memori.Cli.DataSources;

/// <summary><c>memori datasource test TARGET</c>: how far a connection comes, step by step, without keeping anything.</summary>
internal static class TestCommand
{
    public static Command Create()
    {
        var target = SourceOptions.Target();
        var password = SourceOptions.PasswordFromInput();
        return new SourceOptions().Complete(new Command("test", "Try a connection step by step · 逐步测试连接") { target, password }, async (call, cancellationToken) =>
        {
            var text = call.Parsed.GetValue(target)!;
            var check = call.Get<ConnectionCheck>();
            var report = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                ? await check.TryAsync(id, cancellationToken)
                : await check.TryAsync(new NewDataSource(text) { Password = await SourceOptions.ReadPasswordAsync(call.Parsed, password, cancellationToken) }, cancellationToken);
            call.Show(ConnectionReportDocument.From(report, call.Language), ServiceJson.Readable.ConnectionReportDocument, DataSourceView.ShowReport);
            return report.Ok ? ExitCode.Ok : ExitCode.Failed;
        });
    }
}
