using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Memori.Cli.Terminal;

namespace Memori.Cli.Keys;

/// <summary>An option that is a length of time: <c>90d</c>, <c>12h</c>, <c>30m</c> or <c>45s</c>.</summary>
internal static class DurationOption
{
    private const int LongestDigits = 6;

    public static Option<TimeSpan?> Create(string name, string description) => new(name) { Description = description, CustomParser = Parse };

    private static TimeSpan? Parse(ArgumentResult argument)
    {
        var text = argument.Tokens.Count == 1 ? argument.Tokens[0].Value : "";
        if (text.Length is > 1 and <= LongestDigits + 1 && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            switch (text[^1])
            {
                case 'd': return TimeSpan.FromDays(count);
                case 'h': return TimeSpan.FromHours(count);
                case 'm': return TimeSpan.FromMinutes(count);
                case 's': return TimeSpan.FromSeconds(count);
            }
        }

        var name = argument.Argument.Name;
        argument.AddError(UsageText.Of(
            $"{name} needs a length of time, such as 90d, 12h, 30m or 45s.", $"{name} 需要一个时长,例如 90d、12h、30m、45s。"));
        return null;
    }
}
