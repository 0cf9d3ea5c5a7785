using Memori.Text;

namespace Memori.Text2Sql.DataSources.Diagnosis;

/// <summary>How a step of a connection test went.</summary>
public enum StepOutcome
{
    /// <summary>As it should.</summary>
    Ok,

    /// <summary>It works, but something about it is unsafe.</summary>
    Warning,

    /// <summary>It does not work; the steps after it were not tried.</summary>
    Failed,
}

/// <summary>One step of a connection test.</summary>
/// <param name="Name">The step: <c>file</c>, <c>host</c>, <c>port</c>, <c>tls</c>, <c>login</c>, <c>database</c>, <c>read-only</c>, <c>privileges</c>, <c>schema</c>.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="Message">What was found, in words for people. Never with a password.</param>
/// <param name="Advice">What to do, or null when nothing needs to be done.</param>
public sealed record ConnectionStep(string Name, StepOutcome Outcome, LocalizedText Message, LocalizedText? Advice = null);

/// <summary>What a connection test found.</summary>
/// <param name="Key">What was tested, without credentials.</param>
/// <param name="Steps">The steps in order, up to the first that failed.</param>
/// <param name="Tables">How many tables and views can be read; null when it did not come to that.</param>
public sealed record ConnectionReport(string Key, IReadOnlyList<ConnectionStep> Steps, int? Tables)
{
    /// <summary>Whether the datasource can be asked.</summary>
    public bool Ok => Steps.All(static step => step.Outcome != StepOutcome.Failed);
}
