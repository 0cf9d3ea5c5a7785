using System.CommandLine;
using Memori.Cli.Terminal;

namespace Memori.Cli.DataSources;

/// <summary>What every command on datasources has: the services, <c>--json</c> and <c>--lang</c>.</summary>
internal sealed class SourceOptions
{
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<string?> _language = CommonOptions.Language();

    /// <summary>A datasource that was added: by id, or as it was named then.</summary>
    public static Argument<string> Known() => new("datasource") { Description = "Its id, or the target that it was added with · 数据源编号或添加时的地址" };

    /// <summary>Any database.</summary>
    public static Argument<string> Target() => new("target") { Description = "A SQLite or CSV file, postgres://user@host/database, sample, or an id · 文件、postgres:// 地址、sample 或编号" };

    /// <summary>A password that is not written into the command line, where others on the machine may read it.</summary>
    public static Option<bool> PasswordFromInput() => new("--password-stdin") { Description = "Read the password from standard input · 从标准输入读取密码" };

    /// <summary>The password from standard input when it was asked for, else null.</summary>
    public static async Task<string?> ReadPasswordAsync(ParseResult parsed, Option<bool> option, CancellationToken cancellationToken) =>
        parsed.GetValue(option) ? await Console.In.ReadLineAsync(cancellationToken) : null;

    /// <summary>Adds the options and the work to a command.</summary>
    public Command Complete(Command command, Func<SourceCall, CancellationToken, Task<int>> work)
    {
        command.Options.Add(_json);
        command.Options.Add(_language);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var services = await CliServices.StartAsync(cancellationToken);
            return await work(new SourceCall(services, parsed, parsed.GetValue(_json), CommonOptions.LanguageOf(parsed)), cancellationToken);
        });
        return command;
    }
}
