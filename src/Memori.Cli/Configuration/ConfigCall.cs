using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Server.Configuration;
using Memori.Text;

namespace Memori.Cli.Configuration;

/// <summary>One run of a command on the settings.</summary>
/// <param name="Reading">The settings as they were read.</param>
/// <param name="Parsed">The command line.</param>
/// <param name="Json">Whether one JSON document is wanted.</param>
/// <param name="Language">The language of messages.</param>
internal sealed record ConfigCall(SettingsReading Reading, ParseResult Parsed, bool Json, Language Language) : CommandCall(Parsed, Json, Language);
