using System.Globalization;
using Memori.Text;

namespace Memori.Text2Sql.Generation.Claude;

/// <summary>The parts of the prompt and the policy by name, so that an evaluation can say <c>part=off</c> and measure what a part is worth.</summary>
public static class ClaudeParts
{
    private static readonly Dictionary<string, Func<ClaudeGenerationOptions, string, ClaudeGenerationOptions>> All = new(StringComparer.Ordinal)
    {
        ["model"] = (o, value) => o with { Model = value },
        ["strong-model"] = (o, value) => o with { StrongModel = IsOff(value) ? null : value },
        ["second-opinions"] = (o, value) => o with { SecondOpinions = Switch(value) },
        ["judge"] = (o, value) => o with { Judge = Switch(value) },
        ["values"] = (o, value) => o with { SendValues = Switch(value) },
        ["samples"] = (o, value) => o with { SampleValues = Number(value, o.SampleValues), MaxCompleteValues = IsOff(value) ? 0 : o.MaxCompleteValues },
        ["matched-values"] = (o, value) => o with { SendMatchedValues = Switch(value) },
        ["comments"] = (o, value) => o with { SendComments = Switch(value) },
        ["synonyms"] = (o, value) => o with { SendSynonyms = Switch(value) },
        ["keys"] = (o, value) => o with { SendKeys = Switch(value) },
        ["definitions"] = (o, value) => o with { SendDefinitions = Switch(value) },
        ["dialect"] = (o, value) => o with { SendDialect = Switch(value) },
        ["fixed-examples"] = (o, value) => o with { MaxFixedExamples = Number(value, o.MaxFixedExamples) },
        ["examples"] = (o, value) => o with { MaxExamples = Number(value, o.MaxExamples) },
        ["preferences"] = (o, value) => o with { MaxPreferences = Number(value, o.MaxPreferences) },
        ["turns"] = (o, value) => o with { MaxTurns = Number(value, o.MaxTurns) },
        ["schema-characters"] = (o, value) => o with { MaxSchemaCharacters = Number(value, o.MaxSchemaCharacters) },
        ["cache"] = (o, value) => o with { CachePrompt = Switch(value) },
    };

    /// <summary>The names, in order.</summary>
    public static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>The options with one part set.</summary>
    /// <param name="options">The options.</param>
    /// <param name="setting"><c>part=on</c>, <c>part=off</c>, <c>part=NUMBER</c>, <c>model=ID</c> or <c>strong-model=ID</c>.</param>
    /// <exception cref="MemoriException"><c>unknown-part</c>: no such part, or not such a value.</exception>
    public static ClaudeGenerationOptions With(this ClaudeGenerationOptions options, string setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        try
        {
            return setting.Split('=', 2) is [var name, { Length: > 0 } value] && All.TryGetValue(name, out var set) ? set(options, value) : throw new FormatException();
        }
        catch (FormatException)
        {
            throw new MemoriException(FaultKind.BadRequest, "unknown-part", new LocalizedText(
                $"'{setting}' sets no part of the prompt. Parts: {string.Join(", ", All.Keys)}; for example samples=off.",
                $"“{setting}”不是有效的设置。可设置的部分:{string.Join("、", All.Keys)};例如 samples=off。"));
        }
    }

    private static bool IsOff(string value) => value == "off";

    private static bool Switch(string value) => IsOff(value) ? false : value == "on" ? true : throw new FormatException();

    private static int Number(string value, int now) => value switch
    {
        "off" => 0,
        "on" => now,
        _ => int.Parse(value, NumberStyles.None, CultureInfo.InvariantCulture),
    };
}
