namespace Memori.Claude.Tokens;

/// <summary>
/// How many tokens each feature is worth to a model of family factor 1. Those of texts were fitted by <c>eng/Memori.FitTokens</c> on one half of the samples in
/// <c>token-counts.json</c>; docs/models.md tells how, and how well they do on the other half.
/// </summary>
internal static class TokenWeights
{
    /// <summary>What every request takes. Source: <c>count_tokens</c> of one short message.</summary>
    public const double Request = 4;

    /// <summary>What every message takes besides its content.</summary>
    public const double Message = 4;

    /// <summary>What the API says to the model about tools when there are any. Source: Anthropic's documentation of tool use, for <c>tool_choice</c> <c>auto</c>.</summary>
    public const double ToolPreamble = 346;

    /// <summary>What the API says about a tool of its own (of a <c>type</c> other than <c>custom</c>). Source: the same documentation; 245 to 735 where it says.</summary>
    public const double BuiltInTool = 700;

    /// <summary>What a call of a tool or its result takes besides its content.</summary>
    public const double ToolTurn = 12;

    /// <summary>What the API says to the model about a JSON schema for its answer, besides the schema.</summary>
    public const double Schema = 40;

    private const int FirstOfScripts = (int)TextFeature.Cyrillic;
    private const int FirstOfMarks = (int)TextFeature.Digit;

    private static ReadOnlySpan<double> Weights =>
    [
        0.9, 1.085, 0.898, 1.529, 1.318, 0.5, 1.274, 0.143, 2.407,
        0.619, 1.36, 1.033, 1.534, 0.9, 1.328, 0.812, 1.946, 0.445, 2.482, 0.1,
        0.309, 0.432, 0.281, 0.006, 0.974, 0.8, 0.145, 0.732, 0.046, 0.02,
    ];

    /// <summary>The tokens of Latin words.</summary>
    public static double Words(in TextCounts counts) => Sum(counts, 0, FirstOfScripts);

    /// <summary>The tokens of other scripts and symbols.</summary>
    public static double Scripts(in TextCounts counts) => Sum(counts, FirstOfScripts, FirstOfMarks);

    /// <summary>The tokens of digits, punctuation and white space.</summary>
    public static double Marks(in TextCounts counts) => Sum(counts, FirstOfMarks, TextCounts.Length);

    private static double Sum(in TextCounts counts, int from, int to)
    {
        var sum = 0.0;
        for (var i = from; i < to; i++)
        {
            sum += counts[i] * Weights[i];
        }

        return sum;
    }
}
