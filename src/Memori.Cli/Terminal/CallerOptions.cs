using System.CommandLine;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Cli.Terminal;

/// <summary>Who asks, for access rules: <c>--user alice --role analyst --attribute region=Berlin</c>.</summary>
internal sealed class CallerOptions
{
    private readonly Option<string> _user = CommonOptions.User();
    private readonly RuleOptions _rules = new("--role");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_user);
        _rules.AddTo(command);
    }

    /// <summary>The caller that a command line names.</summary>
    public Caller Of(ParseResult parsed) => new(parsed.GetValue(_user)!) { Roles = _rules.RolesOf(parsed), Attributes = _rules.AttributesOf(parsed) };
}
