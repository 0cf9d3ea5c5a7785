using System.Text;
using System.Text.Encodings.Web;

namespace Memori.DoorBenchmarks;

/// <summary>What is sent: a conversation of five turns behind a system prompt of about 2,000 tokens.</summary>
internal static class Requests
{
    /// <summary>How many owners there are, of 1,000 memories each: so that none of them grows much while it is measured.</summary>
    public const int Owners = 20;

    private static readonly string[] Things = ["kitchen", "bicycle", "garden", "library", "guitar", "harbour", "bakery", "museum", "station", "workshop"];
    private static readonly string[] Deeds = ["painted", "visited", "repaired", "photographed", "measured", "sold", "bought", "cleaned", "described", "admired"];
    private static readonly string[] Days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "New Year", "Easter", "midsummer"];

    private static readonly string Filler = string.Concat(Enumerable.Repeat("So it went on for a while, and nobody minded at all. ", 12));

    private static readonly string System = string.Join(' ', Enumerable.Range(0, 1_500).Select(i => $"rule{i % 211}"));

    public static string User(int n) => $"benchmark-user-{Math.Abs(n) % Owners}";

    public static string Memory(int n) => $"The user {Deeds[n % 10]} the {Things[n / 10 % 10]} number {n} on {Days[n / 100 % 10]}.";

    /// <summary>A session of its own for every request: each block is chosen and kept anew.</summary>
    public static string Session(int n) => $"session {n}";

    public static string Question(int n) => $"Which {Things[Digit(n, 1)]} was {Deeds[Digit(n, 10)]} on {Days[Digit(n, 100)]}? {Filler}";

    public static byte[] Body(int n, bool stream)
    {
        var text = new StringBuilder();
        text.Append("{\"model\":\"claude-sonnet-5-5\",\"max_tokens\":1024,\"stream\":").Append(stream ? "true" : "false");
        text.Append(",\"system\":[{\"type\":\"text\",\"text\":\"").Append(System).Append("\",\"cache_control\":{\"type\":\"ephemeral\"}}],\"messages\":[");
        for (var turn = 0; turn < 4; turn++)
        {
            text.Append("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"Turn ").Append(turn).Append(": ").Append(Filler).Append("\"}]},");
            text.Append("{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"").Append(Filler).Append("\"}]},");
        }

        text.Append("{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"").Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Question(n)));
        text.Append("\",\"cache_control\":{\"type\":\"ephemeral\"}}]}]}");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static int Digit(int n, int place) => Math.Abs(n) / place % 10;
}
