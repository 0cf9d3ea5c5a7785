using System.Text.Json;

namespace Memori.Server.Proxy.Bodies;

/// <summary>Reads JSON of which nobody knows whether its texts are any.</summary>
internal static class JsonReading
{
    /// <summary>Whether the name or string at which the reader stands is <paramref name="text"/>. Half a surrogate pair, which JSON can have and no text can, is none.</summary>
    public static bool Is(this ref readonly Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan.SequenceEqual(text);
        }

        try
        {
            return reader.ValueTextEquals(text);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}
