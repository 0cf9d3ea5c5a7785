using System.Globalization;

namespace Memori.LoadTest;

/// <summary>What is asked of the service.</summary>
internal sealed record LoadOptions
{
    /// <summary>The default of <see cref="Thinking"/>.</summary>
    public static readonly TimeSpan DefaultThinking = TimeSpan.FromSeconds(2);

    /// <summary>How many users are at work at once. Default 200.</summary>
    public int Users { get; init; } = 200;

    /// <summary>For how long. Default 5 minutes.</summary>
    public TimeSpan Time { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a user thinks between an answer and the next request, on average. Default 2 s.</summary>
    public TimeSpan Thinking { get; init; } = DefaultThinking;

    /// <summary>Whether the service is killed (SIGKILL) half way and started again. Default false.</summary>
    public bool Kill { get; init; }

    /// <summary>The published service: <c>Memori.Cli.dll</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The file that the report goes to, or null for standard output alone.</summary>
    public string? Out { get; init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">It can't be read.</exception>
    public static LoadOptions Parse(string[] args)
    {
        string? Value(string name) => Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? args[at + 1] : null;
        int Number(string name, int fallback) => Value(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
        return new LoadOptions
        {
            Service = Value("--service") ?? throw new ArgumentException("--service FILE is needed: the published Memori.Cli.dll.", nameof(args)),
            Users = Number("--users", 200),
            Time = TimeSpan.FromSeconds(Number("--seconds", 300)),
            Thinking = TimeSpan.FromMilliseconds(Number("--think-ms", (int)DefaultThinking.TotalMilliseconds)),
            Kill = args.Contains("--kill"),
            Out = Value("--out"),
        };
    }
}
