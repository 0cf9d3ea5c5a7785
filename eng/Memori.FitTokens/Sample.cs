using System.Text.Json;
using Memori.Claude.Tokens;

namespace Memori.FitTokens;

/// <summary>A counted text of the fixture.</summary>
internal sealed record Sample(string Kind, int Tokens, string Text)
{
    /// <summary>What is counted in it.</summary>
    public double[] Features { get; } = Count(Text);

    /// <summary>All samples of a fixture: those to fit on, and those held out.</summary>
    public static (List<Sample> Fit, List<Sample> Held) Read(string path)
    {
        var all = JsonSerializer.Deserialize<List<Sample>>(File.ReadAllText(path), JsonSerializerOptions.Web) ?? [];
        return ([.. all.Where((_, i) => i % 2 == 0)], [.. all.Where((_, i) => i % 2 == 1)]);
    }

    private static double[] Count(string text)
    {
        var scanner = default(TextScanner);
        scanner.Add(text);
        scanner.End();
        var features = new double[TextCounts.Length];
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = scanner.Counts[i];
        }

        return features;
    }
}
