using Memori.Ledger;

namespace Memori.Claude.Telemetry;

/// <summary>What is told of a call before it is made.</summary>
public readonly record struct ModelRequest
{
    /// <summary>The model asked for.</summary>
    public required string Model { get; init; }

    /// <summary>The API's address.</summary>
    public required Uri Server { get; init; }

    /// <summary>Who pays: session and operation are told, the user is not. Null when nobody in particular does.</summary>
    public Payer? Payer { get; init; }

    /// <summary>Whether the answer is streamed.</summary>
    public bool IsStream { get; init; }

    /// <summary><c>max_tokens</c>, or null.</summary>
    public long? MaxTokens { get; init; }

    /// <summary>The temperature, or null.</summary>
    public double? Temperature { get; init; }
}
