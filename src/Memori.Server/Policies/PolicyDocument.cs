using System.Text.Json.Nodes;
using Memori.Text;
using Memori.Text2Sql.Guarding.Policies;

namespace Memori.Server.Policies;

/// <summary>A datasource's access rules.</summary>
/// <param name="DatasourceId">The datasource.</param>
/// <param name="Version">Grows with every change; 0 before the first.</param>
/// <param name="Policy">The rules; null when there are none, and everything is allowed.</param>
public sealed record PolicyDocument(int DatasourceId, long Version, JsonObject? Policy)
{
    /// <summary>The document of what is kept.</summary>
    public static PolicyDocument From(StoredPolicy stored) =>
        new(stored.DataSourceId, stored.Version, stored.Yaml is null ? null : PolicyJson.Write(stored.Policy));
}

/// <summary>What came of checking access rules without keeping them.</summary>
/// <param name="Valid">Whether they can be kept.</param>
/// <param name="Faults">What is wrong, in the order of the text.</param>
public sealed record PolicyCheckDocument(bool Valid, IReadOnlyList<PolicyFaultDocument> Faults)
{
    /// <summary>The document of the faults.</summary>
    public static PolicyCheckDocument From(IReadOnlyList<PolicyFault> faults, Language language) =>
        new(faults.Count == 0, [.. faults.Select(fault => PolicyFaultDocument.From(fault, language))]);
}

/// <summary>Something that is wrong in access rules.</summary>
/// <param name="Path">Where: <c>rules[2].mask.email</c>; empty for the whole.</param>
/// <param name="Line">The line, from 1; 0 when there is none.</param>
/// <param name="Message">A sentence for the person.</param>
public sealed record PolicyFaultDocument(string Path, int Line, string Message)
{
    /// <summary>The document of a fault.</summary>
    public static PolicyFaultDocument From(PolicyFault fault, Language language) => new(fault.Path, fault.Line, fault.Text.In(language));
}
