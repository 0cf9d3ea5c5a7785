using System.CommandLine;
using System.Text.Json.Serialization.Metadata;
using Memori.Text;

namespace Memori.Cli.Terminal;

/// <summary>One run of a command.</summary>
/// <param name="Parsed">The command line.</param>
/// <param name="Json">Whether one JSON document is wanted.</param>
/// <param name="Language">The language of messages.</param>
internal abstract record CommandCall(ParseResult Parsed, bool Json, Language Language)
{
    /// <summary>Shows a document as JSON or as a person reads it.</summary>
    public int Show<T>(T document, JsonTypeInfo<T> type, Action<T, Language> show)
    {
        if (Json)
        {
            JsonOutput.Write(document, type);
        }
        else
        {
            show(document, Language);
        }

        return ExitCode.Ok;
    }
}
