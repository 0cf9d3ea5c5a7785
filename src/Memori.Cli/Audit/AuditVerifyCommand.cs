using System.CommandLine;
using Memori.Cli.State;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Audit;

/// <summary><c>memori audit verify</c>: whether the audit is as it was written; exit code 1 when it is not.</summary>
internal static class AuditVerifyCommand
{
    public static Command Create() => new StateOptions().Complete(
        new Command("verify", "Whether the audit is as it was written · 检查审计记录是否被改动"),
        async (call, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var report = await services.GetRequiredService<AuditTrail>().VerifyAsync(cancellationToken);
            call.Show(AuditReportDocument.From(report, call.Language), ServiceJson.Readable.AuditReportDocument, AuditView.ShowReport);
            return report.IsWhole ? ExitCode.Ok : ExitCode.Failed;
        });
}
