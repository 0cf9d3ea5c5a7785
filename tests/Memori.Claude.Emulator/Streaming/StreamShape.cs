namespace Memori.Claude.Emulator.Streaming;

/// <summary>How the bytes of a body come: the same message in an unusual dress. Default: an event at a time, as the API sends them.</summary>
public sealed record StreamShape
{
    /// <summary>The end of a line: <c>\n</c> (default), <c>\r\n</c> or <c>\r</c>.</summary>
    public string LineEnd { get; init; } = "\n";

    /// <summary>Bytes to send at a time, wherever that cuts; null for whole events. 1 cuts within every character of several bytes.</summary>
    public int? ChunkBytes { get; init; }

    /// <summary>Further places to cut, in bytes from the start of the body.</summary>
    public IReadOnlyList<long> Cuts { get; init; } = [];

    /// <summary>Lets bytes through as the test says; null for all at once.</summary>
    public StreamGate? Gate { get; init; }

    /// <summary>Where the connection is cut, in bytes from the start of the body; null for nowhere.</summary>
    public long? CutAtByte { get; init; }

    /// <summary>What to insert before which event (from 0), as raw text; see <see cref="StreamNoise"/>.</summary>
    public IReadOnlyList<(int Event, string Text)> Noise { get; init; } = [];

    /// <summary>What to insert before every event and at the end. Default nothing.</summary>
    public string NoiseEverywhere { get; init; } = "";

    /// <summary>How many <c>message_delta</c> events tell the usage, each cumulative, the last with the stop reason. Default 1.</summary>
    public int MessageDeltas { get; init; } = 1;
}
