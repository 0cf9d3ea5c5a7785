using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using Memori.Text;

namespace Memori.Cli.Terminal;

/// <summary>What is wrong with a command line, in sentences that name the option and what it takes.</summary>
internal static class UsageErrors
{
    /// <summary>The sentences, each once.</summary>
    public static IEnumerable<string> Of(ParseResult parsed, Language language)
    {
        if (parsed.UnmatchedTokens.Count > 0 && parsed.CommandResult.Command.TreatUnmatchedTokensAsErrors)
        {
            // What else is wrong follows from these.
            return parsed.UnmatchedTokens.Select(token => Unknown(token, parsed.CommandResult.Command).In(language)).Distinct(StringComparer.Ordinal);
        }

        return parsed.Errors.Select(error => UsageText.In(error.Message, language) ?? Explain(error).In(language)).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The names of the command and those above it, without the program's.</summary>
    public static string PathOf(ParseResult parsed)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Parent: not null } command; at = command.Parent)
        {
            names.Push(command.Command.Name);
        }

        return string.Join(' ', names);
    }

    private static LocalizedText Unknown(string token, Command command)
    {
        var names = command.Subcommands.Select(sub => sub.Name).Concat(command.Options.Select(option => option.Name));
        var near = names.Where(name => Distance(token, name) <= Math.Min(2, name.Length - 1)).OrderBy(name => Distance(token, name)).FirstOrDefault();
        return near is null
            ? new LocalizedText($"'{token}' is not known here.", $"此处不能使用“{token}”。")
            : new LocalizedText($"'{token}' is not known here. Did you mean {near}?", $"此处不能使用“{token}”。是否指 {near}?");
    }

    private static LocalizedText Explain(ParseError error)
    {
        var symbol = error.SymbolResult is ArgumentResult { Parent: OptionResult parent } ? parent : error.SymbolResult;
        switch (symbol)
        {
            case OptionResult { Tokens.Count: 0, Implicit: true } option:
                return new LocalizedText($"{option.Option.Name} is needed.", $"需要 {option.Option.Name}。");
            case OptionResult { Tokens.Count: 0 } option:
                return new LocalizedText($"{option.Option.Name} needs a value.", $"{option.Option.Name} 需要一个值。");
            case OptionResult option when option.Tokens.Count > option.Option.Arity.MaximumNumberOfValues:
                return new LocalizedText($"{option.Option.Name} can be given only once.", $"{option.Option.Name} 只能给出一次。");
            case OptionResult option:
                return Wrong(option.Option.Name, option.Tokens, option.Option.GetCompletions(CompletionContext.Empty));
            case ArgumentResult { Tokens.Count: 0 } argument:
                return new LocalizedText($"<{argument.Argument.Name}> is missing.", $"缺少 <{argument.Argument.Name}>。");
            case ArgumentResult argument:
                return Wrong($"<{argument.Argument.Name}>", argument.Tokens, argument.Argument.GetCompletions(CompletionContext.Empty));
            case CommandResult command when Missing(command) is { Length: > 0 } missing:
                return new LocalizedText($"{missing} is needed.", $"需要 {missing}。");
            case CommandResult { Command.Subcommands.Count: > 0 } command:
                var names = string.Join(", ", command.Command.Subcommands.Select(sub => sub.Name));
                return new LocalizedText($"Say what to do: {names}.", $"请指定子命令:{names}。");
            default:
                return new LocalizedText(error.Message, error.Message);
        }
    }

    private static string Missing(CommandResult command) => string.Join(
        ", ", command.Command.Options.Where(option => option.Required && command.GetResult(option)?.Implicit != false).Select(option => option.Name));

    private static LocalizedText Wrong(string name, IReadOnlyList<Token> tokens, IEnumerable<CompletionItem> known)
    {
        var given = string.Join(' ', tokens.Select(token => token.Value));
        var words = string.Join(", ", known.Select(item => item.Label));
        return words.Length > 0
            ? new LocalizedText($"{name} can't be '{given}'. It is one of: {words}.", $"{name} 不能为“{given}”,可取:{words}。")
            : new LocalizedText($"{name} can't be '{given}'.", $"{name} 不能为“{given}”。");
    }

    /// <summary>How many letters are to be put in, left out or changed (Levenshtein 1966).</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substituted = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substituted, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[to.Length];
    }
}
