using System.CommandLine;
using Memori.Text;

namespace Memori.Cli.Terminal;

/// <summary>The options that several commands share.</summary>
internal static class CommonOptions
{
    private const string LanguageName = "--lang";
    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static Option<string> Database() => new("--db")
    {
        Description = "A SQLite, CSV or Excel file, postgres://user@host/database, or sample · SQLite/CSV/Excel 文件、postgres:// 地址或 sample",
        Required = true,
    };

    /// <summary><c>--user</c>: a person at their own machine is <c>local</c>.</summary>
    public static Option<string> User() => new("--user") { Description = "Whose memory is used, default local · 用户,默认 local", DefaultValueFactory = _ => "local" };

    public static Option<bool> Json() => new("--json") { Description = "One JSON document on stdout and nothing else · 只输出一个 JSON 文档" };

    /// <summary><c>--json</c> of a command that gives lines of JSON anyway.</summary>
    public static Option<bool> JsonLines() => new("--json") { Description = "Changes nothing: what comes is JSON lines, unless another format is asked for · 无影响:默认即输出 JSON 行" };

    public static Option<string?> Language()
    {
        var option = new Option<string?>(LanguageName) { Description = "en or zh; default from LANG · 界面语言" };
        option.AcceptOnlyFromAmong("en", "zh");
        return option;
    }

    /// <summary>The language of messages: <c>--lang</c>, else the environment's.</summary>
    public static Language LanguageOf(ParseResult parsed)
    {
        var given = parsed.CommandResult.Command.Options.FirstOrDefault(o => o.Name == LanguageName);

        // Not its value: what was given may be wrong, and that has to be said in some language.
        return (given is not null && parsed.GetResult(given)?.Tokens is [var code, ..] ? Chosen(code.Value) : null) ?? FromEnvironment();
    }

    /// <summary>The language that was asked for, or null.</summary>
    public static Language? Chosen(string? code) => code switch
    {
        "zh" => Text.Language.Chinese,
        "en" => Text.Language.English,
        _ => null,
    };

    /// <summary>The language that the environment asks for.</summary>
    public static Language FromEnvironment()
    {
        var locale = LocaleVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(v => !string.IsNullOrEmpty(v));
        return locale?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true ? Text.Language.Chinese : Text.Language.English;
    }
}
