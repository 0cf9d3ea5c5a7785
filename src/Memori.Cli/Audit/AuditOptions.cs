using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Server.Audit;
using Memori.Server.Memories;

namespace Memori.Cli.Audit;

/// <summary>Which entries are looked for.</summary>
internal sealed class AuditOptions
{
    private readonly Option<string?> _from = new("--from") { Description = "From a date (UTC) or moment on · 起始日期或时间" };
    private readonly Option<string?> _to = new("--to") { Description = "Until a date or moment, excluded · 截止日期或时间(不含)" };
    private readonly Option<string?> _user = new("--user") { Description = "On whose behalf · 用户" };
    private readonly Option<string?> _actor = new("--actor") { Description = "Who did it: id or beginning of a key, cli, loopback · 操作者:密钥编号或前缀、cli、loopback" };
    private readonly Option<string?> _kind = new("--kind") { Description = "What was done, such as generate-sql · 操作种类" };
    private readonly Option<string?> _outcome = new("--outcome") { Description = "How it ended · 结果" };
    private readonly Option<int?> _datasource = NumberOption.Optional("--datasource", "The datasource's id · 数据源编号", 1, int.MaxValue);
    private readonly Option<string?> _text = new("--text") { Description = "What the question or SQL contains · 问题或 SQL 中包含的文字" };

    public AuditOptions() => _outcome.AcceptOnlyFromAmong(MemoryWords.All<AuditOutcome>());

    /// <summary>Adds the options to a command.</summary>
    public Command AddTo(Command command)
    {
        foreach (var option in (Option[])[_from, _to, _user, _actor, _kind, _outcome, _datasource, _text])
        {
            command.Options.Add(option);
        }

        return command;
    }

    /// <summary>What a command line asks for.</summary>
    /// <exception cref="MemoriException"><c>invalid-time</c>.</exception>
    public AuditQuery Of(ParseResult parsed) => new()
    {
        From = AuditTimes.Parse(parsed.GetValue(_from), "--from"),
        To = AuditTimes.Parse(parsed.GetValue(_to), "--to"),
        UserId = parsed.GetValue(_user),
        Actor = parsed.GetValue(_actor),
        Kind = parsed.GetValue(_kind),
        Outcome = MemoryWords.Parse<AuditOutcome>(parsed.GetValue(_outcome), "outcome"),
        DatasourceId = parsed.GetValue(_datasource),
        Text = parsed.GetValue(_text),
    };
}
