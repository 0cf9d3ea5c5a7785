using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Memori.Cli.Terminal;

/// <summary>One JSON document on stdout.</summary>
internal static class JsonOutput
{
    public static void Write<T>(T document, JsonTypeInfo<T> type)
    {
        using var stdout = Console.OpenStandardOutput();
        JsonSerializer.Serialize(stdout, document, type);
        stdout.WriteByte((byte)'\n');
    }
}
