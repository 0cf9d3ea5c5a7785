using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Server.Ask;
using Memori.Server.Policies;
using Memori.Text;

namespace Memori.Cli.Policies;

/// <summary><c>memori policy show --db TARGET</c>: the rules as they were written.</summary>
internal static class ShowCommand
{
    private static readonly LocalizedText s_none = new("No access rules: everything is allowed.", "没有访问规则:允许读取全部数据。");

    public static Command Create() => new PolicyOptions().Complete(
        new Command("show", "The rules as they were written · 显示规则"),
        async (call, cancellationToken) =>
        {
            var stored = await call.Policies.GetAsync(call.Source.Id, cancellationToken);
            if (call.Json)
            {
                JsonOutput.Write(PolicyDocument.From(stored), ServiceJson.Readable.PolicyDocument);
            }
            else if (stored.Yaml is { } yaml)
            {
                await Console.Out.WriteLineAsync(yaml.TrimEnd());
            }
            else
            {
                await Console.Error.WriteLineAsync(s_none.In(call.Language));
            }

            return ExitCode.Ok;
        });
}
