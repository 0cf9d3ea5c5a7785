using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Server.Sessions;
using Memori.Text;

namespace Memori.Cli.Sessions;

/// <summary>One run of a command on sessions.</summary>
/// <param name="Services">The services.</param>
/// <param name="Sessions">The sessions.</param>
/// <param name="Parsed">The command line.</param>
/// <param name="Json">Whether one JSON document is wanted.</param>
/// <param name="Language">The language of messages.</param>
internal sealed record SessionCall(IServiceProvider Services, UserSessions Sessions, ParseResult Parsed, bool Json, Language Language) : CommandCall(Parsed, Json, Language);
