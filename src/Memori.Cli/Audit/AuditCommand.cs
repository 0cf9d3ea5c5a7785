using System.CommandLine;

namespace Memori.Cli.Audit;

/// <summary><c>memori audit</c>: who asked, ran and administered what.</summary>
internal static class AuditCommand
{
    public static Command Create() => new("audit", "Who asked, ran and administered what · 审计记录")
    {
        AuditListCommand.Create(),
        AuditExportCommand.Create(),
        AuditVerifyCommand.Create(),
    };
}
