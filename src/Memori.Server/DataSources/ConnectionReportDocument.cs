using Memori.Text;
using Memori.Text2Sql.DataSources.Diagnosis;

namespace Memori.Server.DataSources;

/// <summary>What a connection test found.</summary>
/// <param name="Ok">Whether the datasource can be asked.</param>
/// <param name="Key">What was tested, without login.</param>
/// <param name="Tables">How many tables and views can be read; null when it did not come to that.</param>
/// <param name="Steps">The steps, up to the first that failed.</param>
public sealed record ConnectionReportDocument(bool Ok, string Key, int? Tables, IReadOnlyList<ConnectionStepDocument> Steps)
{
    /// <summary>The document of a report.</summary>
    public static ConnectionReportDocument From(ConnectionReport report, Language language) =>
        new(report.Ok, report.Key, report.Tables, [.. report.Steps.Select(step => ConnectionStepDocument.From(step, language))]);
}

/// <summary>One step.</summary>
/// <param name="Step">file, host, port, tls, login, database, read-only, privileges or schema.</param>
/// <param name="Outcome">ok, warning or failed.</param>
/// <param name="Message">What was found.</param>
/// <param name="Advice">What to do, or null.</param>
public sealed record ConnectionStepDocument(string Step, string Outcome, string Message, string? Advice)
{
    /// <summary>The document of a step.</summary>
    public static ConnectionStepDocument From(ConnectionStep step, Language language) =>
        new(step.Name, step.Outcome.ToString().ToLowerInvariant(), step.Message.In(language), step.Advice?.In(language));
}
