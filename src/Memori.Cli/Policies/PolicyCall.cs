using System.CommandLine;
using Memori.Cli.Terminal;
using Memori.Text;
using Memori.Text2Sql.DataSources;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Cli.Policies;

/// <summary>One run of a policy command.</summary>
/// <param name="Policies">The policies.</param>
/// <param name="Source">The datasource.</param>
/// <param name="Parsed">The command line.</param>
/// <param name="Json">Whether one JSON document is wanted.</param>
/// <param name="Language">The language of messages.</param>
internal sealed record PolicyCall(AccessPolicies Policies, DataSource Source, ParseResult Parsed, bool Json, Language Language)
    : CommandCall(Parsed, Json, Language);
