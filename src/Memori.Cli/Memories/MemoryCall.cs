using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Jobs;
using Memori.Storage;
using Memori.Text;

namespace Memori.Cli.Memories;

/// <summary>One run of a memory command.</summary>
/// <param name="Memory">The engine.</param>
/// <param name="Store">Where they are.</param>
/// <param name="Jobs">Runs what the command left to do in the background.</param>
/// <param name="Time">The clock.</param>
/// <param name="Scope">Whose memories.</param>
/// <param name="Parsed">The command line.</param>
/// <param name="Json">Whether one JSON document is wanted.</param>
/// <param name="Language">The language of messages.</param>
internal sealed record MemoryCall(MemoryEngine Memory, IMemoryStore Store, JobRunner Jobs, TimeProvider Time, Scope Scope, ParseResult Parsed, bool Json, Language Language) : CommandCall(Parsed, Json, Language);
