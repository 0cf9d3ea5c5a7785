using System.CommandLine;

namespace Memori.Cli.Terminal;

/// <summary>What access rules know of somebody: roles and <c>--attribute region=Berlin</c>.</summary>
internal sealed class RuleOptions(string roleName = "--rule-role")
{
    private readonly Option<string[]> _roles = new(roleName) { Description = "A role of the user, for access rules; may be given several times · 用户角色,可多次给出" };
    private readonly Option<string[]> _attributes = new("--attribute")
    {
        Description = "An attribute of the user, for access rules: name=value; may be given several times · 用户属性 name=value,可多次给出",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_roles);
        command.Options.Add(_attributes);
        _attributes.Validators.Add(result =>
        {
            if (result.Tokens.Any(token => token.Value.IndexOf('=', StringComparison.Ordinal) < 1))
            {
                result.AddError(UsageText.Of("--attribute needs a name and a value: --attribute region=Berlin.", "--attribute 需要名称与值,例如 --attribute region=Berlin。"));
            }
        });
    }

    /// <summary>The roles that a command line names.</summary>
    public IReadOnlyList<string> RolesOf(ParseResult parsed) => parsed.GetValue(_roles) ?? [];

    /// <summary>The attributes that a command line names, each with its values.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> AttributesOf(ParseResult parsed) => (parsed.GetValue(_attributes) ?? [])
        .Select(attribute => attribute.Split('=', 2))
        .GroupBy(pair => pair[0], pair => pair[1], StringComparer.Ordinal)
        .ToDictionary(group => group.Key, IReadOnlyList<string> (group) => [.. group], StringComparer.Ordinal);
}
