using System.Text.Json;

namespace Memori.Claude.Emulator.Caching;

/// <summary>A text whose tokens were counted by a real tokenizer: see eng/token-fixture.</summary>
/// <param name="Kind">What it is, for example <c>english</c>, <c>code</c>, <c>tools</c>.</param>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Text">The text.</param>
public sealed record CountedText(string Kind, int Tokens, string Text)
{
    private static readonly Lazy<Dictionary<string, int>> Counts = new(() => Read().ToDictionary(sample => sample.Text, sample => sample.Tokens, StringComparer.Ordinal));

    /// <summary>All of the fixture; the weights of the estimator were fitted on those of even index.</summary>
    public static IReadOnlyList<CountedText> All { get; } = Read();

    internal static int? CountOf(string text) => Counts.Value.TryGetValue(text, out var tokens) ? tokens : null;

    private static List<CountedText> Read()
    {
        using var resource = typeof(CountedText).Assembly.GetManifestResourceStream("Memori.Claude.Emulator.Caching.token-counts.json")!;
        return JsonSerializer.Deserialize<List<CountedText>>(resource, JsonSerializerOptions.Web)!;
    }
}
