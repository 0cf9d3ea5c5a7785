using System.CommandLine;
using Memori.Cli.Terminal;

namespace Memori.Cli.State;

/// <summary><c>memori doctor [--repair]</c>: is the state in order? Exit 0 when it is, 1 when something was found.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var repair = new Option<bool>("--repair") { Description = "Mend what can be mended; without it nothing is changed · 修复可修复的问题,默认只检查" };
        var command = new Command("doctor", "Check the state from the first page to the last · 检查状态是否完好") { repair };
        return new StateOptions().Complete(command, async (call, cancellationToken) =>
        {
            var (before, after) = call.Parsed.GetValue(repair)
                ? await call.Care.RepairAsync(cancellationToken)
                : await call.Care.ExamineAsync(cancellationToken) is var report ? (report, report) : default;
            var left = after.Findings.Select(finding => finding.Code).ToHashSet(StringComparer.Ordinal);
            var repaired = before.Findings.Select(finding => finding.Code).Where(code => !left.Contains(code));
            call.Show(DoctorDocument.From(after, repaired, call.Language), StateJson.Readable.DoctorDocument, StateView.ShowHealth);
            return after.Findings.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
        });
    }
}
