using System.Text.Json.Nodes;

namespace Memori.Cli.Tests.BlackBox;

/// <summary>What came back for a request, as it was on the wire.</summary>
public sealed record Answer
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>Whether the request asked for Chinese.</summary>
    public bool AsksForChinese { get; init; }

    /// <summary>The parameters of the query and the headers of ours that were sent, in small letters.</summary>
    public IReadOnlyList<(string In, string Name)> Asked { get; init; } = [];

    /// <summary>The body that was sent, when it was made as JSON.</summary>
    public JsonNode? Sent { get; init; }

    public required int Status { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required string Text { get; init; }

    /// <summary>The media type without parameters; empty when there is none.</summary>
    public string MediaType => Header("Content-Type")?.Split(';')[0].Trim() ?? "";

    public JsonNode Json => JsonNode.Parse(Text) ?? throw new InvalidOperationException("null");

    public JsonNode this[string field] => Json[field] ?? throw new InvalidOperationException($"{Line} has no {field}: {Text}");

    /// <summary>Whether it is an answer of the Messages API, which is passed on as it is; our own have our request id in theirs.</summary>
    public bool IsPassedOn => Path.StartsWith("/v1/", StringComparison.Ordinal) && Header("Request-Id") != "req_" + Header("X-Request-Id");

    /// <summary>For messages of tests.</summary>
    public string Line => $"{Method} {Path} → {Status}";

    public string? Header(string name) => Headers.TryGetValue(name, out var value) ? value : null;

    public string Word(string field) => this[field].GetValue<string>();

    public long Number(string field) => this[field].GetValue<long>();

    public IReadOnlyList<JsonNode> List(string field) => [.. this[field].AsArray().Select(node => node!)];

    public Answer Is(int status)
    {
        Status.ShouldBe(status, $"{Line}: {Text}");
        return this;
    }

    /// <summary>It is this problem; that it has the form of one was seen already when it came.</summary>
    public Answer Fails(int status, string code)
    {
        Is(status);
        Word("code").ShouldBe(code, Text);
        return this;
    }

    /// <summary>It is this error in the form of the Messages API.</summary>
    public Answer FailsAsAnthropic(int status, string type, string? code = null)
    {
        Is(status);
        var error = this["error"];
        error["type"]!.GetValue<string>().ShouldBe(type, Text);
        if (code is not null)
        {
            error["details"]?["error_code"]?.GetValue<string>().ShouldBe(code, Text);
        }

        return this;
    }
}
