using Memori.Server.Audit;
using Memori.Text2Sql.Execution;
using Memori.Text2Sql.Guarding.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Audit;

/// <summary>Audits questions and SQL at the command line: the entry is durable before anything is shown.</summary>
internal static class StatementAudit
{
    public const string Question = "generate-sql";
    public const string Statement = "execute-sql";
    public const string Feedback = "give-feedback";

    /// <summary>Does something that runs SQL for somebody, and keeps what was asked, what ran and how it ended.</summary>
    /// <param name="services">The services of the command.</param>
    /// <param name="kind">What is done.</param>
    /// <param name="caller">For whom.</param>
    /// <param name="asked">The question or the SQL, or null.</param>
    /// <param name="datasourceId">The datasource, or null.</param>
    /// <param name="work">Does it.</param>
    /// <param name="refusal">The code of a refusal that is a result and no failure, or null. Default: none is.</param>
    /// <exception cref="MemoriException">What it failed with, or that it can't be audited.</exception>
    public static async Task<T> RunAsync<T>(
        IServiceProvider services, string kind, Caller caller, string? asked, int? datasourceId, Func<Task<T>> work, Func<T, string?>? refusal = null)
    {
        var audit = services.GetRequiredService<AuditTrail>();
        using var log = StatementLog.Begin();
        var entry = new NewAuditEntry { Kind = kind, Outcome = AuditOutcome.Ok, Actor = AuditActor.CommandLine, UserId = caller.UserId, Asked = asked, DatasourceId = datasourceId };
        T result;
        try
        {
            result = await work();
        }
        catch (Exception failure)
        {
            var (outcome, code) = AuditFaults.OutcomeOf(failure);
            await KeepAsync(entry with { Outcome = outcome, Code = code });
            throw;
        }

        await KeepAsync(refusal?.Invoke(result) is { } refused ? entry with { Outcome = AuditOutcome.Refused, Code = refused } : entry);
        return result;

        Task KeepAsync(NewAuditEntry kept) => AuditFaults.GuardAsync(
            () => audit.AppendAsync(kept with { Statements = log.Statements, PolicyVersion = log.PolicyVersion }, CancellationToken.None));
    }
}
