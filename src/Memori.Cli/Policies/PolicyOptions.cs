using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding.Policies;
using Microsoft.Extensions.DependencyInjection;

namespace Memori.Cli.Policies;

/// <summary>The options that every policy command has.</summary>
internal sealed class PolicyOptions
{
    private readonly Option<string> _database = CommonOptions.Database();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _language = CommonOptions.Language();

    /// <summary><c>--file</c>: the policy's text.</summary>
    public static Option<string> File() => new("--file") { Description = "A YAML or JSON file, or - for standard input · YAML/JSON 文件,- 表示标准输入", Required = true };

    /// <summary>The text of a <c>--file</c>.</summary>
    public static Task<string> ReadAsync(string file, CancellationToken cancellationToken) =>
        file == "-" ? Console.In.ReadToEndAsync(cancellationToken) : System.IO.File.ReadAllTextAsync(file, cancellationToken);

    /// <summary>Adds the options and the work to a command.</summary>
    public Command Complete(Command command, Func<PolicyCall, CancellationToken, Task<int>> work)
    {
        foreach (var option in new Option[] { _database, _json, _language })
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            var source = await services.GetRequiredService<DataSourceCatalog>().RegisterAsync(parsed.GetValue(_database)!, cancellationToken);
            var call = new PolicyCall(services.GetRequiredService<AccessPolicies>(), source, parsed, parsed.GetValue(_json), CommonOptions.LanguageOf(parsed));
            return await work(call, cancellationToken);
        });
        return command;
    }
}
