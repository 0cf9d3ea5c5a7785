using System.Text.RegularExpressions;

namespace Memori.Claude.Pacing;

/// <summary>
/// Which models share a rate limit: the API limits a line of models of one generation together (all of Opus 4.x, all of Sonnet 5.x),
/// https://platform.claude.com/docs/en/api/rate-limits.
/// </summary>
internal static partial class ModelFamily
{
    /// <summary>For ids that say no family.</summary>
    public const string Other = "other";

    /// <summary>For example <c>sonnet-5</c> for <c>claude-sonnet-5-5</c>, <c>haiku-3</c> for <c>claude-3-haiku-20240307</c>.</summary>
    public static string Of(string model)
    {
        var match = Form().Match(model);
        return match.Success ? $"{match.Groups["line"].Value}-{match.Groups["generation"].Value}" : Other;
    }

    [GeneratedRegex(@"^claude-(?:(?<generation>\d{1,2})-(?:\d{1,2}-)?(?<line>[a-z]{1,20})|(?<line>[a-z]{1,20})-(?<generation>\d{1,2}))(?:-|$)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
