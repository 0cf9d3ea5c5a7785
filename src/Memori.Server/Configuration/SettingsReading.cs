using Memori.Server.Configuration.Sources;
using Memori.Text;

namespace Memori.Server.Configuration;

/// <summary>The settings as they were read, with where each comes from and all that is wrong with them.</summary>
public sealed record SettingsReading
{
    internal SettingsReading(SettingsSources sources, IReadOnlyDictionary<string, SettingText> given) => (Sources, Given) = (sources, given);

    /// <summary>Where they were read.</summary>
    public SettingsSources Sources { get; }

    /// <summary>What was given, by the name of its setting.</summary>
    internal IReadOnlyDictionary<string, SettingText> Given { get; }

    /// <summary>The value of every setting, in the order of the table.</summary>
    public required IReadOnlyList<SettingValue> Values { get; init; }

    /// <summary>The settings; what is wrong has its default.</summary>
    public required MemoriSettings Settings { get; init; }

    /// <summary>Everything that is wrong or doubtful.</summary>
    public required IReadOnlyList<SettingsFinding> Findings { get; init; }

    /// <summary>What is wrong.</summary>
    public IEnumerable<SettingsFinding> Errors => Findings.Where(finding => finding.Severity == SettingsSeverity.Error);

    /// <summary>The settings, when nothing is wrong.</summary>
    /// <exception cref="MemoriException"><c>invalid-settings</c>, with every error on a line of its own.</exception>
    public MemoriSettings Require() => Errors.Any() ? throw Invalid([.. Errors]) : Settings;

    /// <summary>The exception that tells all <paramref name="errors"/>.</summary>
    internal static MemoriException Invalid(IReadOnlyCollection<SettingsFinding> errors) => new(
        FaultKind.BadRequest,
        "invalid-settings",
        errors.Count == 1 ? errors.First().Text : new LocalizedText(
            $"There are {errors.Count} mistakes in the settings:{string.Concat(errors.Select(error => $"\n- {error.Text.English}"))}",
            $"设置中有 {errors.Count} 处错误:{string.Concat(errors.Select(error => $"\n- {error.Text.Chinese}"))}"));

    /// <summary>Without the values, of which some are secrets.</summary>
    public override string ToString() => $"{nameof(SettingsReading)} {Values.Count(value => value.IsGiven)} given, {Findings.Count} findings";
}
