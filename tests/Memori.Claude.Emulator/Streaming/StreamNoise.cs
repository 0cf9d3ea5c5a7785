namespace Memori.Claude.Emulator.Streaming;

/// <summary>What may stand between the events of a stream, and what may not.</summary>
public static class StreamNoise
{
    /// <summary>A comment, as proxies send them to keep a connection open.</summary>
    public const string Comment = ": keep-alive\n\n";

    /// <summary>A ping.</summary>
    public const string Ping = "event: ping\ndata: {\"type\":\"ping\"}\n\n";

    /// <summary>An event of a later version of the API.</summary>
    public const string UnknownEvent = "event: weather\ndata: {\"type\":\"weather\",\"sky\":\"grey ☁\",\"usage\":{\"output_tokens\":999999}}\n\n";

    /// <summary>Fields of the format that mean nothing here: an id, a time to reconnect, a field nobody knows.</summary>
    public const string UnknownFields = "id: 7\nretry: 10\nunheard: of\n\n";

    /// <summary>Not JSON.</summary>
    public const string Garbage = "event: content_block_delta\ndata: {\"type\":\"content_block_del\n\n";

    /// <summary>A delta of a later version of the API, for the block at <paramref name="index"/>: to be inserted while that block is open.</summary>
    public static string UnknownDelta(int index) =>
        $$$"""event: content_block_delta{{{'\n'}}}data: {"type":"content_block_delta","index":{{{index}}},"delta":{"type":"scent_delta","scent":"lilac"}}{{{"\n\n"}}}""";
}
