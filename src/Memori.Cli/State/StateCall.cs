using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Memori.Cli.Terminal;
using Memori.Server.Configuration;
using Memori.Text;

namespace Memori.Cli.State;

/// <summary>One run of a command on the state.</summary>
/// <param name="Settings">Where the state is.</param>
/// <param name="Parsed">The command line.</param>
/// <param name="Json">Whether one JSON document is wanted.</param>
/// <param name="Language">The language of messages.</param>
internal sealed record StateCall(MemoriSettings Settings, ParseResult Parsed, bool Json, Language Language)
{
    /// <summary>Shows a document as JSON or as a person reads it.</summary>
    public void Show<T>(T document, JsonTypeInfo<T> type, Action<T, Language> show)
    {
        if (Json)
        {
            JsonOutput.Write(document, type);
        }
        else
        {
            show(document, Language);
        }
    }
}
