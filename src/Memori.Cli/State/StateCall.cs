using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Server.Configuration;
using Memori.Server.State;
using Memori.Text;

namespace Memori.Cli.State;

/// <summary>One run of a command on the state.</summary>
/// <param name="Settings">Where the state is.</param>
/// <param name="Care">What is done with the whole state.</param>
/// <param name="Parsed">The command line.</param>
/// <param name="Json">Whether one JSON document is wanted.</param>
/// <param name="Language">The language of messages.</param>
internal sealed record StateCall(MemoriSettings Settings, IStateCare Care, ParseResult Parsed, bool Json, Language Language) : CommandCall(Parsed, Json, Language);
