using Memori.Text;

namespace Memori.Server.Memories;

/// <summary>The names of kinds, modes, layers and states as they are written and read: lower case.</summary>
public static class MemoryWords
{
    /// <summary>The name of a value.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>All names, in the order of their declaration.</summary>
    public static string[] All<T>()
        where T : struct, Enum => Array.ConvertAll(Enum.GetValues<T>(), Of);

    /// <summary>The value that a word names, in any case; null for null or empty.</summary>
    /// <param name="word">The word.</param>
    /// <param name="field">The name of the field, for the message and the code.</param>
    /// <exception cref="MemoriException"><c>invalid-{field}</c>, naming what is possible.</exception>
    public static T? Parse<T>(string? word, string field)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(word))
        {
            return null;
        }

        foreach (var value in Enum.GetValues<T>())
        {
            if (word.Equals(Of(value), StringComparison.OrdinalIgnoreCase))
            {
                return value;
            }
        }

        throw new MemoriException(FaultKind.BadRequest, $"invalid-{field.Replace('_', '-')}", new LocalizedText(
            $"{field} must be one of {string.Join(", ", All<T>())}.", $"{field} 必须是以下之一:{string.Join("、", All<T>())}。"));
    }

    /// <summary>The values that the words name; null, which means all, when there are none.</summary>
    /// <exception cref="MemoriException"><c>invalid-{field}</c>.</exception>
    public static IReadOnlyCollection<T>? ParseAll<T>(IReadOnlyCollection<string>? words, string field)
        where T : struct, Enum => words is null or { Count: 0 } ? null : [.. words.Select(word => Parse<T>(word, field)).OfType<T>()];
}
