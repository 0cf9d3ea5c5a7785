using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Memori.Cli.Terminal;

/// <summary>Options that are numbers within bounds. What is none of them is said in a sentence with the bounds.</summary>
internal static class NumberOption
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>A whole number that is <paramref name="usual"/> when nobody says otherwise.</summary>
    public static Option<int> Whole(string name, string description, int usual, int least = 1, int most = int.MaxValue) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => usual,
        CustomParser = argument => Parse(argument, least, most).GetValueOrDefault(),
    };

    /// <summary>A number that may be left out.</summary>
    public static Option<T?> Optional<T>(string name, string description, T least, T most)
        where T : struct, INumber<T>, IMinMaxValue<T> => new(name)
        {
            Description = description,
            CustomParser = argument => Parse(argument, least, most),
        };

    /// <summary>Whole numbers from 1 on; the option may be given several times.</summary>
    public static Option<int[]> Several(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = argument => [.. argument.Tokens.Select(token => Parse(argument, token.Value, 1, int.MaxValue).GetValueOrDefault())],
    };

    private static T? Parse<T>(ArgumentResult argument, T least, T most)
        where T : struct, INumber<T>, IMinMaxValue<T> => Parse(argument, argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "", least, most);

    private static T? Parse<T>(ArgumentResult argument, string text, T least, T most)
        where T : struct, INumber<T>, IMinMaxValue<T>
    {
        if (T.TryParse(text, Style, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        var isWhole = T.One / (T.One + T.One) == T.Zero;
        var name = argument.Argument.Name;
        var (english, chinese) = isWhole ? ("a whole number", "整数") : ("a number", "数");
        var bounds = most == T.MaxValue
            ? UsageText.Of($"{name} needs {english}, at least {least}.", $"{name} 应为不小于 {least} 的{chinese}。")
            : UsageText.Of($"{name} needs {english} from {least} to {most}.", $"{name} 应为 {least} 到 {most} 的{chinese}。");
        argument.AddError(bounds);
        return null;
    }
}
