using System.Collections.Frozen;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using Memori.Cli.Terminal;
using Memori.Server.Audit;
using Memori.Server.Configuration;
using Memori.Server.Configuration.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Audit;

/// <summary>
/// Administration at the command line that is audited, by the same kinds as over HTTP where there is a route. Of the command line only what is named here
/// is kept: the rest may hold passwords.
/// </summary>
internal static class AuditedCommands
{
    private static readonly FrozenDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["keys create"] = "create-key",
        ["keys revoke"] = "revoke-key",
        ["keys rotate"] = "rotate-key",
        ["policy set"] = "put-policy",
        ["policy remove"] = "delete-policy",
        ["datasource add"] = "add-datasource",
        ["datasource remove"] = "delete-datasource",
        ["datasource rename"] = "change-datasource",
        ["datasource annotate"] = "put-annotations",
        ["datasource grant-sql"] = "grant-sql",
        ["datasource rotate-key"] = "rotate-secret-key",
        ["schema sync"] = "sync-datasource",
        ["pairs import"] = "import-pairs",
        ["pairs export"] = "export-pairs",
        ["pairs publish"] = "publish-pair",
        ["pairs withdraw"] = "withdraw-pair",
        ["memory import"] = "import-memories",
        ["memory export"] = "export-memories",
        ["usage limit"] = "set-limits",
        ["sessions end"] = "end-session",
        ["jobs run"] = "run-job",
        ["backup"] = "backup",
        ["restore"] = "restore",
        ["audit export"] = "export-audit",
        ["users export"] = "get-user-data",
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> Kept = FrozenSet.Create("--user", "--key", "--role", "--name", "--daily", "--request", "key", "id", "job");

    /// <summary>Runs a command line, and audits it when it is one of these.</summary>
    public static async Task<int> InvokeAsync(ParseResult parsed, Func<Task<int>> invoke)
    {
        if (!Kinds.TryGetValue(UsageErrors.PathOf(parsed), out var kind))
        {
            return await invoke();
        }

        using var key = AuditedKey.Begin();
        int code;
        try
        {
            code = await invoke();
        }
        catch (MemoriException failure)
        {
            await TryKeepAsync(parsed, kind, failure);
            throw;
        }

        await KeepAsync(key.AddTo(Entry(parsed, kind)) with { Outcome = code == ExitCode.Ok ? AuditOutcome.Ok : AuditOutcome.Failed });
        return code;
    }

    private static async Task TryKeepAsync(ParseResult parsed, string kind, MemoriException failure)
    {
        try
        {
            if (kind is "backup" or "restore" && SettingsReader.Read(SettingsSources.OfProcess()).Require() is { KeepsInPostgres: false, StateFile: var file } && !File.Exists(file))
            {
                // Writing it down would make a state where there is none, which the next restore would have to replace.
                return;
            }

            var (outcome, code) = AuditFaults.OutcomeOf(failure);
            await KeepAsync(Entry(parsed, kind) with { Outcome = outcome, Code = code });
        }
        catch (MemoriException)
        {
            // The state can't be used: that is what the command says.
        }
    }

    private static async Task KeepAsync(NewAuditEntry entry)
    {
        await using var services = await CliServices.StartAsync(CancellationToken.None);
        await AuditFaults.GuardAsync(() => services.GetRequiredService<AuditTrail>().AppendAsync(entry));
    }

    private static NewAuditEntry Entry(ParseResult parsed, string kind)
    {
        var details = new JsonObject { ["command"] = UsageErrors.PathOf(parsed) };
        string? user = null;
        foreach (var symbol in parsed.CommandResult.Children)
        {
            var name = symbol switch { OptionResult option => option.Option.Name, ArgumentResult argument => argument.Argument.Name, _ => "" };
            if (Kept.Contains(name) && symbol.Tokens.Count > 0)
            {
                var value = string.Join(' ', symbol.Tokens.Select(token => AuditedKey.WithoutSecret(token.Value)));
                details[name.TrimStart('-')] = value;
                user = name == "--user" ? value : user;
            }
        }

        return new NewAuditEntry { Kind = kind, Outcome = AuditOutcome.Ok, Actor = AuditActor.CommandLine, UserId = user, Details = details };
    }
}
